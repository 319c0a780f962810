"""Who is next, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from server.domain.lifecycle import Action
from server.domain.policy import order
from tests.domain.world import NINE, Lobby


def reason(lobby: Lobby, number: str) -> str:
    because = lobby.day.tickets[number].called_because
    assert because is not None
    return because[0]


def test_the_first_to_come_is_the_first_to_be_called() -> None:
    lobby = Lobby()
    first, second = lobby.take("identity"), lobby.take("identity")
    lobby.open()

    assert lobby.next() == lobby.day.tickets[first.number]
    lobby.move(first, Action.FINISH)
    assert lobby.next() == lobby.day.tickets[second.number]


def test_a_shorter_promise_falls_due_earlier() -> None:
    lobby = Lobby()
    slow = lobby.take("identity")
    lobby.later(5)
    quick = lobby.take("civil")
    lobby.open()

    called = lobby.next()

    assert called is not None and called.number == quick.number
    lobby.move(quick, Action.FINISH)
    assert lobby.next() == lobby.day.tickets[slow.number]


def test_nobody_is_overtaken_by_more_than_the_difference_of_the_promises() -> None:
    lobby = Lobby()
    slow = lobby.take("identity")
    lobby.later(11)
    lobby.take("civil")
    lobby.open()

    called = lobby.next()

    assert called is not None and called.number == slow.number


def test_legal_priority_is_due_at_arrival() -> None:
    lobby = Lobby()
    lobby.take("identity")
    lobby.later(1)
    card = lobby.take("identity", priority=True)
    lobby.open()

    called = lobby.next()

    assert called is not None and called.number == card.number
    assert reason(lobby, card.number) == "legal_priority"


def test_somebody_overdue_comes_before_a_third_priority_in_a_row() -> None:
    lobby = Lobby()
    cards = [lobby.take("identity", priority=True) for _ in range(4)]
    regular = lobby.take("civil")
    lobby.later(30)
    lobby.open()
    called = []
    for _ in range(5):
        ticket = lobby.next()
        assert ticket is not None
        called.append(ticket.number)
        lobby.move(ticket, Action.FINISH)

    assert called == [
        cards[0].number, cards[1].number, regular.number, cards[2].number, cards[3].number
    ]  # fmt: skip
    assert reason(lobby, regular.number) == "after_priority"


def test_priorities_follow_each_other_while_nobody_is_overdue() -> None:
    lobby = Lobby()
    cards = [lobby.take("identity", priority=True).number for _ in range(3)]
    lobby.take("identity")
    lobby.open()
    called = []
    for _ in range(3):
        ticket = lobby.next()
        assert ticket is not None
        called.append(ticket.number)
        lobby.move(ticket, Action.FINISH)

    assert called == cards


def test_an_agent_calls_only_what_she_answers() -> None:
    lobby = Lobby()
    lobby.take("social")
    lobby.open("1", "nadia")

    assert lobby.next("1", "nadia") is None


def test_an_appointment_is_due_at_its_hour() -> None:
    lobby = Lobby()
    booked = lobby.take("identity", appointment=NINE + timedelta(minutes=5))
    lobby.later(1)
    walk_in = lobby.take("civil")
    lobby.open()

    called = lobby.next()

    assert called is not None and called.number == booked.number
    assert reason(lobby, booked.number) == "appointment"
    assert lobby.day.tickets[walk_in.number].state == "waiting"


def test_a_visitor_who_is_away_is_not_called_before_the_time_told() -> None:
    lobby = Lobby()
    away = lobby.take("identity")
    lobby.move(away, Action.LATER, minutes=10)
    other = lobby.take("identity")
    lobby.open()

    called = lobby.next()

    assert called is not None and called.number == other.number
    lobby.move(other, Action.FINISH)
    assert lobby.next() is None
    lobby.later(10)
    assert lobby.next() == lobby.day.tickets[away.number]


def test_the_list_shows_the_order_in_which_people_are_really_called() -> None:
    lobby = Lobby()
    lobby.site = replace(lobby.site, agents={})
    for minute, (service, priority) in enumerate(
        [("identity", False), ("civil", True), ("social", False), ("civil", False),
         ("identity", True), ("civil", True), ("social", True), ("identity", False)]
    ):  # fmt: skip
        lobby.take(service, priority=priority)
        lobby.later(minute)
    lobby.later(20)
    shown = [choice.ticket.number for choice in order(lobby.day, lobby.site, lobby.now)]
    lobby.open()
    called = []
    while (ticket := lobby.next()) is not None:
        called.append(ticket.number)
        lobby.move(ticket, Action.FINISH)

    assert called == shown
