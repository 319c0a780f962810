"""What past days teach of today."""

from __future__ import annotations

from datetime import timedelta

from server.domain.lab.recorded import record
from server.domain.lab.usual_day import NOTHING_KNOWN, shifts_today, usual_day
from server.domain.roster import PlannedDay, Shift
from tests.domain.lab.days import a_day, queued
from tests.domain.world import NINE, TODAY, Lobby, a_site

HOUR = timedelta(hours=1)


def test_it_is_the_mean_of_days_with_visitors() -> None:
    busy, calm = a_day(queued([0, 5, 70], 10)), a_day(queued([65], 6))
    empty = record(a_site(), TODAY, (), None)

    usual = usual_day([busy, empty, calm])

    assert usual.days == 2
    assert usual.arrivals == {(9, "identity"): 1.0, (10, "identity"): 1.0}
    assert usual.minutes == {"identity": [10, 10, 10, 6]}
    assert usual.priority_share == 0


def test_without_a_past_nothing_is_known() -> None:
    assert usual_day([]) == NOTHING_KNOWN


def test_whoever_sits_at_a_usual_counter_keeps_its_hours_and_a_roster_stays_as_it_is() -> None:
    lobby = Lobby()
    lobby.open("1", "nadia")
    shifts = (Shift("", "1", NINE, NINE + HOUR), Shift("", "2", NINE, NINE + HOUR))

    found = shifts_today(PlannedDay(shifts, "pattern"), lobby.day)

    assert [shift.agent for shift in found] == ["nadia", "=2"]
    assert shifts_today(PlannedDay(shifts, "roster"), lobby.day) == shifts
