"""A manager whose reception fills up: the figures look forward."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.crowd import crowd_of
from tests.screens.test_interruption import kept
from tests.worlds.town import Town

WAITING = 58


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """11:00, closing at 12:30: one counter for the 58 who have just come."""
    folder = tmp_path_factory.mktemp("crowd")
    with crowd_of(WAITING, folder, "2026-11-24T11:00:00+01:00") as full:
        yield full


def test_nothing_is_green_while_58_wait_for_one_counter(crowd: Town, open_page: Opener) -> None:
    page = open_page(crowd, "/office/mairie", login="manager", size=(1440, 900))
    expect(page.get_by_test_id("waiting-now")).to_have_text(str(WAITING))
    kept(page, "office-58")

    expect(page.locator(".office-cards .fine")).to_have_count(0)
    expect(page.get_by_test_id("foreseen")).to_contain_text("h")
    expect(page.get_by_test_id("alerts")).not_to_contain_text("Rien à signaler")
    expect(page.get_by_test_id("alerts")).to_contain_text("attendront plus qu’annoncé")
    expect(page.get_by_test_id("after-closing")).to_contain_text("pas reçues avant la fermeture")
    first = page.locator(".office-services tbody tr").first
    expect(first).to_have_attribute("id", "service-identity")
    assert barriers(page) == []
