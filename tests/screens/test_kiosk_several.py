"""Several demands before the ticket is taken: one number, one list, one way back from each."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.standing import (
    KIOSK,
    LANDSCAPE,
    MEASURES,
    PORTRAIT,
    number_on,
    queued,
    touch,
)
from tests.worlds.town import Town

CERTIFICATES, SCHOOL = "Recensement, attestation, légalisation", "École, cantine"
EIGHT = "pickup+civil+elections+certificates+school+planning+digital"
STATES = {
    "adding": "&service=school&more=yes",
    "adding-in-a-group": "&service=school&more=yes&group=citizen",
    "two": "&service=school&also=certificates",
    "eight": f"&service=identity&also={EIGHT}",
    "list": f"&service=identity&also={EIGHT}&more=list",
    "papers": f"&service=identity&also={EIGHT}&ready=no",
}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_one_demand_more_is_on_the_same_ticket(
    scripts: bool, shared_town: Town, open_page: Opener
) -> None:
    token = shared_town.tokens["borne-hall"]
    page = open_page(shared_town, KIOSK, token=token, size=PORTRAIT, javascript=scripts)
    touch(page, "language-fr", "service-school", "priority-yes", "add-service")
    expect(page.get_by_test_id("service-school")).to_contain_text("dans votre liste")
    touch(page, "group-citizen", "service-certificates")

    expect(page.get_by_label("Oui, j’ai une carte")).to_be_checked()
    touch(page, "take-ticket")

    ticket = queued(shared_town)[number_on(page)]
    assert (ticket["services"], ticket["priority"]) == (["school", "certificates"], True)
    told = page.get_by_test_id("ticket-demands")
    expect(told).to_contain_text("2 démarches en une seule visite")
    expect(told).to_contain_text(CERTIFICATES)


def test_what_was_added_is_taken_away_again(kiosk: Page, shared_town: Town) -> None:
    kiosk.goto(f"{KIOSK}?lang=fr{STATES['two']}")
    expect(kiosk.get_by_role("heading", level=1)).to_have_text("2 démarches en une seule visite")

    kiosk.get_by_role("button", name=re.compile(f"^Retirer.*{SCHOOL}")).click()

    expect(kiosk.get_by_role("heading", level=1)).to_have_text(CERTIFICATES)
    touch(kiosk, "take-ticket")
    assert queued(shared_town)[number_on(kiosk)]["services"] == ["certificates"]


def test_back_undoes_the_last_choice(kiosk: Page) -> None:
    kiosk.goto(f"{KIOSK}?lang=fr{STATES['adding-in-a-group']}")
    touch(kiosk, "back", "back", "add-service", "group-citizen", "service-certificates", "back")

    expect(kiosk.get_by_test_id("take-ticket")).to_be_visible()
    expect(kiosk.locator(".demands")).to_have_count(0)


def test_the_contracts_eight_are_the_most(kiosk: Page, shared_town: Town) -> None:
    kiosk.goto(f"{KIOSK}?lang=fr{STATES['eight']}")

    expect(kiosk.get_by_test_id("add-service")).to_have_count(0)
    touch(kiosk, "list", "without-digital", "list-done")
    expect(kiosk.get_by_role("heading", level=1)).to_have_text("7 démarches en une seule visite")
    expect(kiosk.get_by_test_id("add-service")).to_be_visible()
    touch(kiosk, "take-ticket")

    taken = queued(shared_town)[number_on(kiosk)]
    assert taken["services"] == ["identity", *EIGHT.removesuffix("+digital").split("+")]


def test_a_confidential_demand_is_not_named_on_the_ticket_and_neither_are_the_others(
    kiosk: Page,
) -> None:
    kiosk.goto(f"{KIOSK}?lang=fr&service=school&also=social")
    touch(kiosk, "take-ticket")

    number_on(kiosk)
    expect(kiosk.get_by_text("Action sociale")).to_have_count(0)
    expect(kiosk.get_by_test_id("ticket-demands")).to_have_count(0)


@pytest.mark.usefixtures("free_counters")
def test_the_wait_is_told_until_the_first_call(kiosk: Page, shared_town: Town) -> None:
    shared_town.agent("agent1").open("1").raise_for_status()
    kiosk.goto(f"{KIOSK}?lang=fr&service=digital&also=certificates")
    expect(kiosk.locator(".top")).to_contain_text("Attente jusqu’au premier appel")

    touch(kiosk, "take-ticket")

    expect(kiosk.get_by_test_id("ticket-wait")).to_contain_text("Attente jusqu’au premier appel")


@pytest.mark.usefixtures("free_counters")
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
def test_a_ticket_for_eight_fits_in_every_way_of_reading(
    size: tuple[int, int], shared_town: Town, open_page: Opener
) -> None:
    shared_town.agent("agent1").open("1").raise_for_status()
    page = open_page(shared_town, KIOSK, token=shared_town.tokens["borne-hall"], size=size)
    page.goto(f"{KIOSK}?lang=fr{STATES['eight']}")
    touch(page, "take-ticket")
    number_on(page)
    ticket = page.url.partition("ticket=")[2]

    for reading in ("fr", "ar", "fr&size=large", "fr&size=large&reach=low"):
        page.goto(f"{KIOSK}?lang={reading}&ticket={ticket}")
        _, overflowing, targets = page.evaluate(MEASURES)
        assert overflowing == [], reading
        assert all(bottom <= size[1] + 1 for *_, bottom in targets), reading


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["1080", "1024"])
def test_everything_fits_in_every_way_of_reading(
    name: str, size: tuple[int, int], shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, KIOSK, token=shared_town.tokens["borne-hall"], size=size)
    for reading in ("fr", "ar", "fr&size=large", "fr&size=large&reach=low"):
        page.goto(f"{KIOSK}?lang={reading}{STATES[name]}")
        millimetre, overflowing, targets = page.evaluate(MEASURES)
        assert overflowing == [], reading
        for words, width, height, _top, bottom in targets:
            assert min(width, height) >= 20 * millimetre - 0.5, (reading, words)
            assert bottom <= size[1] + 1, (reading, words)
        assert barriers(page) == [], reading
