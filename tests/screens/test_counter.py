"""The agent's console, as an agent uses it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import Opener
from tests.screens.console import CONSOLE, at_counter, check, current, hook, spaced
from tests.worlds.town import PASSWORD, Town

pytestmark = pytest.mark.usefixtures("free_counters")


def test_signing_in_leads_to_the_console_that_was_asked_for(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, CONSOLE)
    page.locator("[name=login]").fill("agent1")
    page.locator("[name=password]").fill(PASSWORD)
    hook(page, "sign-in").click()
    expect(hook(page, "counter-1")).to_contain_text("libre")
    check(page)


def test_a_visit_from_call_to_next_by_single_keys(shared_town: Town, open_page: Opener) -> None:
    first = shared_town.take("identity")["number"]
    second = shared_town.take("identity")["number"]
    page = at_counter(open_page, shared_town)
    expect(hook(page, "queue-row")).to_have_count(2)
    expect(hook(page, "next")).to_have_text(re.compile("Appeler"))
    check(page)

    page.keyboard.press("n")
    expect(hook(page, "current-number")).to_have_attribute("data-number", str(first))
    expect(hook(page, "reason")).to_contain_text("dans l’ordre du délai annoncé")
    expect(hook(page.locator(".current"), "why")).to_contain_text(
        "Les numéros sont appelés selon le délai annoncé"
    )
    expect(page.locator("[data-announcer]")).to_contain_text("est appelé")
    check(page)

    page.keyboard.press("s")
    expect(hook(page, "recall")).to_have_count(0)
    expect(hook(page, "next")).to_contain_text("Terminer et appeler")
    expect(page.get_by_text("déjà reçu")).to_have_count(0)  # for the first time, that is
    page.keyboard.press("n")
    expect(hook(page, "current-number")).to_have_attribute("data-number", str(second))
    page.keyboard.press("f")
    expect(hook(page, "next")).to_contain_text("Personne n’attend")
    check(page)


def test_an_absence_needs_a_recall_and_can_be_undone(shared_town: Town, open_page: Opener) -> None:
    number = shared_town.take("identity")["number"]
    page = at_counter(open_page, shared_town)
    hook(page, "next").click()
    expect(hook(page, "no-show")).to_contain_text("après encore 1 rappel")
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("Rappelez encore une fois")
    page.keyboard.press("r")
    expect(hook(page, "no-show")).not_to_contain_text("encore")
    page.wait_for_timeout(900)  # the same button is not heard twice within 0.8 s
    page.keyboard.press("a")
    expect(hook(page, "absent-row").filter(has_text=spaced(number))).to_be_visible()
    page.get_by_role("button", name="Annuler cette action").click()
    expect(hook(page, "queue-row")).to_have_attribute("data-number", str(number))


def test_somebody_set_aside_is_called_back(shared_town: Town, open_page: Opener) -> None:
    number = shared_town.take("identity")["number"]
    page = at_counter(open_page, shared_town)
    hook(page, "next").click()
    expect(hook(page, "park")).to_be_visible()
    page.keyboard.press("p")
    row = hook(page, "parked-row").filter(has_text=spaced(number))
    row.get_by_role("button", name="Appeler").click()
    expect(hook(page, "current-number")).to_have_attribute("data-number", str(number))
    expect(hook(page, "reason")).to_contain_text("choisi par l’agent")


def test_a_transfer_reaches_the_colleague_with_its_note(
    shared_town: Town, open_page: Opener
) -> None:
    number = shared_town.take("identity")["number"]
    paul = at_counter(open_page, shared_town, "agent2", "2")
    nadia = at_counter(open_page, shared_town)
    hook(nadia, "next").click()
    expect(hook(nadia, "transfer")).to_be_visible()
    nadia.keyboard.press("t")
    check(nadia)
    nadia.get_by_label("Note pour qui recevra la personne").fill("Photo trop ancienne")
    nadia.get_by_role("dialog").get_by_role("button", name="Paul").click()
    expect(hook(nadia, "current-number")).to_have_count(0)
    expect(hook(paul, "next")).to_contain_text(spaced(number))
    hook(paul, "next").click()
    expect(hook(paul, "reason")).to_contain_text("orienté vers ce guichet par un collègue")
    expect(paul.locator(".note")).to_have_text("Photo trop ancienne")


def test_two_agents_who_press_at_once_get_two_people(shared_town: Town, open_page: Opener) -> None:
    shared_town.take("identity")
    shared_town.take("identity")
    nadia = at_counter(open_page, shared_town)
    paul = at_counter(open_page, shared_town, "agent2", "2")
    for page in (nadia, paul):
        page.evaluate("() => void document.getElementById('next').click()")
    expect(hook(nadia, "current-number")).to_be_visible()
    expect(hook(paul, "current-number")).to_be_visible()
    assert current(nadia) != current(paul)


def test_a_taken_counter_says_by_whom_and_refuses_in_words(
    shared_town: Town, open_page: Opener
) -> None:
    at_counter(open_page, shared_town)
    paul = open_page(shared_town, CONSOLE, login="agent2")
    expect(hook(paul, "counter-1")).to_contain_text("occupé par Nadia")
    hook(paul, "counter-1").click()
    expect(paul.get_by_role("alert")).to_contain_text("Un collègue occupe déjà ce guichet.")


def test_a_note_being_written_is_left_alone_by_keys_and_updates(
    shared_town: Town, open_page: Opener
) -> None:
    shared_town.take("identity")
    page = at_counter(open_page, shared_town)
    hook(page, "next").click()
    note = page.get_by_label("Note pour les collègues")
    note.press_sequentially("pas rn af")
    number = current(page)
    shared_town.take("identity")
    expect(hook(page, "queue-row")).to_have_count(1)
    expect(note).to_have_value("pas rn af")
    assert current(page) == number
    page.get_by_role("button", name="Garder la note").click()
    expect(page.locator(".note")).to_have_text("pas rn af")
    expect(note).to_have_value("")
