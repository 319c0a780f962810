"""The page for programmers."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.worlds.town import Town


def test_every_call_is_shown_without_the_internet(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/api/docs")

    foreign = page.eval_on_selector_all(
        "script[src],link[href],img[src]",
        "all => all.map(e => e.src || e.href).filter(a => new URL(a).origin !== location.origin)",
    )
    assert foreign == []
    assert barriers(page) == []


def test_a_call_can_be_written_from_the_page_alone(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/api/docs", javascript=False)

    call = page.get_by_role("region", name="Take a ticket", exact=True)
    expect(call).to_contain_text("POST /api/v1/sites/{site}/tickets")
    expect(call).to_contain_text('-d \'{"services": ["identity"], "language": "fr"}\'')
    services = call.get_by_role("row", name=re.compile("^services"))
    expect(services).to_contain_text("list of string, at most 64 characters, at most 8 of them")
    expect(services.get_by_role("cell").nth(1)).to_have_text("no")
    expect(call).to_contain_text("quota_reached")

    call.get_by_text("Example of 201").click()
    expect(call).to_contain_text('"follow_url": ')


def test_a_keyboard_finds_the_way(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/api/docs")

    page.get_by_role("navigation").get_by_role("link", name="Take a ticket").press("Enter")
    expect(page.get_by_role("heading", name="Take a ticket", exact=True)).to_be_in_viewport()

    example = page.get_by_text("Example of 201").first
    example.press("Enter")
    expect(page.get_by_text('"follow_url": ').first).to_be_visible()


def test_every_link_leads_somewhere(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/api/docs")

    lost = page.eval_on_selector_all(
        "main a[href^='#']",
        "all => all.map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))",
    )
    assert lost == []


def test_it_fits_a_phone(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/api/docs", size=(390, 844))

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert barriers(page) == []
