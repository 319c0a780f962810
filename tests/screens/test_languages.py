"""A visitor who reads no French goes from her language to her ticket, and nothing is cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from server.texts.catalogue import LANGUAGES
from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.screens.standing import KIOSK, LANDSCAPE, MEASURES, PORTRAIT, TABLET, touch
from tests.screens.test_board import OUTSIDE
from tests.worlds.town import DEMO_SITE, Town, running

WALKED = ["ar", "zh", "ru", "tr"]
READINGS = ["", "size=large", "reach=low", "size=large&reach=low"]
STEPS = ("group-papers", "service-identity", "take-ticket")
PAGES = {
    "reason": "",
    "group": "&group=family",
    "missing": "&service=identity&ready=no",
    "confirm": "&group=papers&service=identity",
    "anyway": "&service=identity&ready=anyway",
}
# A font that the page brings along, and a character that only Chinese has.
DRAWN = "async () => (await document.fonts.load('20px Noto', '您')).length"


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One counter for a dozen people: waits of more than an hour, the longest words there are; and
    no closing before them, of which the kiosk would speak first."""
    always = re.sub(r"^hours = .*$", 'hours = "24/7"', DEMO_SITE.read_text("utf-8"), flags=re.M)
    with running(Town(tmp_path_factory.mktemp("busy"), site_text=always)) as town:
        town.agent("agent1").open("1")
        for _ in range(12):
            town.take("identity")
        yield town


def at_the_kiosk(town: Town, open_page: Opener, size: tuple[int, int]) -> Page:
    return open_page(town, KIOSK, token=town.tokens["borne-hall"], size=size)


def cut_off(page: Page, size: tuple[int, int]) -> list[str]:
    """What overflows, is too small for a finger, or is out of reach, once its letters are there."""
    page.evaluate("document.fonts.ready.then(() => true)")
    millimetre, overflowing, targets = page.evaluate(MEASURES)
    faults = [f"overflows: {part}" for part in overflowing]
    for words, width, height, top, bottom in targets:
        if min(width, height) < 20 * millimetre - 0.5:
            faults.append(f"small: {words!r}")
        if bottom > size[1] + 1 or (size[1] > size[0] and top < size[1] * 0.4 - 1):
            faults.append(f"out of reach: {words!r}")
    return faults


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, TABLET], ids=["1080", "1024", "800"])
@pytest.mark.parametrize("reading", READINGS)
def test_ten_languages_stand_on_the_first_page(
    size: tuple[int, int], reading: str, shared_town: Town, open_page: Opener
) -> None:
    page = at_the_kiosk(shared_town, open_page, size)
    page.goto(f"{KIOSK}?{reading}")

    boxes = {}
    for code, language in LANGUAGES.items():
        tile = page.get_by_test_id(f"language-{code}")
        expect(tile).to_contain_text(language.name)
        expect(tile).to_have_attribute("lang", language.tag)
        box = tile.bounding_box()
        assert box is not None
        boxes[code] = box
    assert all(b["y"] >= boxes["fr"]["y"] for b in boxes.values())
    assert all(b["width"] <= boxes["fr"]["width"] for b in boxes.values())
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
    assert cut_off(page, size) == []


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
@pytest.mark.parametrize("language", WALKED)
def test_from_the_language_to_the_ticket(
    language: str, size: tuple[int, int], busy: Town, open_page: Opener
) -> None:
    page = at_the_kiosk(busy, open_page, size)
    touch(page, f"language-{language}")

    for step in STEPS:
        expect(page.get_by_test_id(step)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[language].tag)
        expect(page.locator("html")).to_have_attribute("dir", LANGUAGES[language].direction)
        assert cut_off(page, size) == []
        assert barriers(page) == []
        touch(page, step)

    expect(page.get_by_test_id("ticket-number")).to_be_visible()
    assert cut_off(page, size) == []
    assert barriers(page) == []


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off_in_any_language(
    language: str, size: tuple[int, int], busy: Town, open_page: Opener
) -> None:
    page = at_the_kiosk(busy, open_page, size)
    ticket = {"ticket": f"&ticket={busy.take('civil', language=language)['token']}"}
    for name, address in (PAGES | ticket).items():
        for reading in READINGS:
            page.goto(f"{KIOSK}?lang={language}{address}&{reading}")
            assert cut_off(page, size) == [], f"{name} {reading}"


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
def test_which_cards_give_priority_is_said_in_large_letters_too(
    size: tuple[int, int], shared_town: Town, open_page: Opener
) -> None:
    page = at_the_kiosk(shared_town, open_page, size)
    for reading in READINGS:
        page.goto(f"{KIOSK}?lang=fr&service=welcome&{reading}")
        expect(page.get_by_text("carte mobilité inclusion", exact=False)).to_be_in_viewport(ratio=1)


