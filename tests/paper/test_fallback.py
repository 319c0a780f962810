"""The server is down, the reception goes on: numbers from the drawer, entered afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.paper.paper import Tray, printer_at, printer_listening
from tests.screens.barriers import barriers, is_too_wide
from tests.worlds.town import DEMO_SITE, Town, running


@pytest.fixture
def noon_town(tmp_path: Path) -> Iterator[tuple[Town, Tray]]:
    """By the real clock, for the printer's agent, and where it is noon now: 09:05 is over."""
    text = DEMO_SITE.read_text("utf-8")
    east = 12 - datetime.now(UTC).hour
    zone = f"Etc/GMT{-east:+d}"  # POSIX counts westward
    text = re.sub(r"^hours = .*$", 'hours = "24/7"', text, flags=re.M)
    text = text.replace('timezone = "Europe/Paris"', f'timezone = "{zone}"')
    town = Town(tmp_path / "town", clock="", site_text=text)
    with running(town), printer_at(town, tmp_path) as tray:
        yield town, tray


def fill(page: Page, number: str, arrival: str, service: str, *, received: bool = False) -> None:
    form = page.get_by_role("form", name="Saisir un numéro papier")
    form.get_by_label("Numéro", exact=True).fill(number)
    form.get_by_label("Heure d’arrivée").fill(arrival)
    form.get_by_label("Démarche").select_option(service)
    form.get_by_label("Personne déjà reçue").set_checked(received)
    form.get_by_label("Numéro", exact=True).press("Enter")


def test_a_morning_without_the_server(noon_town: tuple[Town, Tray], open_page: Opener) -> None:
    town, tray = noon_town
    page = open_page(town, "/office/mairie", login="manager")
    page.get_by_label("Combien").fill("3")
    page.get_by_role("button", name="Imprimer les numéros").click()
    expect(page.get_by_text("X 001 à X 003")).to_contain_text("3 imprimés")
    assert [len(tray.papers(number)) for number in ("X001", "X002", "X003", "X004")] == [1, 1, 1, 0]

    town.kill()
    # The doors stay open: three people are given a paper, the second is received meanwhile.
    town.start()
    town.take("identity")

    page.goto("/office/mairie")
    fill(page, "x 1", "09:05", "identity")
    expect(page.locator("#paper-entered")).to_have_text(
        "X 001 est dans la file : arrivée à 09:05, personne avant."
    )
    expect(page.get_by_label("Numéro", exact=True)).to_be_focused()
    fill(page, "X002", "09:10", "identity", received=True)
    expect(page.locator("#paper-entered")).to_have_text(
        "X 002 est compté comme reçu ; arrivée à 09:10."
    )
    expect(page.locator("#service-identity td").nth(2)).to_have_text("1")

    nadia = town.agent("agent1")
    waiting = [place["ticket"] for place in nadia.get("queue").json()["tickets"]]
    ours = [t["number"] for t in waiting if t["services"] == ["identity"]]
    assert ours == ["X001", "A001"]
    nadia.open("1")
    called = nadia.next("1").json()
    assert (called["ticket"]["number"], called["reason"]["rule"]) == ("X001", "past_promise")

    fill(page, "X001", "09:05", "identity")
    expect(page.get_by_role("alert").get_by_text("déjà été saisi")).to_have_text(
        "Le numéro X001 a déjà été saisi aujourd’hui."
    )
    expect(page.get_by_label("Numéro", exact=True)).to_have_value("X001")
    assert barriers(page) == []
    verified = town.command("journal", "verify").stdout
    assert verified.endswith(", 0 breaches\n"), verified


def test_the_form_works_without_a_script_and_says_what_to_mend(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(
        shared_town, "/office/mairie", login="manager", javascript=False, size=(320, 640)
    )
    assert not is_too_wide(page)

    fill(page, "A 7", "08:50", "identity")
    expect(page.locator("#paper-error")).to_contain_text("s’écrit X suivi de trois chiffres")
    expect(page.get_by_label("Numéro", exact=True)).to_be_focused()

    fill(page, "41", "23:50", "identity")
    expect(page.locator("#paper-error")).to_contain_text("n’est pas encore passée")
    expect(page.get_by_label("Heure d’arrivée")).to_be_focused()
    expect(page.get_by_label("Heure d’arrivée")).to_have_attribute("aria-invalid", "true")

    fill(page, "41", "08:50", "identity")
    expect(page.locator("#paper-entered")).to_contain_text("X 041 est dans la file")
    expect(page.get_by_label("Numéro", exact=True)).to_have_value("")


def test_a_silent_printer_is_told_in_words(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, "/office/mairie", login="manager")

    page.get_by_role("button", name="Imprimer les numéros").click()

    expect(page.get_by_role("alert")).to_contain_text("l’imprimante ne répond pas")


def test_three_weeks_later_the_numbers_go_on(tmp_path: Path) -> None:
    town = Town(tmp_path / "town")
    with running(town):
        assert _pile(town, 20) == ("X001", "X020")
        assert _pile(town, 2) == ("X021", "X022")
        town.stop()
        town.clock = "2026-12-15T09:00:00+01:00"
        town.start()
        town.take("identity")  # the first visitor begins the day

        assert _pile(town, 3) == ("X023", "X025")


def _pile(town: Town, count: int) -> tuple[str, str]:
    with printer_listening(town):
        told = town.agent("manager").post("prints", {"kind": "fallback", "count": count}).json()
    assert (told["printer"], told["count"]) == ("imprimante-hall", count)
    return told["first"], told["last"]


def test_the_same_press_sent_twice_is_one_pile(town: Town) -> None:
    claire, order = town.agent("manager"), {"kind": "fallback", "count": 5}
    with printer_listening(town):
        piles = [claire.post("prints", order, key="press").json() for _ in range(2)]
        other = claire.post("prints", order).json()

    assert piles[0] == piles[1]
    assert (piles[0]["last"], other["first"]) == ("X005", "X006")


def test_agents_enter_by_the_interface_and_kiosks_do_not(shared_town: Town) -> None:
    paper = {"services": ["civil"], "number": "X301", "taken_at": "2026-11-24T07:55:00Z"}
    nadia = shared_town.agent("agent1")

    entered = nadia.post("tickets", paper)
    again = nadia.post("tickets", paper)
    unnumbered = nadia.post("tickets", {"services": ["civil"], "served": True})
    ahead = nadia.post("tickets", paper | {"number": "X302", "taken_at": "2026-11-24T12:00:00Z"})
    nowhere = nadia.post("tickets", paper | {"number": "X303", "taken_at": "2026-11-24T07:55:00"})
    with shared_town.device() as kiosk:
        refused = kiosk.post("/api/v1/sites/mairie/tickets", json=paper | {"number": "X304"})

    assert entered.status_code == 201
    assert (entered.json()["number"], entered.json()["printed"]) == ("X301", "off")
    assert entered.json()["taken_at"] == "2026-11-24T07:55:00Z"
    assert (again.status_code, again.json()["code"]) == (409, "not_allowed_now")
    assert [a.json()["code"] for a in (unnumbered, ahead, nowhere)] == ["invalid"] * 3
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
