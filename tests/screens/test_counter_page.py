"""The console's page: its dialogs, keys and lists, with and without socket or script."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from server.application.reception import Reception
from server.application.sight import Sight
from server.counter.lines import lists_of
from server.counter.picture import ROWS, counter_picture
from server.counter.rows import row
from server.domain.events import Fact, TicketTaken
from server.domain.site import Agent, Constraints
from server.looks.templates import environment, render
from server.sitefile.reading import read_site
from tests.conftest import Opener
from tests.domain.world import Lobby, a_site
from tests.screens.console import CONSOLE, at_counter, check, current, hook
from tests.worlds.sights import sight_of
from tests.worlds.town import DEMO_SITE, Town

pytestmark = pytest.mark.usefixtures("free_counters")


def test_an_open_dialog_survives_updates_and_mutes_the_keys(
    shared_town: Town, open_page: Opener
) -> None:
    shared_town.take("identity")
    page = at_counter(open_page, shared_town)
    hook(page, "next").click()
    hook(page, "transfer").click()
    page.get_by_role("dialog").get_by_role("button", name="Mariage, PACS").focus()
    shared_town.take("identity")
    expect(hook(page, "queue-row")).to_have_count(1)
    page.keyboard.press("f")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(hook(page, "current-number")).to_have_count(1)


def test_the_rarer_moves_of_a_line_are_in_a_menu_that_updates_leave_open(
    shared_town: Town, open_page: Opener
) -> None:
    shared_town.take("identity")
    page = at_counter(open_page, shared_town)
    page.locator("details.more summary").click()
    menu = page.locator(".menu")
    expect(menu.get_by_role("button")).to_have_text(
        ["Donner la priorité", "Réimprimer", "Annuler le ticket"]
    )
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button").first).to_be_focused()
    shared_town.take("identity")
    expect(hook(page, "queue-row")).to_have_count(2)
    expect(menu.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(hook(page, "queue-row").first).to_contain_text("Priorité légale")
    expect(menu.get_by_role("button").first).to_have_text("Retirer la priorité")
    expect(menu.get_by_role("button").first).to_be_focused()
    page.locator("h1").click()
    expect(menu).to_have_count(0)


def test_two_lines_are_two_buttons_and_a_double_press_is_one(
    shared_town: Town, open_page: Opener
) -> None:
    first, second, _ = [shared_town.take("identity")["number"] for _ in range(3)]
    page = at_counter(open_page, shared_town)
    pressed: list[str] = []
    page.on("request", lambda r: pressed.append(r.post_data or "") if r.method == "POST" else None)
    expect(hook(page, "queue-row")).to_have_count(3)
    page.evaluate(
        """() => {
            const [first, second] = document.querySelectorAll(".person .ring");
            first.click(); first.click(); second.click();
        }"""
    )
    expect(hook(page, "current-number")).to_be_visible()
    assert [re.sub(r"&key=.*", "", body) for body in pressed] == [
        f"move=call+{first}",
        f"move=call+{second}",
    ]


def test_the_keys_are_listed_and_can_be_switched_off_for_good(
    shared_town: Town, open_page: Opener
) -> None:
    shared_town.take("identity")
    page = at_counter(open_page, shared_town)
    page.keyboard.press("?")
    check(page)
    page.get_by_label("Utiliser ces raccourcis").uncheck()
    page.get_by_role("dialog").get_by_role("button", name="Fermer").click()
    page.reload()
    page.keyboard.press("n")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(hook(page, "current-number")).to_have_count(0)


def test_a_pause_needs_no_reason_and_a_call_for_help_is_answered(
    shared_town: Town, open_page: Opener
) -> None:
    nadia = at_counter(open_page, shared_town)
    paul = at_counter(open_page, shared_town, "agent2", "2")
    nadia.get_by_role("button", name="Besoin d’aide").click()
    expect(paul.get_by_text("Guichet 1")).to_be_visible()
    expect(paul.locator("html")).to_have_attribute("data-rings", "1")
    paul.get_by_role("button", name="J’arrive").click()
    expect(nadia.get_by_text("Vous avez demandé de l’aide.")).to_have_count(0)
    nadia.get_by_role("button", name="Pause").click()
    expect(nadia.get_by_role("heading", name="Vous êtes en pause")).to_be_visible()
    expect(hook(nadia, "advice")).to_contain_text("Votre pause dure jusqu’à")  # as the file says
    check(nadia)
    nadia.locator("#back-big").click()
    expect(hook(nadia, "next")).to_be_focused()


def test_buttons_and_list_still_work_when_the_socket_is_lost(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, CONSOLE, login="agent1")
    page.route_web_socket(re.compile("/ws/"), lambda socket: socket.close())
    page.reload()
    expect(page.get_by_text("Connexion interrompue")).to_be_visible()
    hook(page, "counter-1").click()
    expect(hook(page, "next")).to_be_visible()


def test_everything_works_without_javascript(shared_town: Town, open_page: Opener) -> None:
    number = shared_town.take("identity")["number"]
    page = open_page(shared_town, CONSOLE, login="agent1", javascript=False)
    hook(page, "counter-1").click()
    hook(page, "next").click()
    assert current(page) == number
    hook(page, "no-show").click()
    expect(page.get_by_role("alert").first).to_contain_text("Rappelez encore une fois")
    page.get_by_role("combobox", name="Vers une autre démarche").select_option("civil")
    page.locator(".without-script").get_by_role("button", name="Transférer").click()
    expect(hook(page, "current-number")).to_have_count(0)
    expect(hook(page, "queue-row")).to_contain_text("déjà reçu aujourd’hui")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(hook(page, "sign-in")).to_be_visible()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (820, 1180)])
def test_the_call_button_is_in_sight_and_nothing_overflows(
    shared_town: Town, open_page: Opener, size: tuple[int, int]
) -> None:
    shared_town.take("identity", "social", language="ar", priority=True)
    page = open_page(shared_town, CONSOLE, login="agent1", size=size)
    hook(page, "counter-1").click()
    hook(page, "next").click()
    expect(hook(page, "serve")).to_be_in_viewport()
    expect(hook(page, "next")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check(page)


def test_a_wait_beyond_the_promise_is_told_by_more_than_a_colour() -> None:
    sight = seen_after(timedelta(minutes=25), tickets=1)
    person = row(sight, sight.day.tickets["A001"])
    assert (person.waited, person.late) == (25, True)
    template = '{% from "counter/rows.html" import wait %}{{ wait(person) }}'
    shown = environment("fr").from_string(template).render(person=person)
    assert "waited late" in shown and "au-delà du délai annoncé" in shown


def test_a_pause_that_is_due_is_offered_while_nobody_is_at_the_counter() -> None:
    hers = Agent("nadia", {"identity": 1}, Constraints(counter_minutes=60))
    lobby = Lobby(a_site(agents={"nadia": hers}))
    lobby.open()
    lobby.later(61)
    free = _notices(lobby)
    lobby.take()
    lobby.next()

    assert "Au guichet depuis 09:00" in free and "Prendre la pause" in free
    assert "Au guichet depuis 09:00" in (busy := _notices(lobby)) and "Prendre la pause" not in busy


def _notices(lobby: Lobby) -> str:
    seen = counter_picture(sight_of(lobby), "nadia", {}, [])
    return render("counter/_notices.html", "fr", seen=seen, site=lobby.site, key="k", tz="UTC")


def test_who_answers_no_telephone_beside_visitors_is_told_to_pause_for_it(
    shared_town: Town, open_page: Opener
) -> None:
    page = at_counter(open_page, shared_town, "agent3", "3")
    expect(hook(page, "advice")).to_contain_text("Si le téléphone sonne, faites d’abord une pause")
    check(page)


def test_a_line_says_why_only_out_of_turn() -> None:
    lobby = Lobby()
    lobby.open()
    lobby.take("identity")
    lobby.later(1)
    lobby.take("identity", priority=True)

    lines = lists_of(counter_picture(sight_of(lobby), "nadia", {}, []), "fr").waiting

    assert [line.because for line in lines] == ["priorité légale", ""]


def test_a_long_queue_is_counted_whole_and_shown_in_part() -> None:
    data = counter_picture(seen_after(timedelta(minutes=5), tickets=60), "agent1", {}, [])
    assert (data.waiting_count, len(data.waiting), data.longest_wait) == (60, ROWS, 5)


def seen_after(wait: timedelta, tickets: int) -> Sight:
    """The queue of people who all arrived at once, so long ago."""
    site = read_site(DEMO_SITE.read_text(encoding="utf-8"))
    arrival = datetime(2026, 11, 24, 8, tzinfo=UTC)
    promise = arrival + timedelta(minutes=20)
    facts = [
        Fact(n, arrival, "kiosk", TicketTaken(f"A{n:03d}", ("identity",), "fr", promise))
        for n in range(1, tickets + 1)
    ]
    reception = Reception(site, arrival.date(), b"secret")
    reception.catch_up(facts, {})
    return Sight(reception, arrival + wait, "fr")
