"""How long what is under way will go on, drawn from what past days have measured."""

from __future__ import annotations

import random
from bisect import bisect


def rest(known: list[float], elapsed: float, draws: random.Random) -> float:
    """`known` in order: one of those that lasted as long, less what has passed."""
    longer = min(bisect(known, elapsed), len(known) - 1)
    return max(known[draws.randrange(longer, len(known))] - elapsed, 0.05)


def quantiles(waits: list[float]) -> tuple[float, ...]:
    """Low, likely and high of what several runs have foreseen."""
    waits.sort()
    return tuple(waits[int(share * len(waits))] for share in (0.1, 0.5, 0.9))
