"""What is taken from a day's facts."""

from __future__ import annotations

from datetime import timedelta

from server.domain import events as e
from tests.domain.lab.days import MINUTE, a_day, at, queued


def test_everybody_keeps_the_time_that_was_spent_on_her() -> None:
    day = a_day(queued([0, 1, 30], 10))

    assert [visitor.times for visitor in day.visitors] == [{"identity": 10 * MINUTE}] * 3
    assert day.visitors[0].after == timedelta(0)  # A002 was waiting, and was called at once
    assert day.visitors[1].after is None  # nobody was
    assert (day.calls, day.by_hand, day.reaction) == (3, 0, timedelta(0))


def test_a_pause_parts_two_stints_and_the_last_one_stays_open() -> None:
    told = [
        *queued([0], 10),
        (20, e.CounterPaused("1", "nadia")),
        (50, e.CounterOpened("1", "paul")),
    ]
    day = a_day(told)

    assert [(s.agent, s.begins, s.ends) for s in day.stints] == [
        ("nadia", at(0), at(20)),
        ("paul", at(50), None),
    ]


def test_who_gave_up_and_who_was_called_in_vain_are_told_apart() -> None:
    told = [
        *queued([0], 10),
        (1, e.TicketTaken("B001", ("civil",), "fr", at(11))),
        (5, e.TicketLeft("B001")),
        (6, e.TicketTaken("A009", ("identity",), "fr", at(26))),
        (10, e.TicketCalled("A009", "1", "nadia", "next_due")),
        (13, e.VisitorAbsent("A009", "1")),
    ]
    _, left, absent = a_day(told).visitors

    assert left.left_at == at(5) and not left.errands
    assert [(x.lasts, x.ending, x.back_after) for x in absent.errands] == [
        (3 * MINUTE, e.VisitorAbsent, None)
    ]


def test_who_was_received_on_paper_is_not_played() -> None:
    told = [(9, e.TicketTaken("A001", ("identity",), "fr", at(9), arrived=at(0), served=True))]

    assert a_day(told).visitors == ()
