"""Somebody in charge asks whether the day was fair."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.screens.console import spaced
from tests.worlds.town import Town, running

PAGE = "/office/mairie/fairness"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Two visitors called: one by the rule, one by hand."""
    with running(Town(tmp_path_factory.mktemp("lived"))) as town:
        for _ in range(3):
            town.take("identity")
        nadia = town.agent("agent1")
        nadia.open("1")
        nadia.next("1")
        nadia.act("A001", "finish")
        nadia.act("A003", "call", counter="1")
        yield town


def _figures(page: Page) -> list[str]:
    return page.get_by_test_id("fairness").locator("dd strong").all_inner_texts()


def test_it_is_found_from_the_office_and_says_that_the_day_is_fair(
    lived: Town, open_page: Opener
) -> None:
    page = open_page(lived, "/office/mairie", login="manager")

    page.get_by_test_id("fairness").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("La journée a-t-elle été équitable ?")
    assert _figures(page) == ["2", "1", "0"]
    promises = page.get_by_test_id("fairness").locator("section")
    expect(promises).to_have_count(3)
    for promise in promises.all():
        expect(promise).to_contain_text("Tenue")
    expect(promises.first).to_contain_text(spaced("A001"))
    assert (barriers(page), is_too_wide(page)) == ([], False)


def test_no_agent_is_named_and_no_counter(lived: Town, open_page: Opener) -> None:
    page = open_page(lived, PAGE, login="manager")

    words = page.get_by_test_id("fairness").inner_text()
    assert not [name for name in ("Nadia", "agent1", "Guichet") if name in words]


def test_it_is_read_on_a_narrow_screen_in_english_without_script(
    lived: Town, open_page: Opener
) -> None:
    page = open_page(
        lived, PAGE, login="admin", size=(320, 640), language="en-GB", javascript=False
    )

    expect(page.get_by_role("heading", level=1)).to_have_text("Was the day fair?")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Nobody waits for ever.")
    assert not is_too_wide(page)


def test_another_day_is_chosen_by_keyboard(lived: Town, open_page: Opener) -> None:
    page = open_page(lived, PAGE, login="manager", language="en-GB")
    day = page.get_by_label("Day")
    expect(day).to_have_value("2026-11-24")

    day.fill("2026-11-23")
    day.press("Enter")

    expect(page.locator(".office-head")).to_contain_text("Monday, 23 November 2026")
    assert _figures(page) == ["0", "0", "0"]


def test_what_is_no_day_shows_today(lived: Town, open_page: Opener) -> None:
    page = open_page(lived, f"{PAGE}?day=soon", login="manager")

    expect(page.locator(".office-head")).to_contain_text("mardi 24 novembre 2026, jusqu’à présent")


def test_on_paper_stands_what_was_found_and_no_form(lived: Town, open_page: Opener) -> None:
    page = open_page(lived, PAGE, login="manager")

    page.emulate_media(media="print")

    expect(page.locator(".office-day")).to_be_hidden()
    expect(page.locator(".office-bar")).to_be_hidden()
    expect(page.get_by_test_id("office-pages")).to_be_hidden()
    expect(page.get_by_test_id("fairness").locator("section").last).to_be_visible()


def test_an_agent_is_told_that_it_is_not_for_her(lived: Town, open_page: Opener) -> None:
    page = open_page(lived, PAGE, login="agent1")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Vous ne pouvez pas ouvrir cette page"
    )
