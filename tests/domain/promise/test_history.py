"""Past days, with or without one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.promise.history import History, PastDay
from server.domain.promise.tables import DayTable
from tests.domain.promise.hall import NAME, lived

KEY = "hall/identity"


def test_a_day_left_out_is_as_if_it_had_never_been() -> None:
    """Of the service itself; what all services have in common keeps it."""
    days = [lived(day) for day in (1, 2, 3)]
    whole = History(days).usual(KEY, NAME(3))
    other = History([*days[:2], replace(lived(3, minutes=30), examples=[])]).usual(KEY, NAME(3))

    assert whole.closing == other.closing
    assert whole.issued_by_hour == other.issued_by_hour
    assert whole.counters_by_hour == pytest.approx(other.counters_by_hour)


def test_slow_days_make_a_slow_usual() -> None:
    quick = History([lived(day, minutes=6) for day in (1, 2)]).usual(KEY)
    slow = History([lived(day, minutes=14) for day in (1, 2)]).usual(KEY)

    assert slow.rate < quick.rate and slow.wait > quick.wait


def test_an_empty_history_still_says_something() -> None:
    history = History([])

    assert history.keys == []
    assert history.usual("hall/never") == history.stranger()


def test_a_day_without_visitors_is_a_day() -> None:
    history = History([PastDay("hall", NAME(1), {"identity": DayTable()}, [])])

    assert history.usual(KEY).rate > 0
    assert history.usual(KEY, NAME(1)).rate > 0