def test_who_is_called_is_not_sent_to_the_waiting_room(
    shared_town: Town, open_page: Opener
) -> None:
    page = at_the_kiosk(shared_town, open_page, PORTRAIT)
    touch(page, "language-tr", "service-school", "take-ticket")
    waiting_room = page.get_by_text("bekleme salonunda oturun")
    expect(waiting_room).to_be_visible()
    number = page.get_by_test_id("ticket-number").inner_text().replace("\u202f", "")

    nadia = shared_town.agent("agent1")
    nadia.open("1")
    nadia.act(number, "call", counter="1")

    expect(page.get_by_role("heading", level=1)).to_have_text("Sıra sizde")
    expect(page.get_by_test_id("ticket-wait")).to_contain_text("Gişe 1")
    expect(waiting_room).to_have_count(0)
    assert cut_off(page, PORTRAIT) == []


def test_chinese_is_drawn_with_letters_that_come_along(
    shared_town: Town, open_page: Opener
) -> None:
    page = at_the_kiosk(shared_town, open_page, PORTRAIT)

    assert page.evaluate(DRAWN) > 0


@pytest.mark.parametrize("language", WALKED)
def test_the_phone_speaks_the_language_of_the_ticket(
    language: str, shared_town: Town, open_page: Opener
) -> None:
    ticket = shared_town.take("identity", language=language)
    page = open_page(shared_town, f"/t/{ticket['token']}", size=(360, 740))

    expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[language].tag)
    expect(page.locator("html")).to_have_attribute("dir", LANGUAGES[language].direction)
    assert not is_too_wide(page)
    assert barriers(page) == []


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Boards in Arabic, Spanish and Chinese."""
    boards = "".join(
        f'\n[[boards]]\ncode = "{code}"\nlanguages = ["{code}", "fr"]\ndistance = {distance}\n'
        for code, distance in (("ar", 6.0), ("es", 8.0), ("zh", 6.0), ("ru", 10.0))
    )
    text = DEMO_SITE.read_text(encoding="utf-8") + boards
    with running(Town(tmp_path_factory.mktemp("abroad"), site_text=text)) as town:
        seats = [("1", "agent1"), ("2", "agent2"), ("5", "agent5")]
        for counter, login in seats:
            town.take("social" if counter == "5" else "pickup")
            desk = town.agent(login)
            desk.open(counter)
            desk.next(counter)
        yield town


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)], ids=["lying", "standing"])
@pytest.mark.parametrize("language", ["ar", "es", "zh", "ru"])
def test_a_board_calls_in_its_own_language(
    language: str, size: tuple[int, int], abroad: Town, open_page: Opener
) -> None:
    token = abroad.tokens["ecran-hall"]
    page = open_page(abroad, f"/display/mairie/{language}", token=token, size=size)

    expect(page.locator("html")).to_have_attribute("dir", LANGUAGES[language].direction)
    expect(page.get_by_test_id("call").first).to_be_visible()
    assert page.evaluate(OUTSIDE) == []
    assert barriers(page) == []


def test_an_arabic_boards_digits_stand_beside_their_word(abroad: Town, open_page: Opener) -> None:
    token = abroad.tokens["ecran-hall"]
    page = open_page(abroad, "/display/mairie/ar", token=token, size=(1920, 1080))

    row = page.get_by_test_id("call").nth(1)
    word, code = (row.locator(part).bounding_box() for part in (".word", ".code"))

    assert word is not None and code is not None
    assert 0 <= word["x"] - code["x"] - code["width"] < code["height"]


@pytest.fixture(scope="module")
def saturday_evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Closed until Monday: the day has to be told too."""
    folder = tmp_path_factory.mktemp("saturday")
    with running(Town(folder, clock="2026-11-28T19:00:00+01:00")) as town:
        yield town


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, TABLET], ids=["1080", "1024", "800"])
def test_a_closed_place_says_so_in_every_language(
    size: tuple[int, int], saturday_evening: Town, open_page: Opener
) -> None:
    page = at_the_kiosk(saturday_evening, open_page, size)
    for reading in READINGS:
        page.goto(f"{KIOSK}?{reading}")
        for words in (
            "lundi 30 novembre",
            "30 Kasım Pazartesi",
            "11月30日星期一",
            "الاثنين، 30 نوفمبر",
        ):
            # In large, and again in easy words.
            expect(page.get_by_text(words).first).to_be_in_viewport(ratio=1)
        expect(page.get_by_text("01 23 45 67 89")).to_be_in_viewport(ratio=1)
        assert cut_off(page, size) == []
    assert barriers(page) == []
