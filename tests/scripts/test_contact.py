"""What a page says of its own age, and of a server that is away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.scripts.conftest import Ask

CONTACT = "looks/live/contact.js"
NOW = "performance.timeOrigin + performance.now()"
PAGE = """
<main data-zone="Asia/Tokyo"></main>
<p id="strip" data-offline-strip hidden>Away
<span data-last-update hidden>at <time></time></span></p>
"""


@pytest.fixture(autouse=True)
def _strip(page: Page) -> None:
    page.set_content(PAGE)


@pytest.mark.parametrize(("seconds", "stale"), [(59, None), (61, "60"), (299, "60"), (301, "300")])
def test_an_old_picture_is_marked(ask: Ask, page: Page, seconds: int, stale: str | None) -> None:
    ask(CONTACT, f"heardAt({NOW} - given)", seconds * 1_000)
    assert page.locator("html").get_attribute("data-stale") == stale


def test_an_old_picture_tells_its_hour(ask: Ask, page: Page) -> None:
    """The town's hour, wherever this machine believes to be."""
    clock = "(await import('/static/looks/live/clock.js'))"
    ask(CONTACT, f"({clock}.setServerTime('2026-11-24T08:07:00Z'), showOffline(true))")
    ask(CONTACT, f"heardAt({NOW} - 120_000)")
    expect(page.locator("#strip")).to_have_text("Away at 17:05")
    ask(CONTACT, f"heardAt({NOW})")
    expect(page.locator("time")).to_be_hidden()


def test_the_loss_is_told_once(ask: Ask, page: Page) -> None:
    page.evaluate("""
      window.heard = [];
      for (const name of ["live:offline", "live:online"])
        document.addEventListener(name, () => heard.push(name));
    """)
    ask(CONTACT, "[true, true, false, false].forEach(showOffline)")
    assert page.evaluate("heard") == ["live:offline", "live:online"]
    expect(page.locator("#strip")).to_be_hidden()


def test_buttons_are_said_to_work_only_while_the_server_answers(ask: Ask, page: Page) -> None:
    page.set_content("<p data-unreached='Nothing works' data-reached='Buttons do'></p>")
    ask(CONTACT, "showOffline(true)")
    expect(page.locator("p")).to_have_text("Nothing works")
    ask(CONTACT, "showReach(true)")
    expect(page.locator("p")).to_have_text("Buttons do")
    ask(CONTACT, "(showOffline(false), showOffline(true))")
    expect(page.locator("p")).to_have_text("Nothing works")
