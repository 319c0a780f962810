"""Who is next, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from server.domain.lifecycle import Action
from server.domain.policy import order
from tests.domain.world import NINE, Desk


def reason(desk: Desk, number: str) -> str:
    because = desk.day.tickets[number].called_because
    assert because is not None
    return because[0]


def test_the_first_to_come_is_the_first_to_be_called() -> None:
    desk = Desk()
    first, second = desk.take("identity"), desk.take("identity")
    desk.open()

    assert desk.next() == desk.day.tickets[first.number]
    desk.move(first, Action.FINISH)
    assert desk.next() == desk.day.tickets[second.number]


def test_a_shorter_promise_falls_due_earlier() -> None:
    desk = Desk()
    slow = desk.take("identity")
    desk.later(5)
    quick = desk.take("civil")
    desk.open()

    called = desk.next()

    assert called is not None and called.number == quick.number
    desk.move(quick, Action.FINISH)
    assert desk.next() == desk.day.tickets[slow.number]


def test_nobody_is_overtaken_by_more_than_the_difference_of_the_promises() -> None:
    desk = Desk()
    slow = desk.take("identity")
    desk.later(11)
    desk.take("civil")
    desk.open()

    called = desk.next()

    assert called is not None and called.number == slow.number


def test_legal_priority_is_due_at_arrival() -> None:
    desk = Desk()
    desk.take("identity")
    desk.later(1)
    card = desk.take("identity", priority=True)
    desk.open()

    called = desk.next()

    assert called is not None and called.number == card.number
    assert reason(desk, card.number) == "legal_priority"


def test_somebody_overdue_comes_before_a_third_priority_in_a_row() -> None:
    desk = Desk()
    cards = [desk.take("identity", priority=True) for _ in range(4)]
    regular = desk.take("civil")
    desk.later(30)
    desk.open()
    called = []
    for _ in range(5):
        ticket = desk.next()
        assert ticket is not None
        called.append(ticket.number)
        desk.move(ticket, Action.FINISH)

    assert called == [
        cards[0].number, cards[1].number, regular.number, cards[2].number, cards[3].number
    ]  # fmt: skip
    assert reason(desk, regular.number) == "after_priority"


def test_priorities_follow_each_other_while_nobody_is_overdue() -> None:
    desk = Desk()
    cards = [desk.take("identity", priority=True).number for _ in range(3)]
    desk.take("identity")
    desk.open()
    called = []
    for _ in range(3):
        ticket = desk.next()
        assert ticket is not None
        called.append(ticket.number)
        desk.move(ticket, Action.FINISH)

    assert called == cards


def test_an_agent_calls_only_what_she_answers() -> None:
    desk = Desk()
    desk.take("social")
    desk.open("1", "nadia")

    assert desk.next("1", "nadia") is None


def test_an_appointment_is_due_at_its_hour() -> None:
    desk = Desk()
    booked = desk.take("identity", appointment=NINE + timedelta(minutes=5))
    desk.later(1)
    walk_in = desk.take("civil")
    desk.open()

    called = desk.next()

    assert called is not None and called.number == booked.number
    assert reason(desk, booked.number) == "appointment"
    assert desk.day.tickets[walk_in.number].state == "waiting"


def test_a_visitor_who_is_away_is_not_called_before_the_time_told() -> None:
    desk = Desk()
    away = desk.take("identity")
    desk.move(away, Action.LATER, minutes=10)
    other = desk.take("identity")
    desk.open()

    called = desk.next()

    assert called is not None and called.number == other.number
    desk.move(other, Action.FINISH)
    assert desk.next() is None
    desk.later(10)
    assert desk.next() == desk.day.tickets[away.number]


def test_the_list_shows_the_order_in_which_people_are_really_called() -> None:
    desk = Desk()
    desk.site = replace(desk.site, agents={})
    for minute, (service, priority) in enumerate(
        [("identity", False), ("civil", True), ("social", False), ("civil", False),
         ("identity", True), ("civil", True), ("social", True), ("identity", False)]
    ):  # fmt: skip
        desk.take(service, priority=priority)
        desk.later(minute)
    desk.later(20)
    shown = [choice.ticket.number for choice in order(desk.day, desk.site.policy, desk.now)]
    desk.open()
    called = []
    while (ticket := desk.next()) is not None:
        called.append(ticket.number)
        desk.move(ticket, Action.FINISH)

    assert called == shown
