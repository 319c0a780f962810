"""Somebody in charge watches the morning."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.screens.test_closing import kept
from tests.worlds.patient import connect
from tests.worlds.town import Town


def test_figures_and_alerts_follow_by_themselves(town: Town, open_page: Opener) -> None:
    page = open_page(town, "/office/mairie", login="manager")
    expect(page.get_by_test_id("waiting-now")).to_have_text("0")
    expect(page.get_by_test_id("alerts")).to_contain_text("imprimante-hall")

    town.take("identity")

    expect(page.get_by_test_id("waiting-now")).to_have_text("1")
    alerts = page.get_by_test_id("alerts")
    expect(alerts).to_contain_text("1 personne attend ; aucun guichet ouvert n’y répond")
    assert barriers(page) == []

    desk = town.agent("agent1")
    desk.open("1")
    expect(alerts).not_to_contain_text("aucun guichet ouvert")
    expect(page.locator("#counter-1")).to_contain_text("ouvert depuis 09:0")
    desk.next("1")
    expect(page.get_by_test_id("waiting-now")).to_have_text("0")
    desk.act("A001", "finish")
    desk.post("counters/1/pause")
    expect(page.locator("#counter-1")).to_contain_text("en pause depuis 09:0")
    expect(page.locator("#service-identity td").nth(2)).to_have_text("1")


def test_a_missing_skill_is_told_with_the_places_that_rest_and_have_it(
    town: Town, open_page: Opener
) -> None:
    page = open_page(town, "/office/mairie", login="manager")
    desk, other = town.agent("agent1"), town.agent("agent5")
    desk.open("1")
    desk.post("counters/1/pause")
    other.open("5")
    town.take("identity")

    alerts = page.get_by_test_id("alerts")
    expect(alerts).to_contain_text("Guichets en pause qui y répondent : Guichet 1.")
    expect(alerts).not_to_contain_text("Nadia")
    kept(page, "office-skill")


def test_every_page_of_the_office_leads_to_every_other_and_says_which_it_is(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, "/office/mairie", login="manager")
    pages = page.get_by_test_id("office-pages")
    here = pages.locator("[aria-current=page]")
    expect(here).to_have_text("L’accueil aujourd’hui")

    for name in ("roster", "fairness", "promise", "lab"):
        pages.get_by_test_id(name).click()
        expect(page).to_have_url(re.compile(f"/{name}$"))
        expect(here).to_have_attribute("href", f"/office/mairie/{name}")
        expect(pages.get_by_role("link")).to_have_count(7)
        assert barriers(page) == []

    kept(page, "office-ways")
    pages.get_by_role("link", name="L’accueil aujourd’hui").click()
    expect(page.get_by_test_id("waiting-now")).to_be_visible()


def test_no_agent_is_named(shared_town: Town, open_page: Opener) -> None:
    shared_town.agent("agent2").open("2")
    page = open_page(shared_town, "/office/mairie", login="manager")

    expect(page.locator("#counter-2")).to_contain_text("ouvert")
    assert not {"Paul", "agent2"} & set(page.locator("main").inner_text().split())


def test_it_can_be_read_on_a_narrow_screen_in_english(shared_town: Town, open_page: Opener) -> None:
    page = open_page(
        shared_town, "/office/mairie", login="admin", size=(320, 640), language="en-GB"
    )

    expect(page.get_by_role("heading", level=1)).to_have_text("Today’s reception")
    assert (barriers(page), is_too_wide(page)) == ([], False)


def test_an_agent_is_told_that_it_is_not_for_her(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/office/mairie", login="agent1")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Vous ne pouvez pas ouvrir cette page"
    )
    assert barriers(page) == []


def test_an_unknown_site_is_told_in_words(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/office/nowhere", login="manager")

    expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")


def test_the_socket_gives_the_same_figures_as_data(shared_town: Town) -> None:
    cookie = shared_town.agent("manager").client.cookies["suivant_staff"]
    address = f"ws://127.0.0.1:{shared_town.port}/ws/office/mairie"
    with connect(address, additional_headers={"Cookie": f"suivant_staff={cookie}"}) as socket:
        frame = json.loads(socket.recv())

    assert frame["view"] == "office"
    told = frame["data"]
    assert told["figures"]["waiting"] == sum(row["figures"]["waiting"] for row in told["services"])
    assert {row["state"] for row in told["counters"]} <= {"open", "paused", "closed"}
