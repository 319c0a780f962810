"""What is usual at the counters: seen in the last weeks, and without anybody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from server.domain.events import CounterClosed, CounterOpened, CounterPaused, Fact
from server.domain.roster import PlannedDay, Shift, same_weekdays, usual

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 11, 30)
KINDS: dict[str, type[CounterOpened | CounterPaused | CounterClosed]] = {
    "open": CounterOpened,
    "pause": CounterPaused,
    "close": CounterClosed,
}


def _facts(day: date, *told: str) -> list[Fact]:
    """`"09:00 open 1"`, as the clock on the wall had it."""
    facts = []
    for seq, line in enumerate(told, 1):
        hour, kind, counter = line.split()
        at = datetime.combine(day, time.fromisoformat(hour), PARIS)
        facts.append(Fact(seq, at, "nadia", KINDS[kind](counter, "nadia")))
    return facts


def _usual(*days: Sequence[str], day: date = MONDAY) -> PlannedDay:
    past = zip(same_weekdays(day), days, strict=False)
    return usual([(on, _facts(on, *told)) for on, told in past], day, PARIS)


def _told(planned: PlannedDay) -> list[str]:
    return [f"{s.counter} {s.begins:%d %H:%M}-{s.ends:%H:%M}" for s in planned.shifts]


MORNING = ("08:58 open 1", "12:03 close 1")


def test_the_last_four_same_weekdays_are_looked_at() -> None:
    assert [f"{day:%a %d %b}" for day in same_weekdays(MONDAY)] == [
        "Mon 23 Nov",
        "Mon 16 Nov",
        "Mon 09 Nov",
        "Mon 02 Nov",
    ]


def test_what_happened_each_week_is_usual_to_the_quarter_of_an_hour() -> None:
    planned = _usual(MORNING, ("09:04 open 1", "11:56 close 1"))
    assert (_told(planned), planned.source) == (["1 30 09:00-12:00"], "pattern")


def test_what_happened_on_fewer_than_half_of_the_days_is_not_usual() -> None:
    extra = (*MORNING, "14:00 open 2", "16:00 close 2")
    assert _told(_usual(extra, MORNING, MORNING)) == ["1 30 09:00-12:00"]
    assert _told(_usual(extra, MORNING)) == ["1 30 09:00-12:00", "2 30 14:00-16:00"]


def test_a_day_on_which_nobody_came_teaches_nothing() -> None:
    assert _told(_usual(MORNING, (), (), ())) == ["1 30 09:00-12:00"]


def test_the_common_pause_is_usual_and_a_coffee_of_one_day_is_not() -> None:
    lunch = ("09:00 open 1", "12:00 pause 1", "13:30 open 1", "17:00 close 1")
    coffee = ("09:00 open 1", "10:00 pause 1", "10:20 open 1", *lunch[1:])
    assert _told(_usual(lunch, coffee, lunch)) == ["1 30 09:00-12:00", "1 30 13:30-17:00"]


def test_a_counter_that_was_never_closed_was_open_until_the_last_that_was_heard() -> None:
    assert _told(_usual(("09:00 open 1", "09:00 open 2", "12:00 close 2"))) == [
        "1 30 09:00-12:00",
        "2 30 09:00-12:00",
    ]


def test_nothing_seen_is_said_as_such() -> None:
    assert _usual() == PlannedDay((), "none")
    assert _usual(()) == PlannedDay((), "none")


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_nine_o_clock_is_nine_o_clock_on_the_day_the_clocks_change(day: date) -> None:
    assert _told(_usual(MORNING, day=day)) == [f"1 {day:%d} 09:00-12:00"]


def test_what_is_usual_names_nobody_and_a_shift_holds_no_figure_of_a_person() -> None:
    assert {shift.agent for shift in _usual(MORNING).shifts} == {""}
    assert [field.name for field in fields(Shift)] == ["agent", "counter", "begins", "ends"]
