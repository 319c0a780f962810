"""The wall: all screens side by side in one browser, each with somebody else before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.screens.barriers import barriers, is_too_wide
from tests.web.raw import answer, line, status
from tests.worlds import patient
from tests.worlds.demo import Playing, demo
from tests.worlds.ports import free_port
from tests.worlds.proxies import FROM_ELSEWHERE
from tests.worlds.servers import eventually

MINUTE = re.compile(r"^\d\d:\d\d$")


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playing]:
    """Nobody is simulated: what happens is what the test does."""
    data = tmp_path_factory.mktemp("demo") / "data"
    with demo(data, free_port(), "--visitors", "0") as one:
        yield one


@pytest.fixture
def wall(playing: Playing, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1440, "height": 900})
    wrong: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{playing.url}/demo")
    yield page
    context.close()
    assert wrong == []


def _pane(wall: Page, name: str) -> Frame:
    frame = wall.frame(name=name)
    assert frame
    return frame


def _take_a_ticket(wall: Page) -> str:
    """As a visitor at the kiosk does, whichever questions it asks on the way."""
    kiosk = _pane(wall, "kiosk")
    kiosk.goto(kiosk.url.partition("?")[0])
    kiosk.get_by_test_id("language-fr").click()
    kiosk.get_by_test_id("group-papers").click()
    kiosk.get_by_test_id("service-pickup").click()
    number = kiosk.get_by_test_id("ticket-number")
    onward = kiosk.get_by_test_id(re.compile("^(priority-no|take-ticket)$"))
    onward.or_(number).first.wait_for()
    while not number.is_visible():
        before = re.escape(kiosk.url)
        onward.last.click()
        kiosk.wait_for_url(re.compile(f"^(?!{before}$)"))
        onward.or_(number).first.wait_for()
    return re.sub(r"\s", "", number.inner_text())


def test_each_screen_is_there_with_its_own_identity(wall: Page) -> None:
    expect(wall).to_have_url(re.compile(r"/wall/mairie$"))
    expect(_pane(wall, "kiosk").get_by_test_id("language-fr")).to_be_visible()
    expect(_pane(wall, "board").get_by_test_id("waiting")).to_be_visible()
    expect(_pane(wall, "counter").locator("body")).to_contain_text("Nadia")
    expect(_pane(wall, "office").locator("h1")).to_be_visible()
    expect(_pane(wall, "phone").locator("main")).to_be_visible()
    expect(_pane(wall, "paper").locator("main")).to_be_visible()


def test_a_ticket_taken_at_the_kiosk_reaches_every_screen(wall: Page) -> None:
    _pane(wall, "counter").get_by_test_id("counter-1").click()
    number = _take_a_ticket(wall)

    shown = wall.frame_locator("iframe[name=paper]").locator("img")
    expect(shown).to_have_attribute("src", re.compile(f"/{number}-"))
    expect(wall.frame_locator("iframe[name=phone]").get_by_test_id("number")).to_have_text(
        re.compile(rf"{number[0]}\s*{number[1:]}")
    )
    counter = wall.frame_locator("iframe[name=counter]")
    counter.get_by_test_id("next").click()
    expect(counter.get_by_test_id("current-number")).to_contain_text(number[1:])
    expect(
        wall.frame_locator("iframe[name=board]").locator(
            f"[data-testid=call][data-number={number}]"
        )
    ).to_be_visible()


def test_one_click_and_one_is_nadia_at_counter_1(wall: Page) -> None:
    wall.goto(f"{wall.url}#step-3")
    with wall.context.expect_page() as opened:
        wall.get_by_test_id("become-nadia").click()

    expect(opened.value).to_have_url(re.compile(r"/counter/mairie$"))
    expect(opened.value.locator("body")).to_contain_text("Guichet 1")
    expect(opened.value.get_by_test_id("next").first).to_be_visible()


def test_the_tour_is_told_in_two_languages_and_six_steps(wall: Page) -> None:
    expect(wall.locator("#step-1")).to_be_visible()
    for step in range(2, 7):
        wall.get_by_test_id("tour-next").locator("visible=true").click()
        expect(wall.locator(f"#step-{step}")).to_be_visible()
        expect(wall.locator(f"#step-{step - 1}")).to_be_hidden()
    wall.get_by_role("link", name="English").click()
    expect(wall.get_by_role("heading", name="Guided tour")).to_be_visible()
    expect(wall.frame_locator("iframe[name=office]").locator("h1")).to_contain_text("reception")


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_wall_has_no_barrier(wall: Page, width: int) -> None:
    """The wall itself; each screen on it has tests of its own."""
    wall.set_viewport_size({"width": width, "height": 900})
    # Nothing in them, and still there: the wall measures them whenever its size changes.
    empty = "for (const frame of document.querySelectorAll('iframe')) frame.src = 'about:blank'"
    wall.evaluate(empty)
    assert barriers(wall) == []
    assert not is_too_wide(wall)


def test_the_printer_runs_out_and_is_refilled(wall: Page) -> None:
    wall.goto(f"{wall.url}#step-4")
    wall.get_by_test_id("paper-none").click()
    expect(wall.locator("[data-roll]")).to_be_visible()
    expect(wall.frame_locator("iframe[name=office]").locator("body")).to_contain_text(
        "L’imprimante n’a plus de papier."
    )
    number = _take_a_ticket(wall)

    wall.get_by_test_id("paper-new").click()

    expect(wall.locator("[data-roll]")).to_be_hidden()
    expect(wall.frame_locator("iframe[name=office]").locator("body")).not_to_contain_text(
        "L’imprimante n’a plus de papier."
    )
    assert number


def test_the_clock_runs_faster_and_jumps(wall: Page) -> None:
    """Last: the day that the others play in ends."""
    time = wall.get_by_test_id("wall-time")
    before = time.inner_text()
    assert MINUTE.match(before)
    wall.get_by_test_id("speed-60").click()
    expect(wall.get_by_test_id("speed-60")).to_have_attribute("aria-pressed", "true")
    expect(time).not_to_have_text(before)
    wall.get_by_test_id("speed-1").click()
    wall.get_by_test_id("to-closing").click()
    expect(time).to_have_text(re.compile("12:2[4-6]"))
    wall.get_by_test_id("to-rush").click()
    expect(time).to_have_text(re.compile("10:0[01]"))
    expect(wall.locator("[data-news=day]")).to_have_text("mercredi 25 novembre")
    expect(wall.frame_locator("iframe[name=board]").locator("body")).to_contain_text("10:0")


@pytest.mark.parametrize("elsewhere", FROM_ELSEWHERE, ids=lambda headers: next(iter(headers)))
def test_nobody_from_elsewhere_gets_the_identities(
    playing: Playing, elsewhere: dict[str, str]
) -> None:
    for method, path in (("GET", "/demo"), ("POST", "/demo/nadia")):
        answer = patient.request(method, f"{playing.url}{path}", headers=elsewhere)
        assert answer.status_code == 403
        assert not answer.cookies


@pytest.mark.parametrize("asked", [b"GET /demo", b"POST /demo/nadia"])
def test_nor_does_one_behind_a_proxy_that_says_nothing(playing: Playing, asked: bytes) -> None:
    """As nginx asks that was told nothing more: under our own name, in an older HTTP."""
    with line(playing) as opened:
        opened.sendall(asked + b" HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n")
        told = answer(opened)
    assert status(told) == 403
    assert b"set-cookie" not in told.lower()


def test_the_clock_is_turned_by_who_is_in_charge_alone(playing: Playing) -> None:
    answer = patient.post(f"{playing.url}/wall/mairie/clock", data={"speed": "60"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/demo")


def test_another_page_cannot_turn_the_clock(playing: Playing) -> None:
    with patient.Client(base_url=playing.url) as guest:
        guest.get("/demo")
        answer = guest.post(
            "/wall/mairie/clock", data={"speed": "60"}, headers={"Origin": "http://town.example"}
        )
    assert answer.status_code == 403


def test_papers_are_pictures_of_this_folder_alone(playing: Playing) -> None:
    with patient.Client(base_url=playing.url) as guest:
        guest.get("/demo")
        for name in ("..%2Fdemo-accounts.json", "demo-accounts.json", ".png", "nothing.png"):
            assert guest.get(f"/wall/mairie/papers/{name}").status_code == 404


def test_signing_in_at_the_door_one_is_oneself_everywhere(wall: Page, playing: Playing) -> None:
    page = wall.context.new_page()
    page.goto(f"{playing.url}/")
    page.fill("[name=login]", "agent2")
    page.fill("[name=password]", _password(playing, "agent2"))
    page.get_by_test_id("sign-in").click()
    page.goto(f"{playing.url}/counter/mairie")
    expect(page.locator("body")).to_contain_text("Paul")


def test_simulated_people_play_along(tmp_path: Path) -> None:
    """They come, are called, received and sent home within an hour that takes a minute."""
    clock = "2026-11-24T09:00:00+01:00 x60"
    with demo(tmp_path / "data", free_port(), clock=clock) as one:
        who = {"login": "manager", "password": _password(one, "manager")}
        cookies = dict(patient.post(f"{one.url}/api/v1/session", json=who).cookies)

        def kinds() -> set[str]:
            journal = patient.get(f"{one.url}/api/v1/sites/mairie/journal", cookies=cookies)
            return {event["kind"] for event in journal.json()["events"]}

        wanted = {"ticket_taken", "counter_opened", "ticket_called", "service_finished"}
        eventually(lambda: wanted <= kinds())


def _password(one: Playing, login: str) -> str:
    found = re.search(rf"^    {login}\s+(\S+)$", one.said, re.M)
    assert found
    return found[1]
