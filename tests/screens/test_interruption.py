"""A service that is not received for a while: said before the ticket and while one waits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.standing import KIOSK, LANDSCAPE, MEASURES, PORTRAIT, number_on, touch
from tests.worlds.town import Town, running

BOARD = "/display/mairie/hall"
IDENTITY = "services/identity"
NOW = {"begins": "2026-11-24T09:00:00+01:00", "ends": "2026-11-24T10:30:00+01:00"}
SOON = {"begins": "2026-11-24T10:00:00+01:00", "ends": "2026-11-24T11:00:00+01:00"}


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A little after nine: identity papers are at counter 1, and two wait for them."""
    with running(Town(tmp_path_factory.mktemp("morning"))) as town:
        town.agent("agent1").open("1")
        town.take("identity")
        town.take("identity")
        yield town


def interrupt(town: Town, when: dict[str, str]) -> None:
    town.agent("manager").post(f"{IDENTITY}/interrupt", when).raise_for_status()


def at_kiosk(
    town: Town, open_page: Opener, query: str = "", size: tuple[int, int] = PORTRAIT
) -> Page:
    return open_page(town, f"{KIOSK}{query}", token=town.tokens["borne-hall"], size=size)


def at_board(town: Town, open_page: Opener, size: tuple[int, int] = (1920, 1080)) -> Page:
    return open_page(town, BOARD, token=town.tokens["ecran-hall"], size=size)


def kept(page: Page, name: str) -> None:
    """For somebody who wants to look: SUIVANT_PICTURES names the folder."""
    if folder := os.environ.get("SUIVANT_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_one_that_lasts_is_said_on_the_tile_before_the_ticket_and_on_it(
    morning: Town, open_page: Opener
) -> None:
    interrupt(morning, NOW)
    page = at_kiosk(morning, open_page, "?lang=fr&group=papers")
    expect(page.get_by_test_id("service-identity")).to_contain_text("après 10:30")
    kept(page, "interrupted-tiles")

    touch(page, "service-identity")
    said = page.get_by_test_id("interruption")
    expect(said).to_contain_text("Ce service ne reçoit pas de 09:00 à 10:30.")
    kept(page, "interrupted-confirm")
    touch(page, "take-ticket")
    number_on(page)
    expect(page.get_by_test_id("interruption")).to_contain_text("de 09:00 à 10:30")
    kept(page, "interrupted-ticket")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
@pytest.mark.parametrize("at", ["&group=papers", "&group=papers&service=identity"])
def test_what_is_said_fits(
    at: str, size: tuple[int, int], morning: Town, open_page: Opener
) -> None:
    interrupt(morning, NOW)
    page = at_kiosk(morning, open_page, f"?lang=fr{at}", size)

    _, overflowing, _ = page.evaluate(MEASURES)
    kept(page, f"interrupted-{len(at)}-{size[0]}")
    assert not overflowing


def test_one_to_come_is_said_beside_the_wait(morning: Town, open_page: Opener) -> None:
    interrupt(morning, SOON)
    page = at_kiosk(morning, open_page, "?lang=fr&group=papers")

    expect(page.get_by_test_id("service-identity")).to_contain_text(
        "pas d’accueil de 10:00 à 11:00"
    )
    kept(page, "to-come-tiles")


def test_the_board_says_it_at_once_and_no_more_once_it_is_over(
    morning: Town, open_page: Opener
) -> None:
    morning.agent("manager").post(f"{IDENTITY}/resume")
    page = at_board(morning, open_page)
    expect(page.get_by_test_id("interruptions")).to_have_count(0)

    interrupt(morning, NOW)
    told = page.get_by_test_id("interruptions")
    expect(told.locator("[lang=fr]")).to_contain_text("pas d’accueil de 09:00 à 10:30")
    expect(told.locator("[lang=en]")).to_contain_text("nobody is received from 09:00 to 10:30")
    kept(page, "interrupted-board")
    morning.agent("manager").post(f"{IDENTITY}/resume")
    expect(page.get_by_test_id("interruptions")).to_have_count(0)


def test_the_phone_says_it_and_tells_no_wait_that_ends_before(
    morning: Town, open_page: Opener
) -> None:
    interrupt(morning, NOW)
    ticket = morning.take("identity")
    page = open_page(morning, f"/t/{ticket['token']}", size=(390, 844))

    expect(page.get_by_test_id("interruption")).to_contain_text("de 09:00 à 10:30")
    expect(page.get_by_test_id("why")).to_contain_text(
        "Cette démarche est interrompue en ce moment"
    )
    kept(page, "interrupted-phone")
    expect(page.locator(".phone-later")).to_have_count(0)
    told = ticket["estimate"]
    assert isinstance(told, dict) and told["low"] >= 60


def test_console_and_programs_say_why_nobody_of_them_is_called(
    morning: Town, open_page: Opener
) -> None:
    interrupt(morning, NOW)
    number = morning.take("identity")["number"]
    told = morning.agent("agent1").get(f"tickets/{number}/why").json()
    assert (told["rule"], told["text"]) == (
        "interrupted",
        "son service est interrompu en ce moment",
    )
    assert told["visitor_text"].startswith("Cette démarche est interrompue en ce moment")

    page = open_page(morning, "/counter/mairie", login="agent1", size=(1440, 900))
    expect(page.get_by_text("son service est interrompu en ce moment").first).to_be_visible()
    expect(page.get_by_text("Personne ne peut être appelé pour le moment")).to_be_visible()
    expect(page.get_by_test_id("next")).to_contain_text("Personne à appeler")
    kept(page, "interrupted-console")


def test_a_manager_interrupts_and_resumes_from_her_page(morning: Town, open_page: Opener) -> None:
    morning.agent("manager").post(f"{IDENTITY}/resume")
    page = open_page(morning, "/office/mairie", login="manager", size=(1440, 900))
    form = page.locator("#interruptions")
    form.locator("#interrupt-service").select_option("identity")
    form.get_by_label("De", exact=True).fill("10:00")
    form.get_by_label("À", exact=True).fill("11:00")
    form.get_by_role("button", name="Interrompre").click()

    expect(form).to_contain_text("de 10:00 à 11:00")
    assert barriers(page) == []
    form.scroll_into_view_if_needed()
    kept(page, "office-interruption")
    form.get_by_role("button", name="Reprendre").click()
    expect(form).not_to_contain_text("de 10:00 à 11:00")


def test_what_would_interrupt_nothing_is_said_in_words(morning: Town, open_page: Opener) -> None:
    page = open_page(morning, "/office/mairie", login="manager", size=(1440, 900))
    form = page.locator("#interruptions")
    form.get_by_label("De", exact=True).fill("11:00")
    form.get_by_label("À", exact=True).fill("10:00")
    form.get_by_role("button", name="Interrompre").click()

    expect(form).to_contain_text("Une interruption finit après son début")
    expect(form.get_by_label("De", exact=True)).to_have_value("11:00")


def test_an_agent_may_not_by_the_api(morning: Town) -> None:
    assert morning.agent("agent1").post(f"{IDENTITY}/interrupt", SOON).status_code == 403
