"""Who is overtaken by a call, and by how much that is right."""

from __future__ import annotations

from datetime import timedelta

from server.domain.fairness.overtaking import Overtaking, overtakings
from server.domain.lifecycle import Action
from server.domain.policy import Reach
from server.domain.ticket import Ticket
from tests.domain.world import NINE, Lobby

MINUTE = timedelta(minutes=1)
ALL = Reach("1", frozenset({"identity", "civil", "social"}))


def _found(lobby: Lobby, called: Ticket, reach: Reach = ALL) -> list[Overtaking]:
    called = lobby.day.tickets[called.number]
    return list(overtakings(lobby.day, reach, called, lobby.now))


def test_a_later_comer_with_a_shorter_promise_is_ahead_by_the_difference_at_most() -> None:
    lobby = Lobby()
    lobby.take("identity")
    lobby.later(10)
    at_the_limit = lobby.take("civil")
    lobby.later(1)
    beyond = lobby.take("civil")

    (right,), wrong = _found(lobby, at_the_limit), _found(lobby, beyond)

    assert (right.later, right.allowed, right.too_far) == (10 * MINUTE, 10 * MINUTE, False)
    assert [each.too_far for each in wrong if each.waits.number == "A001"] == [True]


def test_nobody_is_overtaken_by_who_came_before() -> None:
    lobby = Lobby()
    first = lobby.take("civil")
    lobby.later(1)
    lobby.take("civil")

    assert _found(lobby, first) == []


def test_whoever_the_counter_does_not_answer_is_not_overtaken_there() -> None:
    lobby = Lobby()
    lobby.take("social")
    lobby.later(1)
    later = lobby.take("civil")

    assert _found(lobby, later, Reach("1", frozenset({"civil"}))) == []


def test_whoever_asked_for_more_time_is_not_overtaken_meanwhile() -> None:
    lobby = Lobby()
    away = lobby.take("civil")
    lobby.move(away, Action.LATER, minutes=10)
    lobby.later(1)
    later = lobby.take("civil")

    assert _found(lobby, later) == []
    lobby.later(10)
    assert len(_found(lobby, later)) == 1


def test_only_those_who_take_turns_are_compared_by_their_promises() -> None:
    lobby = Lobby()
    lobby.take("identity")
    lobby.later(1)
    plain = lobby.take("civil")
    card = lobby.take("civil", priority=True)
    booked = lobby.take("civil", appointment=NINE)

    compared = {
        called.number: [each.between_equals for each in _found(lobby, called)]
        for called in (plain, card, booked)
    }
    assert compared == {plain.number: [True], card.number: [False], booked.number: [False]}
