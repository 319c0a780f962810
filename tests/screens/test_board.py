"""What the waiting room sees and hears."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.worlds.town import DEMO_SITE, Desk, Town, running

BOARD = "/display/mairie/hall"
FULL_HD = (1920, 1080)
SCREENS = [FULL_HD, (3840, 2160), (1366, 768), (1080, 1920)]

LIT = """call => {
  const painted = getComputedStyle(call), probe = document.createElement("i");
  probe.style.background = "var(--call)";
  document.body.append(probe);
  const wanted = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return painted.backgroundColor === wanted;
}"""
MUTED = """AudioContext = class extends AudioContext {
  constructor() { super(); this.suspend(); }
};"""
OUTSIDE = """() => [...document.querySelectorAll(".frame *")].filter(part => {
  if (part.closest("svg, .sr-only") || !part.getClientRects().length) return false;
  const box = part.getBoundingClientRect();
  const wide = part.scrollWidth > part.clientWidth + 2;
  return box.right > innerWidth + 1 || box.left < -1 || box.bottom > innerHeight + 1
    || (wide && getComputedStyle(part).display !== "inline");
}).map(part => part.outerHTML.slice(0, 120))"""


THEATRE = """
[[boards]]
code = "theatre"
zones = ["hall"]
distance = 14.0
"""


@pytest.fixture(scope="module")
def shared_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The demo town hall, with one more board: in a room too deep for it."""
    site = DEMO_SITE.read_text(encoding="utf-8") + THEATRE
    with running(Town(tmp_path_factory.mktemp("town"), site_text=site)) as town:
        yield town


@pytest.fixture
def board(shared_town: Town, open_page: Opener) -> Page:
    return shown(open_page, shared_town)


@pytest.fixture
def desk(shared_town: Town) -> Iterator[Desk]:
    """Nadia at counter 1, with nobody before her."""
    desk = shared_town.agent("agent1")
    desk.open("1")
    yield desk
    desk.post("counters/1/close")


def shown(
    open_page: Opener, town: Town, path: str = BOARD, size: tuple[int, int] = FULL_HD
) -> Page:
    return open_page(town, path, token=town.tokens["ecran-hall"], size=size)


def called(town: Town, desk: Desk) -> str:
    """Takes a ticket and calls whoever is next."""
    town.take("pickup")
    answer = desk.next("1", finish="solved")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["ticket"]["number"])


def chimes(page: Page, count: int) -> None:
    expect(page.locator("html")).to_have_attribute("data-chimes", str(count))


def accessible(page: Page) -> None:
    assert barriers(page) == []


def test_a_call_appears_lit_chimes_once_and_is_told_to_screen_readers(
    board: Page, shared_town: Town, desk: Desk
) -> None:
    number = called(shared_town, desk)
    call = board.get_by_test_id("call").first
    expect(call).to_have_attribute("data-number", number)
    expect(call).to_have_attribute("data-counter", "1")
    expect(call).to_contain_text("C’est à vous")
    expect(call).to_contain_text("It is your turn")
    expect(call.locator(".word")).to_have_text("Guichet")
    expect(call.locator(".code")).to_have_text("1")
    spoken = f"Numéro {number[0]} {int(number[1:])}, Guichet 1"
    expect(board.locator("[data-said]")).to_have_text(spoken)
    chimes(board, 1)
    accessible(board)


def test_a_recall_chimes_again(town: Town, open_page: Opener) -> None:
    desk = town.agent("agent1")
    desk.open("1")
    board = shown(open_page, town)
    number = called(town, desk)
    chimes(board, 1)
    desk.act(number, "recall")
    chimes(board, 2)
    expect(board.locator(f'[data-testid=call][data-number="{number}"]')).to_have_count(1)


def test_calls_close_together_stay_lit_side_by_side(
    board: Page, shared_town: Town, desk: Desk
) -> None:
    first, second = called(shared_town, desk), called(shared_town, desk)
    for number in (first, second):
        call = board.locator(f'[data-number="{number}"]')
        board.wait_for_function(LIT, arg=call.element_handle())
    expect(board.get_by_test_id("call").nth(0)).to_have_attribute("data-number", second)
    expect(board.get_by_test_id("call").nth(1)).to_have_attribute("data-number", first)


def test_a_page_painted_late_lights_the_call_too(
    board: Page, shared_town: Town, desk: Desk, open_page: Opener
) -> None:
    number = called(shared_town, desk)
    late = shown(open_page, shared_town)
    call = late.locator(f'[data-number="{number}"]')
    late.wait_for_function(LIT, arg=call.element_handle())
    expect(late.locator("#clock")).to_have_text(board.locator("#clock").inner_text())


def test_without_motion_a_call_is_lit_and_does_not_pulse(
    board: Page, shared_town: Town, desk: Desk
) -> None:
    board.emulate_media(reduced_motion="reduce")
    number = called(shared_town, desk)
    call = board.locator(f'[data-testid=call][data-number="{number}"]')
    board.wait_for_function(LIT, arg=call.element_handle())
    assert call.evaluate("call => getComputedStyle(call).animationName") == "row-called"


