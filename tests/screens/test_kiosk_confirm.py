"""Before the ticket: papers, card and wait are read by all, nothing is taken by mistake."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.standing import (
    KIOSK,
    LANDSCAPE,
    MEASURES,
    PAGES,
    PORTRAIT,
    number_on,
    queued,
    touch,
)
from tests.worlds.town import Town

# Every text that is drawn, whatever its size.
READ = """() => {
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const read = [];
  while (words.nextNode()) {
    const said = words.currentNode.data.trim();
    if (said && words.currentNode.parentElement.checkVisibility()) read.push(said);
  }
  return read;
}"""


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
def test_what_may_happen_without_the_papers_is_said(
    size: tuple[int, int], shared_town: Town, open_page: Opener
) -> None:
    token = shared_town.tokens["borne-hall"]
    page = open_page(shared_town, f"{KIOSK}{PAGES['missing']}", token=token, size=size)

    consequence = page.get_by_text("Sans eux, votre démarche devra peut-être être reportée.")
    expect(consequence).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("name", ["documents", "priority", "missing"])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
def test_in_large_letters_nothing_is_left_unsaid(
    name: str, size: tuple[int, int], shared_town: Town, open_page: Opener
) -> None:
    token = shared_town.tokens["borne-hall"]
    page = open_page(shared_town, f"{KIOSK}{PAGES[name]}", token=token, size=size)
    said = page.evaluate(READ)

    for reading in ("size=large", "size=large&reach=low"):
        page.goto(f"{KIOSK}{PAGES[name]}&{reading}")
        assert page.evaluate(READ) == said


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_enter_on_an_answer_takes_no_ticket_yet(
    scripts: bool, shared_town: Town, open_page: Opener
) -> None:
    token = shared_town.tokens["borne-hall"]
    address = f"{KIOSK}{PAGES['priority']}"
    page = open_page(shared_town, address, token=token, size=PORTRAIT, javascript=scripts)
    card = page.get_by_label("Oui, j’ai une carte")

    card.press("Enter" if scripts else "Space")
    card.press("Enter")
    expect(card).to_be_checked()
    page.get_by_test_id("take-ticket").press("Enter")

    assert queued(shared_town)[number_on(page)]["priority"]


@pytest.mark.parametrize("name", ["documents", "priority", "missing"])
def test_where_there_is_much_to_read_the_kiosk_is_patient(
    name: str, shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, KIOSK, token=shared_town.tokens["borne-hall"], size=PORTRAIT)
    page.clock.install()
    page.goto(f"{KIOSK}{PAGES[name]}")

    page.clock.fast_forward("00:31")
    # The leap cuts the page off from the server for a moment, and then it does not ask.
    expect(page.locator("html:not([data-offline])")).to_be_attached()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.fast_forward("00:30")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_law_and_the_papers_are_told_to_whoever_hears_the_page(kiosk: Page) -> None:
    kiosk.goto(f"{KIOSK}{PAGES['documents']}")

    expect(kiosk.get_by_test_id("take-ticket")).to_have_accessible_description(
        re.compile("Numéro de pré-demande.*Ancienne carte ou ancien passeport")
    )
    expect(kiosk.get_by_role("group", name="carte de priorité")).to_have_accessible_description(
        re.compile("Carte mobilité.*expliquer")
    )


@pytest.mark.usefixtures("free_counters")
@pytest.mark.parametrize("name", ["documents", "missing"])
def test_the_wait_is_called_by_its_name(name: str, shared_town: Town, open_page: Opener) -> None:
    shared_town.agent("agent1").open("1")
    token = shared_town.tokens["borne-hall"]
    page = open_page(shared_town, f"{KIOSK}{PAGES[name]}", token=token, size=PORTRAIT)

    expect(page.locator(".top")).to_contain_text(re.compile(r"Attente estimée\s:\s.*min"))


def test_what_became_of_a_call_for_help_hides_no_title(
    shared_town: Town, open_page: Opener
) -> None:
    token = shared_town.tokens["borne-hall"]
    page = open_page(shared_town, f"{KIOSK}{PAGES['documents']}", token=token, size=LANDSCAPE)
    touch(page, "help")

    notice = page.locator("#called .notice").bounding_box()
    title = page.get_by_role("heading", level=1).bounding_box()

    assert notice is not None and title is not None
    assert notice["y"] + notice["height"] <= title["y"]
    assert page.evaluate(MEASURES)[1] == []
