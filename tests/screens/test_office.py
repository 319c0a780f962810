"""Somebody in charge watches the morning."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.worlds.patient import connect
from tests.worlds.town import Town


def test_figures_and_alerts_follow_by_themselves(town: Town, open_page: Opener) -> None:
    page = open_page(town, "/office/mairie", login="manager")
    expect(page.get_by_test_id("waiting-now")).to_have_text("0")
    expect(page.get_by_test_id("alerts")).to_contain_text("imprimante-hall")

    town.take("identity")

    expect(page.get_by_test_id("waiting-now")).to_have_text("1")
    alerts = page.get_by_test_id("alerts")
    expect(alerts).to_contain_text("1 personne attend et aucun guichet n’est ouvert")
    assert barriers(page) == []

    desk = town.agent("agent1")
    desk.open("1")
    expect(alerts).not_to_contain_text("aucun guichet n’est ouvert")
    expect(page.locator("#counter-1")).to_contain_text("ouvert depuis 09:0")
    desk.next("1")
    expect(page.get_by_test_id("waiting-now")).to_have_text("0")
    desk.act("A001", "finish")
    desk.post("counters/1/pause")
    expect(page.locator("#counter-1")).to_contain_text("en pause depuis 09:0")
    expect(page.locator("#service-identity td").nth(2)).to_have_text("1")


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
