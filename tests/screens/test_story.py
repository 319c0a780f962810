"""One ticket, all the way: three visitors, one agent, paper, sound, a colleague, a power cut."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.paper.paper import printer_at
from tests.worlds.servers import eventually
from tests.worlds.town import Town

KIOSK_SIZE = (1080, 1920)


def take(kiosk: Page, *touched: str) -> str:
    """Touches what a visitor touches. Returns the number shown."""
    kiosk.goto("/kiosk/mairie")
    for hook in (*touched, "take-ticket"):
        kiosk.get_by_test_id(hook).click()
    shown = kiosk.get_by_test_id("ticket-number")
    expect(shown).to_be_visible()
    expect(kiosk.get_by_test_id("ticket-wait")).not_to_be_empty()
    return bare(shown.inner_text())


def bare(number: str) -> str:
    return re.sub(r"\s", "", number)


def expect_current(console: Page, number: str) -> None:
    expect(console.get_by_test_id("current-number")).to_have_attribute("data-number", number)


def expect_called(board: Page, number: str, counter: str) -> None:
    first = board.get_by_test_id("call").first
    expect(first).to_have_attribute("data-number", number)
    expect(first).to_have_attribute("data-counter", counter)


def chimes(board: Page) -> int:
    return int(board.locator("html").get_attribute("data-chimes") or 0)


def test_one_ticket_all_the_way(town: Town, tmp_path: Path, open_page: Opener) -> None:
    with printer_at(town, tmp_path) as tray:
        kiosk = open_page(town, "/kiosk/mairie", token=town.tokens["borne-hall"], size=KIOSK_SIZE)
        board = open_page(
            town, "/display/mairie/hall", token=town.tokens["ecran-hall"], size=(1920, 1080)
        )
        nadia = open_page(town, "/counter/mairie", login="agent1")
        sophie = open_page(town, "/counter/mairie", login="agent5")
        nadia.get_by_test_id("counter-1").click()
        sophie.get_by_test_id("counter-5").click()

        french = take(kiosk, "language-fr", "group-papers", "service-identity", "priority-no")
        english = take(kiosk, "language-en", "service-school", "priority-no")
        card = take(
            kiosk,
            "language-fr",
            "group-citizen",
            "service-certificates",
            "priority-yes",
        )
        assert (french, english, card) == ("A001", "K001", "H001")
        eventually(lambda: len(list(tray.folder.glob("*.png"))) == 3)
        for number in (french, english, card):
            (paper,) = tray.papers(number)
            with Image.open(paper) as drawn:
                assert drawn.width >= 576

        # The priority card first; she is served.
        nadia.keyboard.press("n")
        expect_current(nadia, card)
        expect(nadia.get_by_test_id("reason")).not_to_be_empty()
        expect_called(board, card, "1")
        eventually(lambda: chimes(board) == 1)
        nadia.keyboard.press("s")
        expect(nadia.get_by_test_id("serve")).to_have_count(0)

        # Finish and call: the next one does not come, and comes back.
        nadia.keyboard.press("n")
        expect_current(nadia, french)
        expect_called(board, french, "1")
        nadia.get_by_test_id("recall").click()
        eventually(lambda: chimes(board) == 3)
        nadia.get_by_test_id("no-show").click()
        expect(nadia.get_by_test_id("current-number")).to_have_count(0)

        town.kill()
        expect(board.locator("html")).to_have_attribute("data-offline", re.compile(".*"))
        town.start()
        expect(board.locator("html")).not_to_have_attribute("data-offline", re.compile(".*"))
        expect_called(board, french, "1")

        nadia.reload()
        assert town.agent("agent1").act(french, "requeue").status_code == 200
        nadia.keyboard.press("n")
        expect_current(nadia, french)

        # Transferred with a note: the colleague reads it, the visitor does not repeat anything.
        nadia.get_by_test_id("transfer").click()
        dialog = nadia.get_by_role("dialog")
        dialog.get_by_role("textbox").fill("Dossier complet, cherche aussi une aide.")
        dialog.get_by_role("button", name="CCAS").click()
        expect(nadia.get_by_test_id("current-number")).to_have_count(0)
        sophie.reload()
        sophie.get_by_test_id("next").click()
        expect_current(sophie, french)
        expect(sophie.get_by_text("Dossier complet, cherche aussi une aide.")).to_be_visible()
        expect_called(board, french, "5")
        sophie.get_by_test_id("finish").click()
        expect(sophie.get_by_test_id("current-number")).to_have_count(0)

        nadia.get_by_test_id("next").click()
        expect_current(nadia, english)
        nadia.get_by_test_id("serve").click()
        nadia.get_by_test_id("finish").click()
        expect(nadia.get_by_test_id("current-number")).to_have_count(0)

    told = town.command("journal", "verify")
    assert told.returncode == 0
    assert told.stdout.endswith(" 3 tickets, 0 breaches\n")
