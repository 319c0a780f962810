"""The buttons beside each printer on the manager's page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.conftest import Opener
from tests.paper.paper import Tray, soon
from tests.screens.barriers import barriers
from tests.worlds.town import Town


def test_a_press_prints_and_the_page_says_what_became_of_it(
    printing_town: tuple[Town, Tray], open_page: Opener
) -> None:
    town, tray = printing_town
    before = len(tray.papers("ESSAI"))
    page = open_page(town, "/office/mairie", login="manager")

    page.get_by_role("button", name="Imprimer un ticket d’essai").click()

    expect(page.get_by_text("Ticket d’essai,")).to_contain_text("imprimé")
    soon(lambda: len(tray.papers("ESSAI")) == before + 1)
    assert barriers(page) == []


def test_without_a_script_a_silent_printer_is_told(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/office/mairie", login="manager", javascript=False)

    page.get_by_role("button", name="Imprimer le bilan du jour").click()

    expect(page.get_by_text("Bilan de la journée,")).to_contain_text("non imprimé (ne répond pas)")
