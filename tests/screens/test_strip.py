"""Somebody in charge sees the day as a strip, and tries one more counter on the rest of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.worlds.fortnight import live_a_fortnight
from tests.worlds.town import Town, running

OFFICE, PAGE = "/office/mairie", "/office/mairie/strip"
TEN, ELEVEN = "600", "660"


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One Tuesday is known, on which forty people came together at nine."""
    with running(
        Town(tmp_path_factory.mktemp("taught"), clock="2026-11-24T08:45:00+01:00")
    ) as town:
        live_a_fortnight(town, visitors=40)
        desk = town.agent("agent5")
        desk.open("3")
        for _ in range(5):
            town.take("identity")
        yield town


def _strip(page: Page) -> Locator:
    return page.get_by_test_id("strip")


def _moved_to(page: Page, minutes: str) -> None:
    page.get_by_label("One more counter from").fill(minutes)


def test_arrivals_and_calls_of_this_moment_are_in_it(town: Town, open_page: Opener) -> None:
    desk = town.agent("agent1")
    desk.open("1")
    page = open_page(town, OFFICE, login="manager", language="en-GB")
    expect(_strip(page)).to_contain_text("people who came: 0; received: 0; waiting now: 0")
    expect(_strip(page)).to_contain_text("There is no past day like this one yet")

    for _ in range(3):
        town.take("identity")
    desk.next("1")
    desk.act("A001", "finish")

    expect(_strip(page)).to_contain_text("people who came: 3; received: 1; waiting now: 2")
    expect(_strip(page)).to_contain_text("counters open: 1.")
    _strip(page).get_by_text("The figures behind it").click()
    came = _strip(page).locator(".quarters-table tbody tr td:nth-of-type(1)")
    been = came.filter(has_text=re.compile("^3$"))
    expect(been).to_have_count(1)
    assert (barriers(page), is_too_wide(page)) == ([], False)


def test_moving_the_slider_tells_what_one_more_counter_would_change(
    taught: Town, open_page: Opener
) -> None:
    page = open_page(taught, OFFICE, login="manager", language="en-GB")
    answer = page.get_by_test_id("strip-answer")
    expect(_strip(page)).to_contain_text("People come as on 1 day of the past four weeks")
    expect(answer).to_be_empty()

    _moved_to(page, TEN)

    expect(answer).to_contain_text("One more counter from 10:00 (counters open then: ")
    at_ten = answer.inner_text()
    assert re.search(r"nine people of ten would wait .+ at most instead of ", at_ten)
    more, before = _counters(at_ten)
    assert more == before + 1

    page.get_by_label("One more counter from").press("ArrowRight")
    expect(answer).to_contain_text("One more counter from 10:15")
    expect(_strip(page).locator("output")).to_have_text("10:15")
    titles = _strip(page).locator(".quarters-sides tbody th")
    expect(titles).to_have_count(5)
    assert (barriers(page), is_too_wide(page)) == ([], False)


def _counters(said: str) -> tuple[int, int]:
    found = re.search(r"counters open then: (\d+) instead of (\d+)", said)
    assert found, said
    return int(found[1]), int(found[2])


def test_without_script_a_form_asks_and_the_slider_stays_where_it_was(
    taught: Town, open_page: Opener
) -> None:
    page = open_page(
        taught, OFFICE, login="manager", language="en-GB", javascript=False, size=(320, 640)
    )
    page.get_by_role("link", name="Who came, who waits, and the rest of the day").click()
    expect(page.get_by_role("img", name=re.compile("people who came: 5"))).to_be_attached()

    _moved_to(page, ELEVEN)
    page.get_by_role("button", name="What would it change?").click()

    expect(page.get_by_test_id("strip-answer")).to_contain_text("One more counter from 11:00")
    expect(page.get_by_label("One more counter from")).to_have_value(ELEVEN)
    assert not is_too_wide(page)


def test_it_stands_on_paper_without_its_slider(taught: Town, open_page: Opener) -> None:
    page = open_page(taught, f"{PAGE}?from={TEN}", login="manager")

    page.emulate_media(media="print")

    expect(_strip(page).get_by_role("img")).to_be_visible()
    expect(page.get_by_test_id("strip-answer")).to_contain_text(
        "Un guichet de plus à partir de 10:00"
    )
    expect(page.get_by_role("slider")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)


def test_what_is_no_minute_of_the_day_asks_nothing(taught: Town, open_page: Opener) -> None:
    for wrong in ("ten", "-5", "9999", "99999999999"):
        page = open_page(taught, f"{PAGE}?from={wrong}", login="manager")
        expect(page.get_by_test_id("strip-answer")).to_be_empty()


def test_an_agent_is_told_that_it_is_not_for_her(taught: Town, open_page: Opener) -> None:
    page = open_page(taught, PAGE, login="agent1")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Vous ne pouvez pas ouvrir cette page"
    )


def test_a_closed_day_says_so(tmp_path_factory: pytest.TempPathFactory, open_page: Opener) -> None:
    sunday = Town(tmp_path_factory.mktemp("sunday"), clock="2026-11-22T10:00:00+01:00")
    with running(sunday) as town:
        page = open_page(town, PAGE, login="manager")
        expect(_strip(page)).to_contain_text("L’accueil est fermé aujourd’hui")
        expect(_strip(page).get_by_role("img")).to_have_count(0)
