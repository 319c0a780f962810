"""The page for programmers."""

from __future__ import annotations

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.worlds.town import Town


def test_every_call_is_shown_without_the_internet(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/api/docs")

    assert page.get_by_role("heading", name="/api/v1/sites/{site}/tickets").count() >= 1
    assert page.get_by_role("heading", name="TicketView").is_visible()
    foreign = page.eval_on_selector_all(
        "script[src],link[href],img[src]",
        "all => all.map(e => e.src || e.href).filter(a => new URL(a).origin !== location.origin)",
    )
    assert foreign == []
    assert barriers(page) == []
