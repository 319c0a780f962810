"""An interruption of a day to come: planned and taken back in the office, said on its day."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers
from tests.screens.standing import MEASURES
from tests.screens.test_interruption import IDENTITY, at_board, at_kiosk, kept
from tests.worlds.town import Town

TOMORROW = {"begins": "2026-11-25T10:00:00+01:00", "ends": "2026-11-25T11:00:00+01:00"}


def the_office(town: Town, open_page: Opener) -> Page:
    return open_page(town, "/office/mairie", login="manager", size=(1440, 900))


def fill(page: Page, day: str, begins: str, ends: str) -> None:
    form = page.locator("#interrupt")
    form.locator("#interrupt-service").select_option("identity")
    for label, value in (("Jour", day), ("De", begins), ("À", ends)):
        form.get_by_label(label, exact=True).fill(value)
    form.get_by_role("button", name="Interrompre").click()


def test_a_manager_plans_one_sees_it_and_takes_it_back(
    shared_town: Town, open_page: Opener
) -> None:
    page = the_office(shared_town, open_page)
    fill(page, "2026-12-03", "10:00", "11:00")
    row = page.locator("#planned-2026-12-03-identity")
    expect(row).to_contain_text("jeudi 3 décembre, de 10:00 à 11:00")
    assert barriers(page) == []
    _, overflowing, _ = page.evaluate(MEASURES)
    assert not overflowing
    row.scroll_into_view_if_needed()
    kept(page, "office-planned")

    row.get_by_role("button", name="Annuler").click()
    expect(row).to_have_count(0)
    assert shared_town.agent("manager").get("interruptions").json()["planned"] == []


def test_of_two_managers_the_second_is_told_what_is_planned_already(
    shared_town: Town, open_page: Opener
) -> None:
    page, other = (the_office(shared_town, open_page) for _ in range(2))
    fill(page, "2026-12-04", "10:00", "11:00")
    expect(page.locator("#planned-2026-12-04-identity")).to_be_visible()
    fill(other, "2026-12-04", "10:30", "12:00")

    expect(other.locator("#interrupt-error")).to_contain_text(
        "Une autre interruption de ce service est prévue ce jour-là"
    )
    expect(other.get_by_label("Jour", exact=True)).to_have_value("2026-12-04")
    expect(other.locator("#planned-2026-12-04-identity")).to_contain_text("de 10:00 à 11:00")


def test_what_interrupts_nothing_is_said_in_words(shared_town: Town, open_page: Opener) -> None:
    page = the_office(shared_town, open_page)
    page.locator("#interrupt-day").evaluate("field => field.removeAttribute('min')")
    for day, begins, ends, told in (
        ("2026-12-05", "11:00", "10:00", "Une interruption finit après son début"),
        ("2026-11-23", "10:00", "11:00", "après l’heure qu’il est"),
        ("2028-11-23", "10:00", "11:00", "au plus un an à l’avance"),
    ):
        fill(page, day, begins, ends)
        expect(page.locator("#interrupt-error")).to_contain_text(told)
        page.locator("#interrupt-day").evaluate("field => field.removeAttribute('min')")


def test_on_its_day_kiosk_board_and_phone_say_it_and_it_ends_early(
    town: Town, open_page: Opener
) -> None:
    """Kept while the server is off, over the end of the day before."""
    manager = town.agent("manager")
    manager.post(f"{IDENTITY}/interrupt", TOMORROW).raise_for_status()
    town.take("identity")
    town.stop()
    town.clock = "2026-11-25T10:05:00+01:00"
    town.start()

    said = "de 10:00 à 11:00"
    page = at_kiosk(town, open_page, "?lang=fr&group=papers")
    expect(page.get_by_test_id("service-identity")).to_contain_text("après 11:00")
    kept(page, "planned-kiosk")
    board = at_board(town, open_page)
    expect(board.get_by_test_id("interruptions")).to_contain_text(said)
    kept(board, "planned-board")
    ticket = town.take("identity")
    assert isinstance(ticket["estimate"], dict | None)
    phone = open_page(town, f"/t/{ticket['token']}", size=(390, 844))
    expect(phone.get_by_test_id("interruption")).to_contain_text(said)

    office = the_office(town, open_page)
    office.locator("#interruption-identity").get_by_role("button", name="Reprendre").click()
    expect(board.get_by_test_id("interruptions")).to_have_count(0)
    expect(office.locator("#interruption-identity")).to_have_count(0)
