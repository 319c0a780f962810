"""A day with hours of its own: decided in the office, followed by kiosk, board and phone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.standing import MEASURES, number_on, touch
from tests.screens.test_interruption import at_board, at_kiosk, kept
from tests.worlds.town import Town

KINDS = {"closed": "Fermé toute la journée", "closed_from": "Fermé à partir", "open": "Ouvert à"}


def the_days(town: Town, open_page: Opener) -> Page:
    page = open_page(town, "/office/mairie", login="manager", size=(1440, 900))
    page.get_by_test_id("days").scroll_into_view_if_needed()
    kept(page, "days-from-office")
    page.get_by_test_id("days").click()
    expect(page.get_by_role("heading", name="Jours exceptionnels")).to_be_visible()
    return page


def fill(page: Page, day: str, kind: str, **hours: str) -> None:
    page.locator("#day-day").evaluate("field => field.removeAttribute('min')")
    page.locator("#day-day").fill(day)
    page.locator("#day-form").get_by_label(KINDS[kind]).check()
    for name, value in hours.items():
        page.locator(f"#day-{name}").fill(value)
    page.get_by_role("button", name="Annoncer ces horaires").click()


def test_a_manager_decides_of_days_sees_them_and_takes_one_back(
    shared_town: Town, open_page: Opener
) -> None:
    page = the_days(shared_town, open_page)
    kept(page, "days-none")
    fill(page, "2026-12-24", "closed_from", closes_at="12:00")
    fill(page, "2026-12-12", "open", opens="14:00", closes="16:00")
    fill(page, "2026-12-28", "closed")
    eve = page.locator("[id='day-2026-12-24']")
    expect(eve).to_contain_text("jeudi 24 décembre 2026")
    expect(eve).to_contain_text("ouvert de 08:30 à 12:00")
    expect(page.locator("[id='day-2026-12-12']")).to_contain_text("ouvert de 14:00 à 16:00")
    expect(page.locator("[id='day-2026-12-28']")).to_contain_text("fermé toute la journée")
    assert barriers(page) == []
    _, overflowing, _ = page.evaluate(MEASURES)
    assert not overflowing
    kept(page, "days")

    eve.get_by_role("button", name="Annuler").click()
    expect(eve).to_have_count(0)
    left = shared_town.agent("manager").get("exceptional-days").json()["days"]
    assert "2026-12-24" not in [each["day"] for each in left]


def test_what_cannot_be_is_said_in_words_and_the_form_keeps_what_was_filled(
    shared_town: Town, open_page: Opener
) -> None:
    page, other = (the_days(shared_town, open_page) for _ in range(2))
    fill(other, "2026-12-17", "closed")
    expect(other.locator("[id='day-2026-12-17']")).to_be_visible()
    for day, kind, hours, told in (
        ("2026-12-17", "open", {"opens": "09:00", "closes": "12:00"}, "annulez-les d’abord"),
        ("2026-11-23", "closed", {}, "aujourd’hui ou un jour à venir"),
        ("2026-12-12", "open", {"opens": "12:00", "closes": "09:00"}, "après avoir ouvert"),
        ("2026-12-12", "closed_from", {"closes_at": ""}, "de quelle heure à quelle heure"),
        (
            "2026-12-12",
            "open",
            {"opens": "09:00", "closes": "12:00", "opens_again": "11:00", "closes_again": "14:00"},
            "se suivent",
        ),
    ):
        fill(page, day, kind, **hours)
        expect(page.locator("#day-error")).to_contain_text(told)
        expect(page.locator("#day-day")).to_have_value(day)
    kept(page, "days-refused")


def test_closed_today_is_said_at_once_and_when_it_opens_again_and_taken_back(
    town: Town, open_page: Opener
) -> None:
    kiosk, board = at_kiosk(town, open_page, "?lang=fr"), at_board(town, open_page)
    days = the_days(town, open_page)
    fill(days, "2026-11-24", "closed")
    fill(days, "2026-11-25", "open", opens="10:00", closes="12:00")

    expect(kiosk.locator("body")).to_contain_text("mercredi 25 novembre à 10:00")
    kept(kiosk, "days-kiosk-closed")
    expect(board.locator("body")).to_contain_text("demain à 10:00")
    kept(board, "days-board-closed")

    days.locator("[id='day-2026-11-24']").get_by_role("button", name="Annuler").click()
    expect(kiosk.locator("body")).not_to_contain_text("mercredi 25 novembre")
    expect(board.locator("body")).not_to_contain_text("demain")


def test_on_an_exceptional_afternoon_one_takes_a_ticket_until_it_closes(
    town: Town, open_page: Opener
) -> None:
    """A Saturday afternoon, and kept while the server is off."""
    days = the_days(town, open_page)
    fill(days, "2026-11-28", "open", opens="14:00", closes="16:00")
    expect(days.locator("[id='day-2026-11-28']")).to_be_visible()
    town.stop()
    town.clock = "2026-11-28T15:50:00+01:00"
    town.start()

    kiosk = at_kiosk(town, open_page, "?lang=fr&group=papers")
    expect(kiosk.locator("body")).to_contain_text("16:00")
    kept(kiosk, "days-kiosk-saturday")
    touch(kiosk, "service-identity")
    kept(kiosk, "days-kiosk-saturday-confirm")
    expect(kiosk.locator("body")).to_contain_text("Nous fermons à 16:00")
    expect(kiosk.locator("body")).to_contain_text("lundi 30 novembre à 08:30")
    kiosk.get_by_text("Prendre un ticket quand même").click()
    touch(kiosk, "take-ticket")
    number_on(kiosk)
    ticket = town.take("identity")
    phone = open_page(town, f"/t/{ticket['token']}", size=(390, 844))
    expect(phone.locator("body")).to_contain_text("16:00")
    kept(phone, "days-phone-saturday")
    board = at_board(town, open_page)
    expect(board.locator("body")).to_contain_text("16:00")
    kept(board, "days-board-saturday")
