"""Quantiles as weighted sums."""

from __future__ import annotations

import random

import pytest

from server.domain.promise.linear import Descent, fit_linear


def noisy(count: int = 3000) -> tuple[list[list[float]], list[float]]:
    """y = 2 + a, and noise that grows with b."""
    draws = random.Random(5)
    rows = [[draws.random(), draws.random()] for _ in range(count)]
    return rows, [2 + a + draws.uniform(-1, 1) * (0.2 + b) for a, b in rows]


def test_as_many_lie_below_each_quantile_as_it_says() -> None:
    rows, targets = noisy()
    model = fit_linear(rows, targets, seed=1)
    below = [0, 0, 0]
    for row, target in zip(rows, targets, strict=True):
        below = [n + (target < end) for n, end in zip(below, model.predict(row), strict=True)]

    assert [n / len(rows) for n in below] == pytest.approx([0.1, 0.5, 0.9], abs=0.03)


def test_where_more_is_uncertain_the_quantiles_lie_further_apart() -> None:
    model = fit_linear(*noisy(), seed=1)
    sure, unsure = (model.predict([0.5, b]) for b in (0.1, 0.9))

    assert unsure[2] - unsure[0] > 1.5 * (sure[2] - sure[0])


def test_the_same_seed_gives_the_same_model() -> None:
    rows, targets = noisy(300)

    assert fit_linear(rows, targets, seed=4) == fit_linear(rows, targets, seed=4)
    assert fit_linear(rows, targets, seed=4) != fit_linear(rows, targets, seed=5)


def test_an_absurd_value_is_taken_for_a_far_one() -> None:
    model = fit_linear(*noisy(), seed=1)

    assert model.predict([1e9, 0.5]) == model.predict([1e12, 0.5])


def test_what_counts_more_is_followed() -> None:
    rows, targets = [[0.0]] * 200, [0.0] * 100 + [1.0] * 100
    heavy = [0.1] * 100 + [2.0] * 100
    medians = [
        fit_linear(rows, targets, 1, Descent(rate=0.05, epochs=20), weights).predict([0.0])[1]
        for weights in (None, heavy)
    ]

    assert medians[1] > 0.9 and medians[1] >= medians[0]
