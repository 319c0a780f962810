"""A visitor follows her ticket on her own phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Opener
from tests.screens.barriers import barriers, is_too_wide
from tests.worlds import patient
from tests.worlds.town import Desk, Town

PHONE = (390, 844)


@pytest.fixture
def nadia(shared_town: Town) -> Iterator[Desk]:
    """An agent at an open counter; when she leaves, nobody waits any more."""
    desk = shared_town.agent("agent1")
    desk.open("1").raise_for_status()
    yield desk
    while desk.next("1", finish="solved").status_code == 200:
        pass


def stage(page: Page, name: str) -> None:
    expect(page.locator("#ticket")).to_have_attribute("data-stage", name)


def call(desk: Desk, ticket: dict[str, object]) -> None:
    desk.act(ticket["number"], "call", counter="1").raise_for_status()


def spaced(ticket: dict[str, object]) -> str:
    """A042 as screens write it."""
    number = str(ticket["number"])
    return f"{number[:-3]}\u202f{number[-3:]}"


def test_the_place_in_the_queue_follows_by_itself(
    shared_town: Town, nadia: Desk, open_page: Opener
) -> None:
    first = shared_town.take("certificates")
    ticket = shared_town.take("certificates")
    page = open_page(shared_town, f"/t/{ticket['token']}", size=PHONE)

    expect(page.get_by_test_id("number")).to_have_text(spaced(ticket))
    expect(page.get_by_test_id("people-ahead")).to_contain_text("1 personne avant vous")
    expect(page.get_by_test_id("wait")).to_contain_text("min")
    expect(page.get_by_test_id("why")).to_contain_text("selon le délai annoncé")
    assert barriers(page) == []

    call(nadia, first)

    expect(page.get_by_test_id("people-ahead")).to_contain_text("Vous êtes le prochain")


def test_a_visit_from_the_call_to_the_end(
    shared_town: Town, nadia: Desk, open_page: Opener
) -> None:
    ticket = shared_town.take("identity")
    page = open_page(shared_town, f"/t/{ticket['token']}", size=PHONE)
    page.evaluate("navigator.vibrate = (pulses) => { window.pulses = pulses; return true }")
    page.get_by_test_id("leave").click()  # hesitates, and is called meanwhile
    expect(page.get_by_role("dialog")).to_be_visible()

    call(nadia, ticket)

    stage(page, "called")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("status").first).to_contain_text("Guichet 1")
    expect(page).to_have_title(f"C’est à vous\u00a0: {ticket['number']}")
    page.wait_for_function("window.pulses && window.pulses.length > 1")
    assert barriers(page) == []

    nadia.act(ticket["number"], "serve")
    stage(page, "serving")
    nadia.act(ticket["number"], "finish")
    stage(page, "served")
    expect(page.get_by_test_id("leave")).to_have_count(0)
    assert barriers(page) == []


def test_who_was_absent_reads_that_her_place_is_kept(
    shared_town: Town, nadia: Desk, open_page: Opener
) -> None:
    ticket = shared_town.take("identity")
    call(nadia, ticket)
    nadia.act(ticket["number"], "recall")
    nadia.act(ticket["number"], "no-show").raise_for_status()

    page = open_page(shared_town, f"/t/{ticket['token']}", size=PHONE)

    expect(page.get_by_role("status").first).to_contain_text("votre place est conservée")


@pytest.mark.parametrize("javascript", [True, False])
def test_leaving_is_asked_twice(shared_town: Town, open_page: Opener, javascript: bool) -> None:
    ticket = shared_town.take("identity")
    page = open_page(shared_town, f"/t/{ticket['token']}", size=PHONE, javascript=javascript)

    page.get_by_test_id("leave").click()
    expect(page.get_by_role("heading", name="Laisser votre place")).to_be_visible()
    stage_before = patient.get(f"{shared_town.url}/api/v1/tickets/{ticket['token']}").json()[
        "state"
    ]
    page.get_by_test_id("leave-yes").click()

    assert stage_before == "waiting"
    stage(page, "left")


@pytest.mark.parametrize("javascript", [True, False])
def test_ten_more_minutes_can_be_asked_for_once(
    shared_town: Town, open_page: Opener, javascript: bool
) -> None:
    ticket = shared_town.take("identity")
    page = open_page(shared_town, f"/t/{ticket['token']}", size=PHONE, javascript=javascript)

    page.get_by_test_id("later").click()

    stage(page, "away")
    expect(page.get_by_role("status").first).to_contain_text("ne sera pas appelé avant 09:1")
    expect(page.get_by_test_id("wait")).to_have_count(0)  # it would promise something else
    expect(page.get_by_test_id("later")).to_have_count(0)


def test_a_second_delay_is_refused_on_the_page(shared_town: Town) -> None:
    later = f"{shared_town.url}/t/{shared_town.take('identity')['token']}/later"
    patient.post(later)

    again = patient.post(later)

    assert again.status_code == 409
    assert "text/html" in again.headers["content-type"]
    assert "Ce n’est pas possible maintenant" in again.text


def test_the_page_speaks_the_language_of_the_ticket_until_another_is_chosen(
    shared_town: Town, nadia: Desk, open_page: Opener
) -> None:
    ticket = shared_town.take("elections", language="en")
    page = open_page(shared_town, f"/t/{ticket['token']}", size=(320, 640))
    expect(page.get_by_test_id("people-ahead")).to_contain_text("You are next")
    assert (barriers(page), is_too_wide(page)) == ([], False)

    page.get_by_role("link", name="Français", exact=True).click()
    call(nadia, ticket)

    expect(page.get_by_role("status").first).to_contain_text("C’est à vous")


def test_no_counter_open_gives_no_figure(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, f"/t/{shared_town.take('social')['token']}", size=PHONE)

    expect(page.get_by_test_id("wait")).to_contain_text("Aucun guichet n’est ouvert")


def test_a_confidential_service_is_not_named(shared_town: Town, open_page: Opener) -> None:
    page = open_page(shared_town, f"/t/{shared_town.take('social')['token']}", size=PHONE)

    expect(page.get_by_test_id("number")).to_be_visible()
    assert "sociale" not in page.content()


def test_a_link_of_another_day_is_answered_in_plain_sentences(
    shared_town: Town, open_page: Opener
) -> None:
    page = open_page(shared_town, "/t/nobody-has-this-one", size=(320, 640))

    expect(page.get_by_role("heading", level=1)).to_have_text("Ce ticket n’est plus valable")
    assert (barriers(page), is_too_wide(page)) == ([], False)


def test_the_secret_stays_with_the_visitor(shared_town: Town) -> None:
    answer = patient.get(f"{shared_town.url}/t/{shared_town.take('identity')['token']}")

    assert answer.headers["referrer-policy"] == "same-origin"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_lost_connection_is_said_and_what_still_works(town: Town, open_page: Opener) -> None:
    page = open_page(town, f"/t/{town.take('identity')['token']}", size=PHONE)
    expect(page.get_by_test_id("number")).to_be_visible()

    town.kill()

    expect(page.locator("[data-offline-strip]")).to_contain_text("écoutez les annonces")
    expect(page.locator("[data-offline-strip]")).to_be_visible()
