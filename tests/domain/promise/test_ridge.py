"""Ridge regression."""

from __future__ import annotations

import random

import pytest

from server.domain.promise.ridge import fit_ridge


def drawn(count: int) -> tuple[list[list[float]], list[float]]:
    draws = random.Random(2)
    rows = [[draws.gauss(0, 1), draws.gauss(5, 3)] for _ in range(count)]
    return rows, [1 + 2 * a - 0.5 * b for a, b in rows]


def test_of_many_rows_it_finds_the_truth() -> None:
    ridge = fit_ridge(*drawn(5000), penalty=0.1)

    assert ridge.predict([1.0, 2.0]) == pytest.approx(1 + 2 - 1, abs=0.01)


def test_of_few_it_says_little() -> None:
    few, more = (fit_ridge(*drawn(count), penalty=300).predict([2, 5]) for count in (10, 300))

    assert abs(few) < 0.2 < more < 2.5


def test_a_column_that_never_changes_does_no_harm() -> None:
    rows, targets = drawn(500)
    ridge = fit_ridge([[*row, 4.0] for row in rows], targets, penalty=1)

    assert ridge.predict([1.0, 2.0, 4.0]) == pytest.approx(2, abs=0.1)
