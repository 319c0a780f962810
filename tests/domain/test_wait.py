"""What was promised, and who waits longer: alike for the rule, the console and the office."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.counter.rows import row
from server.domain.figures import Share, figures
from server.domain.lifecycle import Action
from server.domain.policy import rule_for
from server.domain.ticket import Ticket
from server.domain.wait import late, promise, waited
from tests.domain.world import NINE, Lobby
from tests.worlds.sights import sight_of


def told(lobby: Lobby, ticket: Ticket) -> tuple[bool, bool, bool]:
    """Whether rule, console and office say that a waiting ticket is late."""
    longest = figures(lobby.day, lobby.site, lobby.now).longest
    assert longest is not None and longest.number == ticket.number
    return (
        rule_for(lobby.site.policy, ticket, lobby.now) == "past_promise",
        row(sight_of(lobby), ticket).late,
        longest.late,
    )


@pytest.mark.parametrize(
    ("services", "minutes", "expected"),
    [
        (("social", "civil"), 15, False),  # promises of 30 and 10 minutes: the first one counts
        (("social", "civil"), 31, True),
        (("civil", "social"), 15, True),
        (("identity",), 20, False),
        (("identity",), 20.1, True),
    ],
)
def test_three_screens_say_alike_whether_somebody_waits_too_long(
    services: tuple[str, ...], minutes: float, expected: bool
) -> None:
    lobby = Lobby()
    ticket = lobby.take(*services)
    lobby.later(minutes)

    assert told(lobby, ticket) == (expected, expected, expected)


def test_legal_priority_is_called_first_and_promised_what_everybody_is() -> None:
    lobby = Lobby()
    card = lobby.take("identity", priority=True)
    lobby.later(15)

    assert (card.due, promise(card)) == (NINE, timedelta(minutes=20))
    assert not late(card, lobby.now)


def test_priority_given_later_changes_the_order_and_not_the_promise() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity")
    card = lobby.move(ticket, Action.PRIORITY)

    assert (card.due, card.promised) == (NINE, ticket.promised)


def test_who_came_early_for_an_appointment_waits_from_its_hour() -> None:
    lobby = Lobby()
    booked = lobby.take("identity", appointment=NINE + timedelta(minutes=30))
    lobby.later(45)

    assert waited(booked, lobby.now) == timedelta(minutes=15)
    assert not late(booked, lobby.now)
    assert late(booked, NINE + timedelta(minutes=51))


def test_who_asked_to_be_called_later_is_promised_that_moment() -> None:
    lobby = Lobby()
    ticket = lobby.move(lobby.take("civil"), Action.LATER, minutes=25)
    lobby.later(25)
    assert not late(ticket, lobby.now)
    lobby.open()

    called = lobby.next()

    assert called is not None and not late(called, NINE + timedelta(hours=1))
    assert figures(lobby.day, lobby.site, lobby.now).on_time == Share(1, 1)


def test_the_first_call_keeps_the_promise_for_good() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity")
    lobby.open()
    lobby.later(19)
    lobby.next()
    ticket = lobby.move(ticket, Action.REQUEUE)
    lobby.later(60)

    assert waited(ticket, lobby.now) == timedelta(minutes=19)
    assert not late(ticket, lobby.now)
    assert rule_for(lobby.site.policy, ticket, lobby.now) == "next_due"


def test_a_transfer_neither_shortens_nor_lengthens_what_was_promised() -> None:
    lobby = Lobby()
    ticket = lobby.take("social")
    moved = lobby.move(ticket, Action.TRANSFER, service="civil")

    assert moved.promised == ticket.promised
