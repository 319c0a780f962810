"""What finished today moves what is said next: a service that runs late goes on running late.

Within a day, the error of those already called says something of those still waiting. It is
shrunk: after ten visits half of it counts as known, and of that three tenths are taken.
"""

from __future__ import annotations

from collections import defaultdict
from math import log1p

TRUST = 0.3
SHRUNK = 10


class Today:
    """The errors of this day's finished visits, in logarithms, by service."""

    def __init__(self) -> None:
        self._sums: dict[str, float] = defaultdict(float)
        self._counts: dict[str, int] = defaultdict(int)

    def finished(self, key: str, likely: float, wait: float) -> None:
        """`likely` is the logarithm that the model gave, before any shift; the call has come."""
        self._sums[key] += log1p(wait) - likely
        self._counts[key] += 1

    def shift(self, key: str) -> float:
        return TRUST * self._sums.get(key, 0.0) / (self._counts.get(key, 0) + SHRUNK)
