"""Rules of thumb."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.promise.formulas import formulas, until_called
from server.domain.promise.history import History
from server.domain.promise.tables import nothing
from server.domain.promise.usual import Pool, usual
from tests.domain.promise.hall import a_state, lived

STEADY = usual(nothing(), Pool(rate=0.5, counter_time=4), 60)


def test_at_a_steady_pace_all_clocks_agree() -> None:
    state = a_state(position=10.0, open_counters=2.0)
    by = formulas(state, STEADY, 60)

    assert by.usual == by.clock == pytest.approx(20)
    assert by.served == pytest.approx(20)


def test_who_stands_further_back_waits_longer_by_every_rule() -> None:
    known = History([lived(day) for day in (1, 2)]).usual("hall/identity")
    near, far = (formulas(a_state(position=p), known, 60) for p in (2.0, 9.0))

    pace = ("usual", "half", "hour", "long", "today", "clock", "clock_now")
    for rule in (*pace, "served", "last_five", "counters", "biased"):
        assert getattr(near, rule) < getattr(far, rule), rule


def test_the_hours_to_come_have_their_own_pace() -> None:
    """Lunch: from noon on, half as many are called."""
    rates = [0.5] * 12 + [0.25] * 12
    sums = [0.0]
    for rate in rates:
        sums.append(sums[-1] + 60 * rate)
    lunch = replace(STEADY, rate_by_hour=rates, calls_by_hour=sums)

    assert until_called(a_state(minute=700.0), lunch, 10, 60) == pytest.approx(20)
    assert until_called(a_state(minute=715.0), lunch, 10, 60) == pytest.approx(5 + 7.5 / 0.25)


def test_more_counters_than_usual_shorten_the_wait() -> None:
    few, many = (formulas(a_state(open_counters=n), STEADY, 60).counters for n in (1.0, 2.0))

    assert many < few
