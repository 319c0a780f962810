"""The moment from which a day is played on."""

from __future__ import annotations

from datetime import timedelta

from server.domain import commands as c
from server.domain.foresight import Draws, Expected, foresee
from server.domain.lifecycle import Action
from server.domain.roster import Shift
from tests.domain.world import Lobby

HOUR = timedelta(hours=1)


def likely(lobby: Lobby, number: str, *shifts: Shift) -> float | None:
    expected = Expected(lobby.now + 8 * HOUR, shifts=shifts)
    wait = foresee(lobby.day, lobby.site, lobby.now, expected, Draws(runs=20)).tickets[number].wait
    return wait.likely if wait else None


def test_who_is_planned_opens_when_her_shift_begins() -> None:
    lobby = Lobby()
    ticket = lobby.take("civil")
    begins = lobby.now + timedelta(minutes=30)

    assert likely(lobby, ticket.number) is None
    assert likely(lobby, ticket.number, Shift("paul", "2", begins, begins + HOUR)) == 30


def test_who_is_planned_and_did_not_come_is_not_waited_for_all_day() -> None:
    lobby = Lobby()
    ticket = lobby.take("civil")

    late = Shift("paul", "2", lobby.now - HOUR, lobby.now + HOUR)
    assert likely(lobby, ticket.number, late) is None


def test_a_shift_that_ends_takes_the_counter_along() -> None:
    lobby = Lobby()
    lobby.open("2", "paul")
    lobby.take("social")
    lobby.next("2", "paul")
    lobby.later(1)
    ticket = lobby.take("social")

    assert likely(lobby, ticket.number) is not None
    soon = lobby.now + timedelta(seconds=1)
    assert likely(lobby, ticket.number, Shift("paul", "2", lobby.now - HOUR, soon)) is None


def test_a_pause_ends_and_more_time_is_granted() -> None:
    lobby = Lobby()
    lobby.open("2", "paul")
    lobby.ask(c.PauseCounter("2"), "paul")
    ticket = lobby.take("social")
    assert likely(lobby, ticket.number) == 15

    later = lobby.move(ticket, Action.LATER, minutes=20)
    assert likely(lobby, later.number) == 20
