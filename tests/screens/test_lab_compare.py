"""Somebody in charge puts two scenarios that she kept side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.worlds.fortnight import live_a_fortnight
from tests.worlds.town import Town, running

PAGE = "/office/mairie/lab/compare"
ONE_MORE = """name = "A second counter"
[[counters]]
begins = "09:00"
ends = "12:00"
skills = { identity = 1 }
"""
BY_ARRIVAL = '[policy]\nrule = "arrival"\n'


@pytest.fixture(scope="module")
def fortnight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running(Town(tmp_path_factory.mktemp("fortnight"))) as town:
        live_a_fortnight(town)
        yield town


def _ask(page: Page, pasted: str) -> None:
    page.get_by_label("First day").fill("2026-11-02")
    page.get_by_label("Last day").fill("2026-11-15")
    file = {"name": "more.toml", "mimeType": "text/plain", "buffer": ONE_MORE.encode()}
    page.get_by_label("File of scenario A").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("Or text of scenario B").fill(pasted)
    page.get_by_role("button", name="Compare").click()


def _said(page: Page, title: str) -> list[str]:
    cells = page.get_by_role("row").filter(has_text=title).get_by_role("cell")
    return [cell.split("\n")[0].strip() for cell in cells.all_inner_texts()]


@pytest.mark.parametrize("script", [True, False])
def test_what_was_the_baseline_and_both_stand_in_one_table(
    fortnight: Town, open_page: Opener, script: bool
) -> None:
    page = open_page(
        fortnight, "/office/mairie/lab", login="manager", language="en-GB", javascript=script
    )
    page.get_by_role("link", name="Two scenarios side by side").click()
    _ask(page, BY_ARRIVAL)

    told = page.get_by_test_id("compare")
    expect(told).to_contain_text("A · A second counter")
    assert _said(page, "Nine of ten waited at most") == ["1 h 10", "1 h 10", "30 min", "1 h 10"]
    expect(told).to_contain_text("would have been 40 min shorter")
    expect(told).to_contain_text("No clear difference: it may be chance.")
    expect(page.get_by_label("Or text of scenario A")).to_have_value(ONE_MORE)
    assert not script or (barriers(page), is_too_wide(page)) == ([], False)

    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "Choose a file, or paste a text, for both scenarios."),
        ("arrivals = 'many'", "B – "),
        ("[targets]\nnothing = 5", "no such service"),
    ],
)
def test_what_is_wrong_with_one_of_them_is_said_and_both_are_kept(
    fortnight: Town, open_page: Opener, pasted: str, said: str
) -> None:
    page = open_page(fortnight, PAGE, login="manager", language="en-GB")
    _ask(page, pasted)

    told = page.get_by_test_id("compare")
    expect(told.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_label("Or text of scenario A")).to_have_value(ONE_MORE)
    expect(page.get_by_role("table")).to_have_count(0)


def test_a_file_that_is_too_long_is_not_read(fortnight: Town, open_page: Opener) -> None:
    """A few kilobytes of nested names would hold everybody up for seconds."""
    page = open_page(fortnight, PAGE, login="manager", language="en-GB")
    nested = ".".join("a" * 30_000) + " = 1"
    file = {"name": "deep.toml", "mimeType": "text/plain", "buffer": nested.encode()}
    page.get_by_label("File of scenario A").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("Or text of scenario B").fill(BY_ARRIVAL)
    page.get_by_role("button", name="Compare").click()

    expect(page.get_by_test_id("compare")).to_contain_text("at most 8000 characters")


def test_an_agent_is_told_that_it_is_not_for_her(fortnight: Town, open_page: Opener) -> None:
    page = open_page(fortnight, PAGE, login="agent1")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Vous ne pouvez pas ouvrir cette page"
    )
