"""Sums by the hour, added and taken away."""

from __future__ import annotations

from server.domain.promise.tables import DayTable, hour_of, nothing


def a_day(minute: float) -> DayTable:
    table = DayTable()
    table.looked(minute, 2, 7, 60)
    table.served(hour_of(minute, 60), 5, 1, 10)
    table.called(minute)
    table.waited(hour_of(minute, 60), 12)
    return table


def test_a_day_added_and_taken_away_leaves_nothing_of_itself() -> None:
    one, other = a_day(500), a_day(700)

    assert nothing().plus(one).plus(other).minus(other) == one


def test_numbers_issued_stay_issued_until_the_evening() -> None:
    table = a_day(510)

    assert table.issued[8] == 0
    assert table.issued[9:] == [7] * 16


def test_a_clock_that_runs_over_midnight_stays_within_the_day() -> None:
    assert [hour_of(minute, 60) for minute in (-5, 0, 59.9, 60, 1500)] == [0, 0, 0, 1, 23]
