"""Sums of small symmetric trees."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from server.domain.promise.linear import fit_linear
from server.domain.promise.trees import Growth, fit_trees

QUICK = Growth(trees=40, rows=1000)


def crossed(count: int = 2000) -> tuple[list[list[float]], list[float]]:
    """Long where two things come together, short with one of them; a third column is noise."""
    draws = random.Random(3)
    rows = [[*draws.choices((0.0, 1.0), k=2), draws.random()] for _ in range(count)]
    return rows, [a * b + draws.gauss(0, 0.1) for a, b, _ in rows]


def error(say: Callable[[list[float]], float], rows: list[list[float]], y: list[float]) -> float:
    return sum(abs(say(row) - value) for row, value in zip(rows, y, strict=True)) / len(rows)


def test_they_see_what_depends_on_two_things_at_once() -> None:
    rows, targets = crossed()
    trees = fit_trees(rows, targets, [0.5] * len(rows), 1, QUICK)
    linear = fit_linear(rows, targets, 1)

    assert error(lambda row: trees.predict(row, 0.5)[1], rows, targets) < 0.15
    assert error(lambda row: linear.predict(row)[1], rows, targets) > 0.2


def test_as_many_lie_below_each_quantile_as_it_says() -> None:
    rows, targets = crossed()
    model = fit_trees(rows, targets, [0.0] * len(rows), 1, QUICK)
    below = [0, 0, 0]
    for row, target in zip(rows, targets, strict=True):
        below = [n + (target < end) for n, end in zip(below, model.predict(row, 0), strict=True)]

    assert [n / len(rows) for n in below] == pytest.approx([0.1, 0.5, 0.9], abs=0.06)


def test_they_learn_what_the_start_left_over() -> None:
    rows, targets = crossed()
    model = fit_trees(rows, [y + 7 for y in targets], [7.0] * len(rows), 1, QUICK)

    assert model.predict([1.0, 1.0, 0.5], 7.0)[1] == pytest.approx(8, abs=0.15)


def test_the_same_seed_gives_the_same_trees() -> None:
    rows, targets = crossed(200)
    starts = [0.0] * len(rows)

    assert fit_trees(rows, targets, starts, 4, QUICK) == fit_trees(rows, targets, starts, 4, QUICK)


def test_where_all_rows_are_alike_no_question_is_asked() -> None:
    model = fit_trees([[1.0]] * 100, [3.0] * 100, [0.0] * 100, 1, QUICK)

    assert model.trees == [[], [], []]
    assert model.predict([1.0], 0) == [3.0, 3.0, 3.0]
