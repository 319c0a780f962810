"""Before the ticket: everybody reads papers, card and wait, and nothing is taken by mistake."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.standing import KIOSK, LANDSCAPE, PAGES, PORTRAIT, number_on, queued
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