def test_who_waits_for_a_confidential_service_is_counted_and_not_named(
    board: Page, shared_town: Town
) -> None:
    waiting = board.get_by_test_id("waiting")
    before = int(waiting.get_attribute("data-count") or 0)
    shared_town.take("social")
    expect(waiting).to_have_attribute("data-count", str(before + 1))
    assert "sociale" not in board.content().lower()


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_overflows_with_every_row_filled(
    size: tuple[int, int], shared_town: Town, desk: Desk, open_page: Opener
) -> None:
    for _ in range(2):
        called(shared_town, desk)
    page = shown(open_page, shared_town, size=size)
    expect(page.get_by_test_id("call").first).to_be_visible()
    assert page.evaluate(OUTSIDE) == []


def test_a_dark_board_is_accessible(shared_town: Town, desk: Desk, open_page: Opener) -> None:
    called(shared_town, desk)
    accessible(shown(open_page, shared_town, f"{BOARD}?theme=dark"))


def test_the_sign_of_a_silent_board_turns_the_sound_on(shared_town: Town, browser: Browser) -> None:
    with browser.new_context(base_url=shared_town.url, locale="fr-FR") as context:
        token = shared_town.tokens["ecran-hall"]
        context.add_cookies([{"name": "suivant_device", "value": token, "url": shared_town.url}])
        # What a browser started without the board's start line does; a headless one never does.
        context.add_init_script(MUTED)
        page = context.new_page()
        page.set_viewport_size({"width": FULL_HD[0], "height": FULL_HD[1]})
        page.goto(BOARD)
        expect(page.get_by_text("Son coupé")).to_be_visible()
        assert page.evaluate(OUTSIDE) == []
        accessible(page)
        page.get_by_role("button", name="Activer le son").click()
        expect(page.get_by_text("Son coupé")).to_be_hidden()


def test_an_old_television_gets_a_page_that_fetches_itself_again(
    shared_town: Town, desk: Desk, open_page: Opener
) -> None:
    number = called(shared_town, desk)
    page = open_page(
        shared_town, f"{BOARD}?plain=1", token=shared_town.tokens["ecran-hall"], javascript=False
    )
    expect(page.get_by_test_id("call").first).to_have_attribute("data-number", number)
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "5"
    assert page.locator("script").count() == 0


def test_a_stranger_is_sent_to_enrol_and_a_wrong_address_lists_the_boards(
    shared_town: Town, open_page: Opener
) -> None:
    with shared_town.device("borne-hall") as kiosk:
        answer = kiosk.get(BOARD)
        assert (answer.status_code, answer.headers["location"]) == (303, "/enrol")
    page = shown(open_page, shared_town, "/display/mairie/cellar")
    accessible(page)
    page.get_by_role("link", name="social").click()
    expect(page.get_by_text("Prenez un ticket à la borne")).to_be_visible()
    accessible(page)


def test_a_closed_house_says_when_it_opens_again(tmp_path: Path, open_page: Opener) -> None:
    with running(Town(tmp_path / "noon", clock="2026-11-24T12:40:00+01:00")) as town:
        page = shown(open_page, town)
        expect(page.get_by_text("Fermé")).to_be_visible()
        expect(page.get_by_text("Une question")).to_be_hidden()
        expect(page.get_by_text("Réouverture à 13:30")).to_be_visible()
        expect(page.get_by_text("Opens again at 13:30")).to_be_visible()
        assert page.evaluate(OUTSIDE) == []
        accessible(page)


def test_a_screen_too_small_for_its_room_says_so(
    shared_town: Town, desk: Desk, open_page: Opener
) -> None:
    number = called(shared_town, desk)
    page = shown(open_page, shared_town, "/display/mairie/theatre")
    expect(page.get_by_text("Écran trop petit pour être lu à 14 m")).to_be_visible()
    expect(page.locator(f'[data-number="{number}"]')).to_be_visible()
    assert page.evaluate(OUTSIDE) == []


def test_a_board_cut_off_says_so_then_hides_old_calls_and_comes_back_without_sounding_them(
    town: Town, open_page: Opener
) -> None:
    desk = town.agent("agent1")
    desk.open("1")
    page = shown(open_page, town)
    number = called(town, desk)
    chimes(page, 1)
    strip = page.get_by_text("Affichage en pause")
    expect(strip).to_be_hidden()

    town.kill()
    expect(strip).to_be_visible()
    expect(page.locator(f'[data-number="{number}"]')).to_be_visible()
    accessible(page)

    heard = page.locator("#clock").inner_text()
    page.clock.install()
    page.clock.fast_forward("05:30")
    expect(page.locator("[data-last-update] time")).to_have_text(heard)
    expect(page.get_by_text("Adressez-vous à l’accueil")).to_be_visible()
    expect(page.locator(f'[data-number="{number}"]')).to_be_hidden()
    accessible(page)

    town.start()
    expect(strip).to_be_hidden()
    expect(page.locator(f'[data-number="{number}"]')).to_be_visible()
    chimes(page, 1)
    called(town, desk)
    chimes(page, 2)
