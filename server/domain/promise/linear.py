"""Quantiles as weighted sums of columns, found by AdaGrad (Duchi, Hazan, Singer 2011).

The gradient of the quantile loss has two values alone, by the side on which the truth lies, and so
each step is small: a visitor whose wait was absurd moves nothing by more than any other.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from math import sqrt
from operator import add, mul

QUANTILES = (0.1, 0.5, 0.9)
FAR = 6.0
"""Spreads from the mean; what lies beyond is taken to lie there."""


@dataclass(frozen=True, slots=True)
class Descent:
    """How the weights are sought."""

    rate: float = 0.15
    epochs: int = 3
    averaged: int = 1
    """Over how many of the last epochs."""
    decay: float = 0.0


@dataclass(frozen=True, slots=True)
class LinearQuantiles:
    means: list[float]
    spreads: list[float]
    weights: list[list[float]]
    """For each quantile; the last is the constant."""

    def predict(self, row: Sequence[float]) -> list[float]:
        scaled = _scaled(row, self.means, self.spreads)
        return [sum(map(mul, weights, scaled)) for weights in self.weights]


def fit_linear(
    rows: Sequence[Sequence[float]],
    targets: Sequence[float],
    seed: int,
    descent: Descent = Descent(),
    importance: Sequence[float] | None = None,
) -> LinearQuantiles:
    columns = list(zip(*rows, strict=True))
    means = [sum(column) / len(rows) for column in columns]
    spreads = [_spread(column, mean) for column, mean in zip(columns, means, strict=True)]
    scaled = [_scaled(row, means, spreads) for row in rows]
    weighed = list(importance) if importance is not None else [1.0] * len(rows)
    order = _order(len(rows), descent.epochs, seed)
    samples = [(scaled[i], targets[i], weighed[i]) for i in order]
    kept = len(rows) * descent.averaged
    start = sorted(targets)
    weights = [
        _descended(samples, kept, quantile, start[int(quantile * (len(start) - 1))], descent)
        for quantile in QUANTILES
    ]
    return LinearQuantiles(means, spreads, weights)


def _order(count: int, epochs: int, seed: int) -> list[int]:
    drawn, order, whole = random.Random(seed), list(range(count)), []
    for _ in range(epochs):
        drawn.shuffle(order)
        whole += order
    return whole


def _descended(
    samples: list[tuple[list[float], float, float]],
    kept: int,
    quantile: float,
    start: float,
    descent: Descent,
) -> list[float]:
    """The mean of the weights over the last `kept` steps."""
    width = len(samples[0][0])
    weights = [0.0] * (width - 1) + [start]
    squares, summed = [1e-3] * width, [0.0] * width
    averaged_from = len(samples) - kept
    for step, (row, target, importance) in enumerate(samples):
        above = target > sum(map(mul, weights, row))
        slope = importance * (-quantile if above else 1 - quantile)
        gradient = [slope * value for value in row]
        if descent.decay:
            gradient = [g + descent.decay * w for g, w in zip(gradient, weights, strict=True)]
        squares = [s + g * g for s, g in zip(squares, gradient, strict=True)]
        pace = descent.rate
        weights = [
            w - pace * g / sqrt(s) for w, g, s in zip(weights, gradient, squares, strict=True)
        ]
        if step >= averaged_from:
            summed = list(map(add, summed, weights))
    return list(map(mul, summed, repeat(1 / kept)))


def _scaled(row: Sequence[float], means: list[float], spreads: list[float]) -> list[float]:
    scaled = [
        min(max((value - mean) / spread, -FAR), FAR)
        for value, mean, spread in zip(row, means, spreads, strict=True)
    ]
    scaled.append(1.0)
    return scaled


def _spread(column: Sequence[float], mean: float) -> float:
    return max(sqrt(sum((value - mean) ** 2 for value in column) / len(column)), 1e-6)
