"""The hour of closing, said before the ticket and wherever somebody waits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.crowd import crowd_of
from tests.screens.standing import (
    KIOSK,
    LANDSCAPE,
    MEASURES,
    PORTRAIT,
    number_on,
    queued,
    taken,
    touch,
)
from tests.worlds.town import Town, running

WAITING = 61
IDENTITY = "?lang=fr&group=papers&service=identity"


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """13:47, closing at 17:30: one counter, 61 waiting."""
    folder = tmp_path_factory.mktemp("afternoon")
    with crowd_of(WAITING, folder, "2026-11-24T13:47:00+01:00") as full:
        yield full


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """17:26, closing at 17:30: nobody is at a counter."""
    town = Town(tmp_path_factory.mktemp("evening"), clock="2026-11-24T17:26:00+01:00")
    with running(town) as late:
        yield late


def at_kiosk(
    town: Town, open_page: Opener, query: str = "", size: tuple[int, int] = PORTRAIT
) -> Page:
    return open_page(town, f"{KIOSK}{query}", token=town.tokens["borne-hall"], size=size)


def kept(page: Page, name: str) -> None:
    """For somebody who wants to look: SUIVANT_PICTURES names the folder."""
    if folder := os.environ.get("SUIVANT_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
def test_who_may_not_be_received_is_told_before_the_ticket(
    size: tuple[int, int], afternoon: Town, open_page: Opener
) -> None:
    before = taken(afternoon)
    page = at_kiosk(afternoon, open_page, size=size)
    touch(page, "language-fr", "group-papers")
    expect(page.get_by_test_id("service-identity")).to_contain_text("après la fermeture")
    kept(page, f"tiles-{size[0]}")
    touch(page, "service-identity")

    asked = page.get_by_test_id("late")
    expect(asked).to_contain_text("pas vous recevoir avant la fermeture, à 17:30")
    expect(asked).to_contain_text("qui ont un ticket sont reçues, même après la fermeture.")
    expect(asked).to_contain_text("mercredi 25 novembre à 08:30")
    kept(page, f"late-{size[0]}")
    touch(page, "come-back")
    expect(page.get_by_test_id("language-fr")).to_be_visible()
    assert taken(afternoon) == before


def test_the_ticket_can_be_taken_all_the_same_and_says_it_again(
    afternoon: Town, open_page: Opener
) -> None:
    page = at_kiosk(afternoon, open_page, IDENTITY)
    touch(page, "late-anyway", "take-ticket")
    number = number_on(page)

    expect(page.get_by_test_id("ticket-closing")).to_contain_text("avant la fermeture, à 17:30")
    assert number in queued(afternoon)
    kept(page, "ticket")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
def test_the_question_fits_in_large_letters_too(
    size: tuple[int, int], afternoon: Town, open_page: Opener
) -> None:
    page = at_kiosk(afternoon, open_page, f"{IDENTITY}&size=large", size)
    expect(page.get_by_test_id("late")).to_be_visible()

    _, overflowing, _ = page.evaluate(MEASURES)
    assert not overflowing


def test_the_phone_says_it_too(afternoon: Town, open_page: Opener) -> None:
    token = afternoon.take("identity")["token"]
    page = open_page(afternoon, f"/t/{token}", size=(390, 844))

    expect(page.get_by_test_id("closing")).to_contain_text("avant la fermeture, à 17:30")
    kept(page, "phone")


def test_a_program_gets_its_ticket_as_before(afternoon: Town) -> None:
    assert afternoon.take("identity")["number"]


def test_in_the_last_minutes_the_kiosk_says_that_it_closes(
    evening: Town, open_page: Opener
) -> None:
    page = at_kiosk(evening, open_page, "?lang=fr")

    said = page.get_by_test_id("closing-soon")
    expect(said).to_contain_text("Nous fermons à 17:30. Toutes les personnes qui ont un ticket")
    kept(page, "soon")
    touch(page, "group-papers", "service-identity")
    expect(page.get_by_test_id("late")).to_contain_text("Nous fermons à 17:30.")
    kept(page, "soon-late")


def test_in_the_last_minutes_the_board_says_it(evening: Town, open_page: Opener) -> None:
    token = evening.tokens["ecran-hall"]
    page = open_page(evening, "/display/mairie/hall", token=token, size=(1920, 1080))

    said = page.get_by_test_id("closing-soon")
    expect(said.locator("[lang=fr]")).to_contain_text("Nous fermons à 17:30.")
    expect(said.locator("[lang=en]")).to_contain_text("We close at 17:30.")
    kept(page, "board")
