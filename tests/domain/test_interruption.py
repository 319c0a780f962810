"""A service that is not received for a while, planned by hand or by its own hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from server.domain import commands as c
from server.domain.fairness.replay import judge
from server.domain.hours import Interruption
from server.domain.interruption import interruption_of
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.domain.site import Site
from tests.domain.world import NINE, Lobby, a_site, person


def at(hour: int, minute: int = 0) -> datetime:
    return NINE.replace(hour=hour, minute=minute)


TEN_PAST_TEN = at(10, 10)
TEN_TO_ELEVEN = Interruption(at(10), at(11))


def interrupted(site: Site | None = None, now: datetime = TEN_PAST_TEN) -> Lobby:
    """No identity papers from ten to eleven; Nadia, who answers them, is at counter 1."""
    lobby = Lobby(site or a_site())
    lobby.ask(c.InterruptService("identity", *TEN_TO_ELEVEN), "claire")
    lobby.now = now
    lobby.open()
    return lobby


def with_a_gap(house: str = "Mo-Fr 08:00-18:00") -> Site:
    identity = replace(a_site().services["identity"], hours="Mo-Fr 08:00-10:00,11:00-17:00")
    return a_site(hours=house, services={**a_site().services, "identity": identity})


def test_the_rules_call_nobody_for_it_while_it_lasts() -> None:
    lobby = interrupted()
    identity, civil = lobby.take("identity"), lobby.take("civil")

    called = lobby.next()
    assert called is not None and called.number == civil.number
    assert lobby.next() is None
    lobby.now = at(11)
    called = lobby.next()
    assert called is not None and called.number == identity.number


def test_an_agent_may_call_by_hand_meanwhile() -> None:
    lobby = interrupted()
    ticket = lobby.take("identity")

    assert lobby.move(ticket, Action.CALL, counter="1").counter == "1"


def test_who_also_came_for_something_else_is_called_for_that() -> None:
    lobby = interrupted()
    both = lobby.take("identity", "civil")

    called = lobby.next()
    assert called is not None and called.number == both.number


def test_who_was_sent_to_a_counter_for_it_waits_there_too() -> None:
    lobby = interrupted()
    ticket = lobby.take("identity")
    lobby.move(ticket, Action.TRANSFER, counter="1", service="identity")

    assert lobby.next() is None


def test_that_nobody_was_called_meanwhile_is_explained_by_the_journal_alone() -> None:
    lobby = interrupted()
    lobby.take("identity")
    before = lobby.day.copy()
    lobby.next()

    assert judge(before, lobby.facts[-1], [lobby.site]).explained


def test_nobody_is_told_a_wait_that_ends_before_it() -> None:
    lobby = interrupted()
    ticket = lobby.take("identity")

    left = lobby.waits.of_ticket(lobby.scene(person("kiosk")), ticket)
    assert left is not None and left.low >= 50
    assert ticket.told is not None and ticket.told.low >= 50


def test_what_it_adds_to_a_wait_is_told_in_round_minutes() -> None:
    lobby = interrupted(now=TEN_PAST_TEN + timedelta(minutes=3))
    ticket = lobby.take("identity")

    assert ticket.told is not None
    assert (ticket.told.low % 5, ticket.told.high % 5) == (0, 0)


def test_a_wait_that_ends_before_it_begins_is_told_as_ever() -> None:
    lobby = interrupted(now=NINE)
    ticket = lobby.take("identity")

    assert ticket.told is not None and ticket.told.high < 60


def test_a_gap_in_the_services_own_hours_is_the_same() -> None:
    lobby = Lobby(with_a_gap(), now=at(10, 10))
    lobby.open()
    assert interruption_of(lobby.day, lobby.site, "identity", lobby.now) == TEN_TO_ELEVEN
    lobby.take("identity")

    assert lobby.next() is None
    lobby.now = at(11)
    assert lobby.next() is not None


def test_a_gap_while_the_house_is_closed_too_is_no_interruption() -> None:
    site = with_a_gap("Mo-Fr 08:00-10:00,11:00-18:00")
    lobby = Lobby(site, now=at(9, 30))

    assert interruption_of(lobby.day, site, "identity", lobby.now) is None
    lobby.now = at(10, 10)
    assert lobby.refused(c.TakeTicket(("identity",)), "kiosk") is Code.CLOSED


def test_two_that_meet_are_one() -> None:
    lobby = Lobby(with_a_gap(), now=NINE)
    lobby.ask(c.InterruptService("identity", at(10, 30), at(12)), "claire")

    found = interruption_of(lobby.day, lobby.site, "identity", NINE)
    assert found == Interruption(at(10), at(12))


def test_once_resumed_early_the_wait_is_that_of_any_other_hour() -> None:
    lobby = interrupted()
    ticket = lobby.take("identity")
    lobby.ask(c.ResumeService("identity"), "claire")

    left = lobby.waits.of_ticket(lobby.scene(person("kiosk")), ticket)
    assert left is not None and left.high < 50
