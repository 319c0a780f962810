"""A pause is offered in time, and nobody is held to it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain.commands import CloseCounter, OpenCounter, PauseCounter
from server.domain.rest import Advice, advice
from server.domain.site import Constraints
from tests.domain.world import NINE, Lobby

HERS = Constraints(counter_minutes=90, pause_minutes=10, phone=True)


def told(lobby: Lobby, constraints: Constraints = HERS) -> Advice | None:
    return advice(lobby.day.seat("1"), constraints, lobby.now)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (79, None),
        (80, Advice("pause_soon", NINE + timedelta(minutes=90))),
        (89.9, Advice("pause_soon", NINE + timedelta(minutes=90))),
        (90, Advice("pause_now", NINE)),
        (125, Advice("pause_now", NINE)),
    ],
)
def test_a_pause_is_announced_and_then_offered(minutes: float, expected: Advice | None) -> None:
    lobby = Lobby()
    lobby.open()
    lobby.later(minutes)

    assert told(lobby) == expected


def test_whoever_goes_on_is_not_stopped() -> None:
    lobby = Lobby()
    lobby.open()
    lobby.later(100)
    ticket = lobby.take()

    called = lobby.next()

    assert called is not None and called.number == ticket.number


def test_while_she_rests_she_is_told_until_when() -> None:
    lobby = Lobby()
    lobby.open()
    lobby.later(90)
    lobby.ask(PauseCounter("1"))
    lobby.later(4)
    resting = told(lobby)
    lobby.later(6)

    assert (resting, told(lobby)) == (Advice("rest", NINE + timedelta(minutes=100)), None)


def test_after_a_pause_the_minutes_begin_anew() -> None:
    lobby = Lobby()
    lobby.open()
    lobby.later(89)
    lobby.ask(PauseCounter("1"))
    lobby.later(10)
    lobby.ask(OpenCounter("1"))
    lobby.later(5)

    assert told(lobby) is None


def test_who_does_not_do_both_is_told_to_pause_for_the_telephone_while_she_is_free() -> None:
    lobby = Lobby()
    lobby.open()
    apart = Constraints(phone=False)
    free = told(lobby, apart)
    lobby.take()
    lobby.next()

    assert (free, told(lobby, apart), told(lobby)) == (Advice("phone", NINE), None, None)


def test_without_constraints_and_without_a_counter_nothing_is_said() -> None:
    lobby = Lobby()
    lobby.open()
    lobby.later(300)
    said = told(lobby, Constraints())
    lobby.ask(CloseCounter("1"))

    assert (said, told(lobby)) == (None, None)
