"""Ends that hold as often as promised."""

from __future__ import annotations

import random
from math import log1p
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.promise.conformal import (
    Corrections,
    Kept,
    Logs,
    Shares,
    corrections,
    uncorrected,
)

logarithms = st.floats(-1, 8)


def promises(seed: int, count: int = 3000, spread: float = 0.6) -> list[Kept]:
    """Made by a model that is right on the mean, and far too sure of itself."""
    draws = random.Random(seed)
    kept = []
    for _ in range(count):
        likely = draws.uniform(log1p(3), log1p(90))
        wait = max(2.718281828 ** (likely + draws.gauss(0, spread)) - 1, 0.0)
        kept.append(Kept(Logs(likely - 0.1, likely, likely + 0.1), wait))
    return kept


def held(correction: Corrections, kept: list[Kept]) -> tuple[float, float]:
    """The share of those called too early, and too late."""
    shown = [(correction.show(each.logs), each.wait) for each in kept]
    return fmean(wait < p.low for p, wait in shown), fmean(wait > p.high for p, wait in shown)


@pytest.mark.parametrize("grid", [0.0, 5.0])
@pytest.mark.parametrize("late", [0.05, 0.1, 0.2])
def test_ranges_hold_as_often_as_was_chosen(late: float, grid: float) -> None:
    correction = corrections(promises(1), Shares(early=0.03, late=late), grid)
    too_early, too_late = held(correction, promises(2))

    assert too_late == pytest.approx(late, abs=0.02)
    assert too_early == pytest.approx(0.03, abs=0.02)


def test_a_band_that_errs_more_than_others_is_corrected_more() -> None:
    short = [each for each in promises(1, spread=0.2) if each.logs.likely < log1p(10)]
    long = [each for each in promises(2, 9000, spread=1.0) if each.logs.likely > log1p(60)]
    correction = corrections(short + long, Shares(), 0)

    assert correction.high[-1] > correction.high[0] + 0.2


def test_a_band_without_promises_has_the_correction_of_all() -> None:
    some = [each for each in promises(1) if each.logs.likely < log1p(40)]

    assert corrections(some, Shares(), 5).high[-1] == pytest.approx(
        corrections(some[:], Shares(), 5).high[4]
    )


def test_without_any_past_promise_nothing_is_corrected() -> None:
    assert corrections([], Shares(), 5) == uncorrected(5)


def test_what_weighs_less_moves_less() -> None:
    light = [Kept(e.logs, e.wait * 10, weight=0.001) for e in promises(2)]
    alone, mixed = (corrections(each, Shares(), 0) for each in (promises(1), promises(1) + light))

    assert mixed.high == pytest.approx(alone.high, abs=0.05)


@given(st.tuples(logarithms, logarithms, logarithms), st.floats(-3, 3), st.sampled_from([0.0, 5.0]))
@settings(max_examples=200, deadline=None)
def test_the_ends_are_in_order_and_on_the_grid(
    values: tuple[float, float, float], moved: float, grid: float
) -> None:
    shown = Corrections([moved] * 6, [moved] * 6, grid).show(Logs.of(values))

    assert 0 <= shown.low <= shown.likely <= shown.high
    if grid:
        assert shown.low % grid == 0 == shown.high % grid and shown.high >= grid
