"""Ridge regression on a handful of columns: what is known little of is held near nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from statistics import fmean, pstdev


@dataclass(frozen=True, slots=True)
class Ridge:
    means: list[float]
    spreads: list[float]
    weights: list[float]
    """The last is the constant, which is held as well."""

    def predict(self, row: Sequence[float]) -> float:
        scaled = _scaled(row, self.means, self.spreads)
        return sum(map(mul, self.weights, scaled), 0.0)


def fit_ridge(rows: Sequence[Sequence[float]], targets: Sequence[float], penalty: float) -> Ridge:
    columns = list(zip(*rows, strict=True))
    means = [fmean(column) for column in columns]
    spreads = [max(pstdev(column), 1e-6) for column in columns]
    scaled = list(zip(*(_scaled(row, means, spreads) for row in rows), strict=True))
    products = [[sum(map(mul, a, b)) for b in scaled] for a in scaled]
    for place in range(len(scaled)):
        products[place][place] += penalty
    return Ridge(means, spreads, _solved(products, [sum(map(mul, a, targets)) for a in scaled]))


def _scaled(row: Sequence[float], means: list[float], spreads: list[float]) -> list[float]:
    scaled = [(v - mean) / spread for v, mean, spread in zip(row, means, spreads, strict=True)]
    return [*scaled, 1.0]


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """By elimination; a positive matrix needs no exchange of rows."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for place, pivot in enumerate(rows):
        for other in rows[place + 1 :]:
            factor = other[place] / pivot[place]
            for column in range(place, len(pivot)):
                other[column] -= factor * pivot[column]
    solution: list[float] = []
    for place in reversed(range(len(rows))):
        known = sum(map(mul, rows[place][place + 1 :], solution))
        solution.insert(0, (rows[place][-1] - known) / rows[place][place])
    return solution
