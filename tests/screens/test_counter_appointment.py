"""Whoever stands before an agent with a letter is checked in by hand."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.console import hook
from tests.screens.test_kiosk_appointment import agree
from tests.worlds.town import Town


def test_an_agent_checks_in_who_has_an_appointment(town: Town, open_page: Opener) -> None:
    code = agree(town, "rdv-1", "09:20")
    town.agent("agent1").open("1").raise_for_status()
    page = open_page(town, "/counter/mairie", login="agent1")

    expect(hook(page, "expected")).to_contain_text("Rendez-vous attendus 1")
    hook(page, "expected").locator("summary").click()
    expect(hook(page, "expected")).to_contain_text("09:20")
    expect(hook(page, "expected")).to_contain_text(code)
    assert barriers(page) == []
    page.get_by_role("button", name=f"{code} est là").click()

    expect(page.get_by_text("Arrivée enregistrée\u00a0: le numéro est le C001.")).to_be_visible()
    expect(hook(page, "expected")).to_have_count(0)
    expect(hook(page, "queue-row")).to_have_attribute("data-number", "C001")


def test_without_script_too(town: Town, open_page: Opener) -> None:
    code = agree(town, "rdv-2", "09:20")
    town.agent("agent1").open("1").raise_for_status()
    page = open_page(town, "/counter/mairie", login="agent1", javascript=False)

    hook(page, "expected").locator("summary").click()
    page.get_by_role("button", name=f"{code} est là").click()

    expect(page.locator("body")).to_contain_text("le numéro est le C001.")


def test_where_nobody_is_expected_nothing_is_shown(town: Town, open_page: Opener) -> None:
    town.agent("agent1").open("1").raise_for_status()
    page = open_page(town, "/counter/mairie", login="agent1")

    expect(page.locator("#waiting-title")).to_be_visible()
    expect(hook(page, "expected")).to_have_count(0)
