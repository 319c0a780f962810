"""The ends of a range moved until they hold as often as promised: conformal prediction.

Past promises, each made by a model that had not seen its day, show by how much an end must move so
that the wanted share of visitors is called before it (Vovk 2005; Romano 2019). One correction for
all would hide that long waits are missed, so there is one for each of six bands of the wait that
is *shown*, drawn towards the common one while the band has little. What is counted is the range as
people read it: on its grid of five minutes.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import expm1, log1p

BANDS = (5.0, 10.0, 20.0, 40.0, 60.0)
"""Where the next band of the shown wait begins."""
SHRUNK = 1000.0
"""A band's own correction counts half when it has so many promises."""
FEWEST = 20.0
POINTS = 60
"""Quantiles that are told of each band."""
LONGEST = 7.0
"""In logarithms: more than a day is said of nobody."""

MissedBy = list[list[tuple[float, float]]]
"""For each band: by how much an end missed, and what that weighs."""


@dataclass(frozen=True, slots=True)
class Logs:
    """A range before it is shown: logarithms of one more than the wait, in their order."""

    low: float
    likely: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Logs:
        low, likely, high = values
        return cls(min(low, likely), likely, max(high, likely))

    def shifted(self, by: float) -> Logs:
        return Logs(self.low + by, self.likely + by, self.high + by)


@dataclass(frozen=True, slots=True)
class Kept:
    """A past promise beside what came of it."""

    logs: Logs
    wait: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Shares:
    """How many visitors may be called before the low end, and how many after the high one."""

    early: float = 0.1
    late: float = 0.1


@dataclass(frozen=True, slots=True)
class Promised:
    """What is shown: both ends on the grid."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Corrections:
    """By how much each end moves outwards, for each band."""

    low: list[float]
    high: list[float]
    grid: float

    def show(self, logs: Logs) -> Promised:
        band = band_of(logs)
        likely = _wait(logs.likely)
        low = _wait(logs.low - self.low[band])
        high = max(_wait(logs.high + self.high[band]), likely)
        if not self.grid:
            return Promised(min(low, likely), likely, high)
        low = math.floor(min(low, likely) / self.grid) * self.grid
        return Promised(low, likely, max(math.ceil(high / self.grid), 1) * self.grid)


def band_of(logs: Logs) -> int:
    return bisect_right(BANDS, expm1(logs.likely))


def uncorrected(grid: float) -> Corrections:
    return Corrections([0.0] * (len(BANDS) + 1), [0.0] * (len(BANDS) + 1), grid)


@dataclass(frozen=True, slots=True)
class Misses:
    """By how much the ends of others' promises missed, as quantiles for each band: what can be
    told of them without telling of any visit."""

    low: list[list[float]]
    high: list[list[float]]
    weights: list[float]
    """Of each band, in visits."""


def corrections(
    kept: Sequence[Kept], shares: Shares, grid: float, others: Misses | None = None
) -> Corrections:
    low = _scores(kept, lambda each: _too_early(each, grid))
    high = _scores(kept, lambda each: _too_late(each, grid))
    if others is not None:
        _add(low, others.low, others.weights)
        _add(high, others.high, others.weights)
    if not any(low):
        return uncorrected(grid)
    return Corrections(_by_band(low, 1 - shares.early), _by_band(high, 1 - shares.late), grid)


def misses(kept: Sequence[Kept], grid: float) -> Misses:
    """What others' promises teach, made on this grid."""
    low = _scores(kept, lambda each: _too_early(each, grid))
    high = _scores(kept, lambda each: _too_late(each, grid))
    weights = [sum(weight for _, weight in band) for band in low]
    return Misses([_told(band) for band in low], [_told(band) for band in high], weights)


def _told(band: list[tuple[float, float]]) -> list[float]:
    return [_smallest_enough(band, (2 * k + 1) / 2 / POINTS) for k in range(POINTS)] if band else []


def _add(bands: MissedBy, others: list[list[float]], weights: list[float]) -> None:
    for band, points, weight in zip(bands, others, weights, strict=True):
        band.extend((point, weight / len(points)) for point in points)


def _too_early(kept: Kept, grid: float) -> float:
    """How far the low end must move down so that, rounded down, it was kept."""
    bound = (math.floor(kept.wait / grid) + 1) * grid if grid else kept.wait
    return kept.logs.low - log1p(bound)


def _too_late(kept: Kept, grid: float) -> float:
    """How far the high end must move up so that, rounded up, it was kept."""
    bound = (math.ceil(kept.wait / grid) - 1) * grid if grid else kept.wait
    return log1p(max(bound, 0.0)) - kept.logs.high


def _scores(kept: Sequence[Kept], missed_by: Callable[[Kept], float]) -> MissedBy:
    bands: MissedBy = [[] for _ in range(len(BANDS) + 1)]
    for each in kept:
        bands[band_of(each.logs)].append((missed_by(each), each.weight))
    return bands


def _by_band(bands: MissedBy, share: float) -> list[float]:
    pool = _smallest_enough([score for band in bands for score in band], share)
    return [_shrunk(band, pool, share) for band in bands]


def _shrunk(band: list[tuple[float, float]], pool: float, share: float) -> float:
    count = sum(weight for _, weight in band)
    if count < FEWEST:
        return pool
    return (count * _smallest_enough(band, share) + SHRUNK * pool) / (count + SHRUNK)


def _smallest_enough(scores: list[tuple[float, float]], share: float) -> float:
    """The score that the wanted share, with one more visitor than were seen, does not exceed."""
    ordered = sorted(scores)
    wanted = (sum(weight for _, weight in ordered) + 1) * share
    reached = 0.0
    for score, weight in ordered:
        reached += weight
        if reached >= wanted:
            return score
    return ordered[-1][0]


def _wait(logarithm: float) -> float:
    return max(expm1(min(logarithm, LONGEST)), 0.0)
