"""The visitor's phone tells the news: what remains, that she is next, that it is her turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.console import hook
from tests.worlds.town import Desk, Town

PHONE = (390, 844)
HEARD = """() => {
  window.told = [];
  window.Notification = class {
    static permission = "default";
    static async requestPermission() { return "granted"; }
    constructor(words) { window.told.push(words); }
  };
}"""


@pytest.fixture
def nadia(shared_town: Town) -> Iterator[Desk]:
    desk = shared_town.agent("agent1")
    desk.open("1").raise_for_status()
    yield desk
    while desk.next("1", finish="solved").status_code == 200:
        pass
    desk.post("counters/1/close")


def phone_of(ticket: dict[str, object], town: Town, open_page: Opener) -> Page:
    return open_page(town, f"/t/{ticket['token']}", size=PHONE)


def test_an_agent_of_both_does_it_in_one_go(
    shared_town: Town, nadia: Desk, open_page: Opener
) -> None:
    ticket = shared_town.take("certificates", "school")
    phone = phone_of(ticket, shared_town, open_page)

    nadia.act(ticket["number"], "call", counter="1").raise_for_status()
    nadia.act(ticket["number"], "finish").raise_for_status()

    expect(phone.locator("#ticket")).to_have_attribute("data-stage", "served")


def test_first_of_her_service_is_not_told_next_while_another_is_called_before(
    shared_town: Town, nadia: Desk, open_page: Opener
) -> None:
    card = shared_town.take("certificates", priority=True)
    ticket = shared_town.take("school")
    phone = phone_of(ticket, shared_town, open_page)
    expect(hook(phone, "people-ahead")).to_contain_text("pour cette démarche")

    nadia.act(card["number"], "call", counter="1").raise_for_status()

    expect(hook(phone, "people-ahead")).to_contain_text("salle d’attente")
    expect(phone).to_have_title(f"Vous êtes le prochain numéro – {ticket['number']}")


def test_only_a_tap_lets_the_phone_notify(
    shared_town: Town, nadia: Desk, open_page: Opener
) -> None:
    ticket = shared_town.take("certificates")
    page = open_page(shared_town, "/health/live", size=PHONE)
    page.add_init_script(f"({HEARD})()")
    page.goto(f"/t/{ticket['token']}")

    hook(page, "notify").click()
    expect(page.get_by_text("Laissez cette page ouverte")).to_be_visible()
    assert page.evaluate("window.told") == []
    assert barriers(page) == []

    nadia.act(ticket["number"], "call", counter="1").raise_for_status()
    page.wait_for_function("window.told.length === 1")
    assert ticket["number"] in page.evaluate("window.told[0]")
