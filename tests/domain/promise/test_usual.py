"""What is usual, from little and from much."""

from __future__ import annotations

import pytest

from server.domain.promise.tables import DayTable, nothing
from server.domain.promise.usual import Pool, log_ratio, pool_of, usual

POOL = Pool(rate=0.2, counter_time=8, wait=15)


def served(days: int) -> DayTable:
    """Ten calls in twenty busy minutes of each day's ninth hour."""
    table = nothing()
    for _ in range(days):
        day = DayTable()
        day.served(9, 20, 10, 40)
        table = table.plus(day)
    return table


def test_a_new_service_has_what_all_have() -> None:
    known = usual(nothing(), POOL, 60)

    assert known.rate == pytest.approx(POOL.rate)
    assert known.counter_time == POOL.counter_time
    assert set(known.wait_by_hour) == {POOL.wait}


def test_the_more_a_service_has_of_its_own_the_less_it_has_of_the_pool() -> None:
    rates = [usual(served(days), POOL, 60).rate for days in (0, 1, 10, 100)]

    assert rates == sorted(rates) and rates[-1] == pytest.approx(0.5, abs=0.01)


def test_each_hour_has_a_pace_of_its_own() -> None:
    known = usual(served(30), POOL, 60)

    assert known.rate_by_hour[9] > known.rate_by_hour[10]
    assert known.calls_by_hour[10] - known.calls_by_hour[9] == pytest.approx(
        60 * known.rate_by_hour[9]
    )


def test_a_first_day_without_any_has_a_guess() -> None:
    assert pool_of(nothing()) == Pool()


def test_a_service_that_nobody_ever_answered_has_a_guess_too() -> None:
    asked = DayTable()
    asked.looked(600, 0, 12, 60)
    asked.served(10, 300, 0, 300)

    assert pool_of(asked).rate > 0
    assert usual(asked, pool_of(asked), 60).rate > 0


def test_a_ratio_of_waits_knows_no_zero() -> None:
    assert log_ratio(0, 1, 0.5) < 0 < log_ratio(60, 1, 0.5)
