"""At the kiosk: what a visitor sees, touches and takes away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect
from websockets.sync.client import connect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.worlds.town import Town, running

KIOSK = "/kiosk/mairie"
PORTRAIT, LANDSCAPE, TABLET = (1080, 1920), (1024, 768), (800, 1280)
PAGES = {
    "start": "",
    "reason": "?lang=fr",
    "group": "?lang=fr&group=family",
    "documents": "?lang=fr&group=papers&service=identity",
    "missing": "?lang=fr&service=identity&ready=no",
    "priority": "?lang=fr&service=welcome",
    "help": "?lang=fr&notice=help",
    "refused": "?lang=fr&notice=quota_reached",
}
# Pixels in a millimetre; what overflows; words, width, height, top and bottom of each target.
MEASURES = """() => {
  const rule = document.createElement("div");
  rule.setAttribute("style", "position:absolute; inline-size:calc(100 * var(--mm))");
  document.body.append(rule);
  const millimetre = rule.getBoundingClientRect().width / 100;
  rule.remove();
  const overflowing = [...document.querySelectorAll("main, .top, .tile")]
    .filter((e) => e.scrollHeight > e.clientHeight + 1).map((e) => e.className || e.tagName);
  const targets = [...document.querySelectorAll("a:not(.skip), main button, nav button, label")]
    .map((e) => [e.innerText, e.getBoundingClientRect()])
    .map(([words, box]) => [words, box.width, box.height, box.top, box.bottom]);
  return [millimetre, overflowing, targets];
}"""


@pytest.fixture
def kiosk(shared_town: Town, open_page: Opener) -> Page:
    token = shared_town.tokens["borne-hall"]
    return open_page(shared_town, KIOSK, token=token, size=PORTRAIT)


def touch(page: Page, *hooks: str) -> None:
    for hook in hooks:
        page.get_by_test_id(hook).click()


def take(page: Page, language: str = "fr", priority: str = "no") -> str:
    """From the first page to the ticket."""
    touch(page, f"language-{language}", "group-papers", "service-identity", "documents-ok")
    touch(page, f"priority-{priority}", "take-ticket")
    return number_on(page)


def number_on(page: Page) -> str:
    shown = page.get_by_test_id("ticket-number")
    expect(shown).to_be_visible()
    return re.sub(r"\s", "", shown.inner_text())


def queued(town: Town) -> dict[str, dict[str, object]]:
    places = town.agent("manager").get("queue").json()["tickets"]
    return {place["ticket"]["number"]: place["ticket"] for place in places}


def taken(town: Town) -> int:
    facts = town.agent("manager").get("journal").json()["events"]
    return sum(1 for fact in facts if fact["kind"] == "ticket_taken")


def test_a_visitor_takes_a_ticket_by_touch_in_french(kiosk: Page, shared_town: Town) -> None:
    number = take(kiosk)

    expect(kiosk.get_by_test_id("ticket-wait")).not_to_be_empty()
    assert kiosk.locator("html").get_attribute("lang") == "fr"
    ticket = queued(shared_town)[number]
    assert (ticket["services"], ticket["priority"]) == (["identity"], False)


def test_a_visitor_with_a_card_takes_a_ticket_in_english(kiosk: Page, shared_town: Town) -> None:
    number = take(kiosk, "en", "yes")

    expect(kiosk.get_by_role("heading", level=1)).to_have_text("Keep this number")
    ticket = queued(shared_town)[number]
    assert (ticket["language"], ticket["priority"]) == ("en", True)


def test_a_ticket_is_taken_with_the_keyboard_alone(kiosk: Page, shared_town: Town) -> None:
    for hook in ("language-fr", "service-welcome", "take-ticket"):
        target = kiosk.get_by_test_id(hook)
        expect(target).to_be_visible()
        for _ in range(20):
            if target.evaluate("e => e === document.activeElement"):
                break
            kiosk.keyboard.press("Tab")
            if kiosk.get_by_label("Non, pas de carte").is_visible():
                kiosk.keyboard.press("ArrowRight")
        kiosk.keyboard.press("Enter")

    number = number_on(kiosk)
    assert queued(shared_town)[number]["priority"]


def test_a_ticket_is_taken_without_scripts(shared_town: Town, open_page: Opener) -> None:
    token = shared_town.tokens["borne-hall"]
    page = open_page(shared_town, KIOSK, token=token, size=PORTRAIT, javascript=False)

    assert take(page).startswith("A")


def test_two_touches_on_take_are_one_ticket(kiosk: Page, shared_town: Town) -> None:
    touch(kiosk, "language-fr", "service-welcome")
    before = taken(shared_town)

    kiosk.get_by_test_id("take-ticket").dblclick()
    number_on(kiosk)

    assert taken(shared_town) == before + 1


def test_a_trembling_finger_touches_once(kiosk: Page) -> None:
    touches = kiosk.locator("h1").evaluate(
        """(heading) => [300, 302, 600].map((clientX) => heading.dispatchEvent(
          new PointerEvent("click",
            { pointerType: "touch", clientX, bubbles: true, cancelable: true })
        ))"""
    )

    assert touches == [True, False, True]


def test_the_same_form_sent_twice_answers_the_same_ticket(shared_town: Town) -> None:
    form = {"lang": "fr", "service": "welcome", "key": "one-visit"}
    with shared_town.device() as device:
        first, second = (device.post(f"{KIOSK}/tickets", data=form) for _ in range(2))

    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]


def test_a_wrong_ticket_secret_shows_nobody_elses_ticket(shared_town: Town) -> None:
    with shared_town.device() as device:
        answer = device.get(f"{KIOSK}?lang=fr&ticket=A001")

    assert (answer.status_code, answer.headers["location"]) == (303, KIOSK)


def test_without_a_kiosks_identity_one_is_shown_where_to_enrol(shared_town: Town) -> None:
    answer = httpx.get(shared_town.url + KIOSK)

    assert (answer.status_code, answer.headers["location"]) == (303, "/enrol")


def test_another_site_cannot_take_a_ticket_with_the_kiosks_cookie(shared_town: Town) -> None:
    answer = httpx.post(
        f"{shared_town.url}{KIOSK}/tickets",
        data={"service": "welcome"},
        cookies={"suivant_device": shared_town.tokens["borne-hall"]},
        headers={"Origin": "https://elsewhere.example"},
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")


def test_a_printer_that_does_not_answer_is_told_before_and_after(kiosk: Page) -> None:
    expect(kiosk.get_by_text("L’imprimante ne répond pas")).to_be_visible()

    take(kiosk)

    expect(kiosk.get_by_role("heading", level=1)).to_have_text("Gardez ce numéro")
    expect(kiosk.get_by_test_id("print-again")).to_be_visible()
    expect(kiosk.get_by_alt_text("Code QR de la page de votre ticket")).to_be_visible()


def test_a_call_is_seen_on_the_kiosk_at_once(kiosk: Page, shared_town: Town) -> None:
    touch(kiosk, "language-fr", "service-school", "documents-ok", "take-ticket")
    number = number_on(kiosk)
    expect(kiosk.get_by_test_id("ticket-wait")).to_contain_text("Aucun guichet")

    nadia = shared_town.agent("agent1")
    nadia.open("1")
    expect(kiosk.get_by_test_id("ticket-wait")).to_contain_text("min")
    nadia.act(number, "call", counter="1")

    expect(kiosk.get_by_role("heading", level=1)).to_have_text("C’est à vous")
    expect(kiosk.get_by_test_id("ticket-wait")).to_contain_text("Guichet 1")


def test_a_call_for_help_is_told_as_it_is(town: Town, open_page: Opener) -> None:
    """Nobody there, then somebody who can hear it, then somebody on the way."""
    page = open_page(town, KIOSK, token=town.tokens["borne-hall"], size=PORTRAIT)
    touch(page, "language-fr", "help")
    expect(page.get_by_text("Personne n’est au guichet pour le moment")).to_be_visible()
    assert barriers(page) == []

    town.agent("agent1").open("1")
    expect(page.get_by_text("Les agents sont prévenus")).to_be_visible()
    console = open_page(town, "/counter/mairie", login="agent1")
    expect(console).to_have_title(re.compile("^Borne hall"))
    console.get_by_role("button", name="J’arrive").click()

    expect(page.get_by_text("Quelqu’un arrive")).to_be_visible()
    assert "Nadia" not in page.content()
    expect(console.get_by_text("Nadia arrive")).to_be_visible()
    expect(console).to_have_title(re.compile("^(?!Borne)"))
    assert barriers(page) == barriers(console) == []


def test_at_night_a_call_for_help_promises_nobody(lunch: Town, open_page: Opener) -> None:
    page = open_page(lunch, KIOSK, token=lunch.tokens["borne-hall"], size=PORTRAIT)
    touch(page, "help")

    notice = page.locator("#called")
    expect(notice).to_contain_text("Personne n’est au guichet")
    expect(notice).to_contain_text("Réouverture à 13:30")


def test_three_touches_are_a_ticket_and_each_answer_answers(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "service-welcome")
    answers = kiosk.get_by_role("radio")
    expect(answers).to_have_count(2)
    assert not any(answer.is_checked() for answer in answers.all())

    touch(kiosk, "priority-no")
    expect(kiosk.get_by_label("Non, pas de carte")).to_be_checked()
    touch(kiosk, "back", "service-welcome", "take-ticket")
    number_on(kiosk)


def test_an_unknown_need_leads_to_somebody_who_listens(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "service-welcome", "take-ticket")

    assert number_on(kiosk).startswith("R")


def test_something_missing_still_leads_to_a_ticket(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "group-papers", "service-identity", "documents-missing")
    expect(kiosk.get_by_alt_text("Code QR de la liste sur service-public.fr")).to_be_visible()

    touch(kiosk, "documents-anyway", "take-ticket")

    assert number_on(kiosk).startswith("A")


@pytest.fixture(scope="module")
def lunch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same town hall between noon and two."""
    town = Town(tmp_path_factory.mktemp("lunch"), clock="2026-11-24T13:00:00+01:00")
    with running(town) as closed:
        yield closed


