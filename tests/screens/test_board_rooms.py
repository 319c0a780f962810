"""A board of one room counts those who wait for that room; its letters add up."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.worlds.town import Town

HALL, SOCIAL = "/display/mairie/hall", "/display/mairie/social"


def counted(page: Page) -> tuple[int, int]:
    """In all, and the letters' sum."""
    total = int(page.get_by_test_id("waiting").get_attribute("data-count") or 0)
    letters = page.locator(".letters li").all_inner_texts()
    return total, sum(int(letter.split()[-1]) for letter in letters)


def test_a_rooms_board_leaves_out_who_waits_elsewhere(town: Town, open_page: Opener) -> None:
    token = town.tokens["ecran-hall"]
    town.agent("agent1").open("1")
    town.agent("agent5").open("5")
    for service in ("identity", "civil", "school", "elections", "housing", "social", "pickup"):
        town.take(service)
    town.take("planning")
    hall = open_page(town, HALL, token=token, size=(1920, 1080))
    social = open_page(town, SOCIAL, token=token, size=(1920, 1080))

    expect(hall.get_by_test_id("waiting")).to_have_attribute("data-count", "8")
    expect(social.get_by_test_id("waiting")).to_have_attribute("data-count", "2")
    assert counted(hall) == (8, 8)
    assert counted(social) == (2, 2)
