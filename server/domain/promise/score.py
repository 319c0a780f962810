"""How true the promises were: their error, how often a range held, by the wait that was shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from server.domain.promise.conformal import Promised

BANDS = (0.0, 5.0, 10.0, 20.0, 40.0, 60.0, 120.0)
"""Where the bands of the shown wait begin; the last has no end."""
MISSED = 0.2
"""The share of visitors that a range may miss: what its interval score is reckoned with."""


@dataclass(frozen=True, slots=True)
class Outturn:
    promised: Promised
    wait: float

    @property
    def error(self) -> float:
        return abs(self.promised.likely - self.wait)

    @property
    def late(self) -> bool:
        return self.wait > self.promised.high

    @property
    def held(self) -> bool:
        return self.promised.low <= self.wait <= self.promised.high


@dataclass(frozen=True, slots=True)
class BandScore:
    begins: float
    ends: float | None
    count: int
    cover: float


@dataclass(frozen=True, slots=True)
class Score:
    """Times in the clock's unit, shares in per cent."""

    count: int
    mae: float
    medae: float
    pinball: float
    interval: float
    """Winkler's: the width, and what was missed five or ten times over. Less is better."""
    cover: float
    late: float
    width: float
    bands: list[BandScore]


def score(outcomes: Sequence[Outturn]) -> Score | None:
    """Nothing is said of nobody."""
    if not outcomes:
        return None
    return Score(
        count=len(outcomes),
        mae=fmean(each.error for each in outcomes),
        medae=median(each.error for each in outcomes),
        pinball=fmean(map(_pinball, outcomes)),
        interval=fmean(map(_interval, outcomes)),
        cover=100 * fmean(each.held for each in outcomes),
        late=100 * fmean(each.late for each in outcomes),
        width=fmean(each.promised.high - each.promised.low for each in outcomes),
        bands=_bands(outcomes),
    )


def _bands(outcomes: Sequence[Outturn]) -> list[BandScore]:
    held: list[list[bool]] = [[] for _ in BANDS]
    for each in outcomes:
        held[bisect_right(BANDS, each.promised.likely) - 1].append(each.held)
    ends = (*BANDS[1:], None)
    return [
        BandScore(begins, end, len(each), 100 * fmean(each))
        for begins, end, each in zip(BANDS, ends, held, strict=True)
        if each
    ]


def _interval(each: Outturn) -> float:
    low, high, wait = each.promised.low, each.promised.high, each.wait
    missed = max(low - wait, 0.0) + max(wait - high, 0.0)
    return high - low + 2 / MISSED * missed


def _pinball(each: Outturn) -> float:
    ends = ((0.1, each.promised.low), (0.5, each.promised.likely), (0.9, each.promised.high))
    return fmean(
        max(quantile * (each.wait - end), (quantile - 1) * (each.wait - end))
        for quantile, end in ends
    )