def test_a_closed_place_says_when_it_opens_again(lunch: Town, open_page: Opener) -> None:
    page = open_page(lunch, KIOSK, token=lunch.tokens["borne-hall"], size=PORTRAIT)

    expect(page.get_by_role("heading", level=1)).to_have_text("Nous sommes fermés")
    expect(page.get_by_text("Réouverture à 13:30")).to_be_visible()
    expect(page.get_by_text("01 23 45 67 89")).to_be_visible()
    expect(page.get_by_role("row").first).to_contain_text("mardi – vendredi")
    expect(page.get_by_role("row").first).to_contain_text("08:30–12:30 · 13:30–17:30")
    expect(page.get_by_text("C’est fermé maintenant.")).to_be_visible()
    assert barriers(page) == []


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Just after opening; one ticket a day for identity papers."""
    town = Town(tmp_path_factory.mktemp("early"), clock="2026-11-24T08:35:00+01:00")
    town.site_text = town.site_text.replace("quota = 60", "quota = 1")
    with running(town) as opened:
        yield opened


def test_a_full_or_closed_service_says_so_and_gives_no_ticket(
    early: Town, open_page: Opener
) -> None:
    early.take("identity")
    page = open_page(early, KIOSK, token=early.tokens["borne-hall"], size=PORTRAIT)

    touch(page, "language-fr", "group-help")
    expect(page.get_by_test_id("service-digital")).to_contain_text("Réouverture à 09:00")
    touch(page, "back", "group-papers")
    expect(page.get_by_test_id("service-identity")).to_contain_text("Plus de ticket")
    touch(page, "service-identity")

    expect(page.get_by_role("heading", level=2)).to_contain_text("Tous les tickets du jour")
    with early.device() as device:
        refused = device.post(f"{KIOSK}/tickets", data={"lang": "fr", "service": "identity"})
    assert "notice=quota_reached" in refused.headers["location"]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, TABLET], ids=["1080", "1024", "800"])
@pytest.mark.parametrize("reading", ["", "size=large", "size=large&reach=low"])
def test_everything_fits_and_targets_measure_20_millimetres(
    size: tuple[int, int], reading: str, shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, KIOSK, token=shared_town.tokens["borne-hall"], size=size)
    for name in ("reason", "documents", "priority", "help"):
        page.goto(f"{KIOSK}{PAGES[name]}&{reading}")
        millimetre, overflowing, targets = page.evaluate(MEASURES)
        assert overflowing == [], name
        for words, width, height, top, bottom in targets:
            told = f"{name}: {words!r}"
            assert min(width, height) >= 20 * millimetre - 0.5, told
            assert bottom <= size[1] + 1, told
            if size[1] > size[0]:
                assert top >= size[1] * 0.4 - 1, told


def test_a_devices_own_millimetre_is_kept_for_the_session(kiosk: Page) -> None:
    kiosk.goto(f"{KIOSK}?mm=5")
    touch(kiosk, "language-fr")
    expect(kiosk.get_by_test_id("service-welcome")).to_be_visible()

    assert kiosk.evaluate(MEASURES)[0] == pytest.approx(5, abs=0.05)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, kiosk: Page) -> None:
    kiosk.goto(f"{KIOSK}{PAGES[name]}")

    assert barriers(kiosk) == []


@pytest.mark.parametrize("name", ["reason", "priority"])
def test_axe_finds_nothing_in_strong_contrast(name: str, kiosk: Page) -> None:
    kiosk.goto(f"{KIOSK}{PAGES[name]}&theme=contrast")

    assert barriers(kiosk) == []


def test_axe_finds_nothing_on_the_ticket(kiosk: Page) -> None:
    take(kiosk)

    assert barriers(kiosk) == []


def test_a_preference_does_not_forget_the_answer(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "service-welcome", "priority-yes")

    kiosk.get_by_role("button", name="Agrandir").click()

    expect(kiosk.locator("html.large")).to_be_attached()
    expect(kiosk.get_by_label("Oui, j’ai une carte")).to_be_checked()


def test_preferences_last_for_one_visitor(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="Contraste").click()
    touch(kiosk, "language-fr", "service-welcome", "take-ticket")
    expect(kiosk.locator("html")).to_have_attribute("data-theme", "contrast")

    touch(kiosk, "done")

    expect(kiosk.locator("html")).to_have_attribute("data-theme", "light")


def test_an_abandoned_visit_is_forgotten_after_a_warning(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, KIOSK, token=shared_town.tokens["borne-hall"], size=PORTRAIT)
    page.clock.install()
    page.goto(f"{KIOSK}?lang=fr")
    dialog = page.get_by_role("dialog")

    page.clock.fast_forward("00:31")
    expect(dialog).to_be_visible()
    touch(page, "still-here")
    expect(dialog).to_be_hidden()

    page.clock.fast_forward("00:31")
    expect(dialog).to_be_visible()
    page.clock.run_for(21_000)
    expect(page.get_by_test_id("language-fr")).to_be_visible()


def test_when_the_server_is_lost_the_front_desk_is_named(early: Town, open_page: Opener) -> None:
    page = open_page(early, f"{KIOSK}?lang=fr", token=early.tokens["borne-hall"], size=PORTRAIT)
    waiting = page.locator(".figures .num").first
    before = int(waiting.inner_text())
    early.take("welcome")
    expect(waiting).to_have_text(str(before + 1))

    early.kill()

    front_desk = page.get_by_role("heading", name="Adressez-vous à l’accueil")
    expect(front_desk).to_be_visible()
    early.start()
    expect(front_desk).to_be_hidden(timeout=20_000)


def test_the_page_turns_round_for_arabic(kiosk: Page) -> None:
    touch(kiosk, "language-fr", "group-papers")
    expect(kiosk.get_by_test_id("service-identity")).to_be_visible()
    kiosk.evaluate("document.documentElement.dir = 'rtl'")

    disc, words = (kiosk.locator("#service-identity > span").nth(n).bounding_box() for n in (0, 1))

    assert disc is not None and words is not None
    assert disc["x"] > words["x"]


def test_the_socket_tells_how_the_place_is_doing(shared_town: Town) -> None:
    address = shared_town.url.replace("http", "ws") + "/ws/kiosk/mairie?lang=en"
    token = {"Authorization": f"Bearer {shared_town.tokens['borne-hall']}"}
    with connect(address, additional_headers=token) as socket:
        told = json.loads(socket.recv(timeout=10))

    assert told["view"] == "kiosk"
    assert told["data"]["open"] is True
    assert told["data"]["printer"] == {"answers": False, "paper": "unknown"}
    identity = next(s for s in told["data"]["services"] if s["code"] == "identity")
    assert identity["name"] == "Apply for an identity card or passport"
    assert (identity["group"], identity["open"]) == ("papers", True)
