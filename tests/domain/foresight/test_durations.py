from __future__ import annotations

from random import Random
from statistics import fmean, pstdev

import pytest

from server.domain.foresight.durations import MINUTE, SPREAD, remaining, tables


def test_without_past_visits_the_mean_is_what_is_known_and_the_spread_is_usual() -> None:
    table = tables({"a": 10.0}, {})["a"]

    assert fmean(table) / MINUTE == pytest.approx(10, rel=0.02)
    assert pstdev(table) / fmean(table) == pytest.approx(SPREAD, rel=0.1)


def test_many_past_visits_speak_for_themselves_and_few_only_shift_the_level() -> None:
    seen = {"often": [4.0] * 2000, "rare": [40.0]}
    made = tables({"often": 10.0, "rare": 10.0}, seen)

    assert made["often"][128] == 4 * MINUTE
    assert fmean(made["rare"]) / MINUTE == pytest.approx(12, rel=0.15)


def test_who_is_at_a_counter_takes_the_rest_of_a_visit_at_least_as_long() -> None:
    table = tuple(range(1, 11))

    assert {remaining(table, 7, Random(seed)) for seed in range(60)} == {1, 2, 3}


def test_a_visit_longer_than_any_before_ends_all_the_same() -> None:
    assert all(0 <= remaining((10, 20, 30), 99, Random(seed)) <= 20 for seed in range(60))
