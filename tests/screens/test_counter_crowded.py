"""Sixty people wait: the console stays readable, and who is next needs no scrolling."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.console import at_counter, check, hook
from tests.worlds.town import Town

SIXTY, NEXT_FIVE = 60, 5
SERVICES = ("identity", "pickup", "certificates", "school", "elections", "civil")


def crowded(town: Town, open_page: Opener) -> Page:
    for nth in range(SIXTY):
        town.take(SERVICES[nth % len(SERVICES)], priority=nth == SIXTY - 1)
    page = at_counter(open_page, town)
    expect(page.locator("#waiting-title")).to_contain_text(str(SIXTY))
    return page


def test_the_next_five_are_seen_without_scrolling_and_only_the_odd_ones_are_explained(
    town: Town, open_page: Opener
) -> None:
    page = crowded(town, open_page)

    for _busy in (False, True):
        rows = hook(page, "queue-row")
        for nth in range(NEXT_FIVE):
            expect(rows.nth(nth)).to_be_in_viewport(ratio=1)
        explained = page.locator("[data-testid=queue-row] .because")
        assert explained.count() <= 1
        check(page)
        hook(page, "next").click()
        expect(hook(page, "current-number")).to_be_visible()
