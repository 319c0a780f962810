"""Somebody in charge plans a week: from a file, or one shift at a time, with and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.worlds.town import Town

PAGE = "/office/mairie/roster"
FILE = "agent;counter;start;end\r\nagent2;Guichet 2;25/11/2026 09:00;25/11/2026 12:30\r\n"


def _shifts(page: Page) -> list[str]:
    shifts = page.get_by_test_id("roster").locator(".office-shift p").all_inner_texts()
    return [" ".join(shift.split()) for shift in shifts]


def _bring(page: Page, text: str) -> None:
    file = {"name": "planning.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    page.get_by_label("Fichier", exact=True).set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Importer", exact=True).click()


@pytest.mark.parametrize("script", [True, False])
def test_a_week_is_planned_from_a_file_and_by_hand(
    town: Town, open_page: Opener, script: bool
) -> None:
    page = open_page(town, "/office/mairie", login="manager", javascript=script)
    page.get_by_test_id("roster").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Qui est prévu à quel guichet")

    _bring(page, FILE)
    expect(page.get_by_text("09:00–12:30")).to_be_visible()
    assert _shifts(page) == ["Paul 09:00–12:30"]

    page.get_by_label("Agent").select_option("agent1")
    page.get_by_label("Guichet", exact=True).select_option("1")
    page.get_by_label("Jour").fill("2026-11-26")
    page.get_by_label("De", exact=True).fill("13:30")
    page.get_by_label("À", exact=True).fill("17:00")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("13:30–17:00")).to_be_visible()
    assert not script or (barriers(page), is_too_wide(page)) == ([], False)

    page.get_by_role("button", name="Retirer Paul").click()
    expect(page.get_by_text("09:00–12:30")).to_have_count(0)
    assert _shifts(page) == ["Nadia 13:30–17:00"]


def test_a_wrong_file_changes_nothing_and_says_line_and_cure(town: Town, open_page: Opener) -> None:
    page = open_page(town, PAGE, login="manager")
    _bring(page, FILE)
    expect(page.get_by_text("09:00–12:30")).to_be_visible()

    _bring(page, FILE + "agnet1;1;26/11/2026 09:00;26/11/2026 12:00\r\n")

    expect(page.get_by_test_id("refused")).to_contain_text(
        "ligne 3 : personne ici n’a l’identifiant"
    )
    expect(page.get_by_test_id("refused")).to_contain_text("« agent1 »")
    assert _shifts(page) == ["Paul 09:00–12:30"]


def test_somebody_in_two_places_at_once_is_refused_and_the_form_is_kept(
    town: Town, open_page: Opener
) -> None:
    page = open_page(town, PAGE, login="manager")
    _bring(page, FILE)
    page.get_by_label("Agent").select_option("agent2")
    page.get_by_label("Jour").fill("2026-11-25")
    page.get_by_label("De", exact=True).fill("11:00")
    page.get_by_role("button", name="Ajouter").click()

    expect(page.get_by_test_id("refused")).to_contain_text("en même temps")
    expect(page.get_by_label("De", exact=True)).to_have_value("11:00")
    assert _shifts(page) == ["Paul 09:00–12:30"]


def test_agents_do_not_plan(town: Town, open_page: Opener) -> None:
    page = open_page(town, PAGE, login="agent1")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Vous ne pouvez pas ouvrir cette page"
    )


def test_what_a_file_leaves_out_is_said_and_emptied_when_asked(
    town: Town, open_page: Opener
) -> None:
    page = open_page(town, PAGE, login="manager")
    _bring(page, FILE)
    expect(page.get_by_text("09:00–12:30")).to_be_visible()
    thursday = FILE.replace("25/11", "26/11").replace("09:00", "10:00")

    _bring(page, thursday)
    expect(page.get_by_test_id("left-out")).to_contain_text("mercredi 25 novembre")
    assert (barriers(page), is_too_wide(page)) == ([], False)
    assert _shifts(page) == ["Paul 09:00–12:30", "Paul 10:00–12:30"]

    page.get_by_label("Vider les dates à venir").check()
    _bring(page, thursday)
    expect(page.get_by_text("09:00–12:30")).to_have_count(0)
    expect(page.get_by_test_id("left-out")).to_have_count(0)
    assert _shifts(page) == ["Paul 10:00–12:30"]


def test_of_two_who_plan_at_once_the_second_sees_what_the_first_did(
    town: Town, open_page: Opener
) -> None:
    second = open_page(town, PAGE, login="manager")
    first = open_page(town, PAGE, login="admin")
    _bring(first, FILE)
    expect(first.get_by_text("09:00–12:30")).to_be_visible()

    _bring(second, FILE.replace("agent2", "agent1"))

    expect(second.get_by_test_id("refused")).to_contain_text("Quelqu’un d’autre a modifié")
    assert _shifts(second) == ["Paul 09:00–12:30"]
    _bring(second, FILE.replace("agent2", "agent1"))
    expect(second.locator(".office-shift strong")).to_have_text("Nadia")
    assert _shifts(second) == ["Nadia 09:00–12:30"]
