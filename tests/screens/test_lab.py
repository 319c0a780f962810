"""Somebody in charge tries another organisation on her own weeks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.worlds.fortnight import live_a_fortnight
from tests.worlds.town import Town, running

PAGE = "/office/mairie/lab"
WEEKS = "from=2026-11-02&to=2026-11-15"


@pytest.fixture(scope="module")
def fortnight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running(Town(tmp_path_factory.mktemp("fortnight"))) as town:
        live_a_fortnight(town)
        yield town


def _row(page: Page, title: str) -> Locator:
    return page.get_by_role("row").filter(has_text=title).get_by_role("cell")


def test_one_more_counter_is_tried_and_kept_in_the_address(
    fortnight: Town, open_page: Opener
) -> None:
    page = open_page(fortnight, "/office/mairie", login="manager", language="en-GB")
    page.get_by_test_id("lab").click()
    assert page.get_by_test_id("lab").get_by_role("table").count() == 0

    page.get_by_label("First day").fill("2026-11-02")
    page.get_by_label("Last day").fill("2026-11-15")
    page.get_by_label("From", exact=True).fill("09:00")
    page.get_by_label("Until").fill("12:00")
    page.get_by_text("What it answers").click()
    page.locator("input[value=identity]").check()
    page.get_by_role("button", name="Play these weeks again").click()

    assert _said(page, "Nine of ten waited at most") == ["1 h 10", "1 h 10", "30 min"]
    lab = page.get_by_test_id("lab")
    expect(lab).to_contain_text("would have been 40 min shorter")
    expect(lab).to_contain_text("The lab explains these weeks within 1 %.")
    expect(lab).to_contain_text("One more counter, from 09:00 to 12:00: ")
    assert (barriers(page), is_too_wide(page)) == ([], False)

    again = open_page(fortnight, page.url, login="manager", language="en-GB")
    assert _said(again, "Nine of ten waited at most") == ["1 h 10", "1 h 10", "30 min"]
    expect(again.get_by_label("From", exact=True)).to_have_value("09:00")


def _said(page: Page, title: str) -> list[str]:
    return [cell.split("\n")[0].strip() for cell in _row(page, title).all_inner_texts()]


def test_without_a_change_it_says_how_well_it_explains_the_weeks(
    fortnight: Town, open_page: Opener
) -> None:
    page = open_page(fortnight, f"{PAGE}?{WEEKS}", login="manager")

    expect(page.get_by_test_id("lab")).to_contain_text("Le simulateur retrouve ces semaines à 1")
    assert page.get_by_role("columnheader").count() == 2


def test_what_changes_nothing_is_no_clear_difference(fortnight: Town, open_page: Opener) -> None:
    page = open_page(fortnight, f"{PAGE}?{WEEKS}&rule=arrival", login="manager", language="en")

    expect(page.get_by_test_id("lab")).to_contain_text("No clear difference")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=2026-11-02&to=2026-11-05", "The lab needs 5 closed days with visitors"),
        (f"{WEEKS}&begins=09:00", "For one more counter, say from when"),
        (f"{WEEKS}&who=agent1", "Say both who learns a service, and which."),
        (f"{WEEKS}&opens=12:00&closes=09:00", "The doors close after they open."),
        (f"{WEEKS}&more=lots", "arrivals: write a number"),
    ],
)
def test_what_cannot_be_played_is_said_above_the_form(
    fortnight: Town, open_page: Opener, asked: str, said: str
) -> None:
    page = open_page(fortnight, f"{PAGE}?{asked}", login="manager", language="en")

    expect(page.get_by_test_id("lab").get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_label("First day")).to_have_value("2026-11-02")


def test_it_is_used_on_a_narrow_screen_without_script(fortnight: Town, open_page: Opener) -> None:
    page = open_page(
        fortnight, PAGE, login="admin", size=(320, 640), language="en-GB", javascript=False
    )
    page.get_by_label("First day").fill("2026-11-02")
    page.get_by_label("Last day").fill("2026-11-15")
    page.get_by_label("More people, in percent").fill("20")
    page.get_by_role("button", name="Play these weeks again").click()

    expect(page.get_by_test_id("lab")).to_contain_text("People who come: 20 % more")
    assert not is_too_wide(page)


def test_on_paper_stands_what_was_found_and_no_form(fortnight: Town, open_page: Opener) -> None:
    page = open_page(fortnight, f"{PAGE}?{WEEKS}&closes=16:00", login="manager")

    page.emulate_media(media="print")

    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_test_id("lab")).to_contain_text("Fermeture à 16:00")


def test_an_agent_is_told_that_it_is_not_for_her(fortnight: Town, open_page: Opener) -> None:
    page = open_page(fortnight, PAGE, login="agent1")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Vous ne pouvez pas ouvrir cette page"
    )
