"""What a page says of its own age, and of a server that is away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.scripts.conftest import Ask

CONTACT = "looks/live/contact.js"
PAGE = """
<p id="strip" data-offline-strip hidden>Away
<span data-last-update hidden>at <time></time></span></p>
"""


@pytest.fixture(autouse=True)
def _strip(page: Page) -> None:
    page.set_content(PAGE)


@pytest.mark.parametrize(("seconds", "stale"), [(59, None), (61, "60"), (299, "60"), (301, "300")])
def test_an_old_picture_is_marked(ask: Ask, page: Page, seconds: int, stale: str | None) -> None:
    ask(CONTACT, "heardAt(Date.now() - given)", seconds * 1_000)
    assert page.locator("html").get_attribute("data-stale") == stale


def test_an_old_picture_tells_its_hour(ask: Ask, page: Page) -> None:
    heard = "new Date(2026, 10, 24, 9, 5).getTime()"
    ask(CONTACT, f"(showOffline(true), heardAt({heard}))")
    expect(page.locator("#strip")).to_have_text("Away at 09:05")
    ask(CONTACT, "heardAt(Date.now())")
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
