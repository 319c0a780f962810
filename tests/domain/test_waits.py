"""What every screen says of a wait."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.events import TicketTaken
from server.domain.ticket import ToldWait
from server.domain.waits import AT_ONCE, Waits
from tests.domain.told_waits import PROMISER, Hall, busy


def test_nobody_answers_it_and_no_number_is_given() -> None:
    hall = busy()

    assert hall.waits.of_newcomer(hall, "social") is None
    assert hall.waits.told(hall, "social") is None


def test_a_free_counter_and_nobody_before_is_at_once() -> None:
    hall = Hall()
    hall.open()

    assert hall.waits.of_newcomer(hall, "identity") == AT_ONCE


def test_what_was_foreseen_is_what_is_said_within_its_margins() -> None:
    hall = busy()
    hall.foresee(identity=30)
    said = hall.wait(next(iter(hall.day.waiting())))

    assert said.likely == 30
    assert said.low <= 15 and said.high >= 45
    assert said.low % 5 == said.high % 5 == 0


def test_it_grows_shorter_as_time_passes() -> None:
    hall = busy()
    hall.foresee(identity=60)
    ticket = next(iter(hall.day.waiting()))
    before = hall.wait(ticket)
    hall.later(12)
    after = hall.wait(ticket)

    assert after.likely == before.likely - 12


def test_the_lower_end_once_shown_never_comes_earlier() -> None:
    hall = busy()
    hall.foresee(identity=90)
    ticket = next(iter(hall.day.waiting()))
    first = hall.wait(ticket)
    assert first.low > 10
    hall.later(5)
    hall.foresee(identity=10)
    then = hall.wait(ticket)

    assert then.low == first.low - 5
    assert then.low <= then.likely <= then.high


def test_nor_earlier_than_what_kiosk_and_paper_said_though_the_server_began_anew() -> None:
    hall = busy()
    hall.foresee(identity=90)
    ticket = hall.take("identity")
    assert ticket.told is not None and ticket.told.low > 10
    hall.waits = Waits(hall.waits.watch, PROMISER)
    hall.foresee(identity=5)

    assert hall.wait(ticket).low == ticket.told.low


def test_what_the_visitor_was_told_stays_with_her_ticket() -> None:
    hall = busy()
    hall.foresee(identity=40)
    said = hall.waits.of_newcomer(hall, "identity")
    ticket = hall.take("identity")
    fact = hall.facts[-1].event

    assert said is not None
    assert ticket.told == ToldWait(said.low, said.likely, said.high, 1)
    assert isinstance(fact, TicketTaken) and fact.foreseen == (20, 40, 60)


@pytest.mark.parametrize("visitors", [1, 3, 9])
def test_who_comes_after_a_playing_on_waits_for_those_who_came_since(visitors: int) -> None:
    hall = busy(0)
    hall.foresee(identity=10)
    alone = hall.waits.of_newcomer(hall, "identity")
    for _ in range(visitors):
        hall.take("identity")
    behind = hall.waits.of_newcomer(hall, "identity")

    assert alone is not None and behind is not None
    assert behind.likely >= alone.likely + 10 * visitors


def test_without_anything_learned_a_formula_answers() -> None:
    hall = busy()
    hall.waits = replace(hall.waits, promiser=None)
    ticket = next(iter(hall.day.waiting()))

    assert hall.wait(ticket) == hall.waits.of_ticket(hall, ticket)
    assert hall.wait(ticket).likely == 8
