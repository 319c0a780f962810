"""What other offices have learned, taken to a new one."""

from __future__ import annotations

from statistics import fmean

import pytest

from server.domain.promise.conformal import Logs
from server.domain.promise.elsewhere import (
    POOLED_WEIGHT,
    AtHome,
    Elsewhere,
    at_home,
    kept_elsewhere,
    learn_elsewhere,
)
from server.domain.promise.history import PastDay
from tests.domain.promise.hall import lived

OTHERS = [
    lived(day, counters=counters, office=office, visitors=45 * counters)
    for day in range(1, 6)
    for office, counters in (("north", 1), ("south", 2), ("west", 3))
]


def slow(day: int) -> PastDay:
    """A new office, where all takes longer than anywhere else."""
    return lived(day, visitors=70, minutes=13, office="new")


@pytest.fixture(scope="module")
def pooled() -> Elsewhere:
    return learn_elsewhere(OTHERS, 60, seed=1)


def error(model: Elsewhere | AtHome, day: PastDay) -> float:
    likely = [model.logs(example.state).likely for example in day.examples]
    return fmean(abs(a - e.log_wait) for a, e in zip(likely, day.examples, strict=True))


def test_on_the_first_day_it_is_worth_something(pooled: Elsewhere) -> None:
    """More than who knew the mean of this day, which nobody can in the morning."""
    day = lived(20, office="new")
    guess = fmean(example.log_wait for example in day.examples)

    assert error(pooled, day) < fmean(abs(guess - e.log_wait) for e in day.examples)


def test_two_days_of_one_s_own_change_nothing(pooled: Elsewhere) -> None:
    model, own = at_home(pooled, [slow(1), slow(2)])

    assert model is pooled
    assert len(own) == len(slow(1).examples) + len(slow(2).examples)


def test_from_the_third_on_one_s_own_days_correct_it(pooled: Elsewhere) -> None:
    model, _ = at_home(pooled, [slow(day) for day in range(1, 6)])

    assert isinstance(model, AtHome)
    assert error(model, slow(20)) <= error(pooled, slow(20))


def test_days_when_nobody_came_change_nothing(pooled: Elsewhere) -> None:
    model, own = at_home(pooled, [lived(day, visitors=0, office="new") for day in range(1, 6)])

    assert model is pooled and own == []


def test_all_offices_weigh_the_same_in_its_ranges() -> None:
    kept = kept_elsewhere(OTHERS, 60, seed=1)

    assert len(kept) == sum(len(day.examples) for day in OTHERS)
    assert sum(each.weight for each in kept) == pytest.approx(POOLED_WEIGHT)


def test_its_quantiles_are_in_order(pooled: Elsewhere) -> None:
    for example in slow(20).examples:
        logs: Logs = pooled.logs(example.state)
        assert logs.low <= logs.likely <= logs.high
