"""Whoever has an appointment says so at the kiosk: by touch, or with a reader that types."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.standing import (
    KIOSK,
    LANDSCAPE,
    MEASURES,
    PORTRAIT,
    TABLET,
    number_on,
    queued,
    touch,
)
from tests.worlds.town import Town, running

PAGE = f"{KIOSK}?lang=fr&appointment=yes"


@pytest.fixture(scope="module")
def expecting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town hall where appointments are agreed on."""
    with running(Town(tmp_path_factory.mktemp("town"))) as town:
        agree(town, "rdv-0", "09:25")
        yield town


def agree(town: Town, name: str, hour: str) -> str:
    """Its code."""
    wish = {"at": f"2026-11-24T{hour}:00+01:00", "services": ["civil"]}
    path = f"/api/v1/sites/mairie/appointments/{name}"
    code: str = town.agent("manager").client.put(path, json=wish).json()["code"]
    return code


def at_the_kiosk(
    town: Town, open_page: Opener, path: str = KIOSK, size: tuple[int, int] = PORTRAIT
) -> Page:
    return open_page(town, path, token=town.tokens["borne-hall"], size=size)


def test_a_code_is_typed_by_touch_and_opens_a_ticket(expecting: Town, open_page: Opener) -> None:
    code = agree(expecting, "rdv-1", "09:20")
    page = at_the_kiosk(expecting, open_page)

    touch(page, "language-fr", "appointment")
    for letter in f"{code[0]}{code}":
        page.get_by_role("button", name=letter, exact=True).click()
        if letter == code[0] and page.get_by_test_id("appointment-code").input_value() == letter:
            page.get_by_role("button", name="Effacer").click()
            page.get_by_role("button", name=letter, exact=True).click()
            break
    for letter in code[1:]:
        page.get_by_role("button", name=letter, exact=True).click()
    touch(page, "check-in")

    ticket = queued(expecting)[number_on(page)]
    assert (ticket["services"], ticket["language"]) == (["civil"], "fr")


def test_a_reader_types_the_code_wherever_the_focus_is(expecting: Town, open_page: Opener) -> None:
    code = agree(expecting, "rdv-2", "09:20")
    page = at_the_kiosk(expecting, open_page, PAGE)
    page.locator("h1").click()

    page.keyboard.type(f"SUIVANT:{code}\n")

    assert number_on(page) in queued(expecting)


def test_what_is_wrong_is_said_beside_the_field_and_can_be_mended(
    expecting: Town, open_page: Opener
) -> None:
    code = agree(expecting, "rdv-3", "09:20")
    page = at_the_kiosk(expecting, open_page, PAGE)
    field = page.get_by_test_id("appointment-code")

    field.press_sequentially("AAAAAA")
    touch(page, "check-in")

    wrong = page.get_by_test_id("code-wrong")
    expect(wrong).to_contain_text("Ce code de rendez-vous n’est pas connu ici.")
    expect(field).to_have_attribute("aria-describedby", "code-wrong")
    expect(field).to_have_value("AAAAAA")
    field.fill(code)
    touch(page, "check-in")
    number = number_on(page)
    page.goto(PAGE)
    field.fill(code)
    touch(page, "check-in")
    expect(wrong).to_contain_text(f"votre numéro est le {number}")


def test_the_hour_is_said_to_whoever_comes_too_early(expecting: Town, open_page: Opener) -> None:
    code = agree(expecting, "rdv-4", "11:00")
    page = at_the_kiosk(expecting, open_page, PAGE)

    page.get_by_test_id("appointment-code").fill(code)
    touch(page, "check-in")

    expect(page.get_by_test_id("code-wrong")).to_contain_text("revenez à partir de 10:30")
    touch(page, "back")
    expect(page.get_by_test_id("service-welcome").first).to_be_visible()


def test_without_scripts_each_touch_writes_a_letter(expecting: Town, open_page: Opener) -> None:
    code = agree(expecting, "rdv-5", "09:20")
    token = expecting.tokens["borne-hall"]
    page = open_page(expecting, PAGE, token=token, size=PORTRAIT, javascript=False)

    for letter in code:
        page.get_by_role("button", name=letter, exact=True).click()
    touch(page, "check-in")

    assert number_on(page) in queued(expecting)


def test_nobody_is_asked_where_none_is_expected(shared_town: Town, open_page: Opener) -> None:
    page = at_the_kiosk(shared_town, open_page)

    touch(page, "language-fr")

    expect(page.get_by_test_id("service-welcome").first).to_be_visible()
    expect(page.get_by_test_id("appointment")).to_have_count(0)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, TABLET], ids=["1080", "1024", "800"])
@pytest.mark.parametrize("reading", ["", "&size=large", "&size=large&reach=low"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_everything_fits_whoever_reads(
    expecting: Town, open_page: Opener, size: tuple[int, int], reading: str, language: str
) -> None:
    page = at_the_kiosk(expecting, open_page, size=size)
    wrong = f"{KIOSK}?lang={language}&appointment=yes&code=AAAAAA&notice=too_late_appointment"
    for path in (
        f"{KIOSK}?lang={language}{reading}",
        f"{KIOSK}?lang={language}&appointment=yes{reading}",
        f"{wrong}&about=2026-11-24T08:00%2B01:00{reading}",
    ):
        page.goto(path)
        millimetre, overflowing, targets = page.evaluate(MEASURES)
        assert overflowing == [], path
        bottom = size[1]
        for words, width, height, top, end in targets:
            assert top >= 0 and end <= bottom + 0.5, (path, words)
            least = 10 if re.fullmatch(r"[A-Z2-9]?", words.strip()) else 20
            assert min(width, height) >= least * millimetre - 0.5, (path, words, width, height)
        assert barriers(page) == []
