"""How long serving takes: a table of equally likely durations for each service.

Past visits speak for themselves, as their quantiles. A service with few of them borrows the shape
of all services together, and one without any that of a lognormal around its minutes: call-centre
and counter service times are close to lognormal (Brown and others 2005, JASA 100:36-50).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import chain
from random import Random
from statistics import NormalDist, fmean

ENTRIES = 256
"""Of each table: a draw is one look into it."""
MINUTE = 60_000_000
"""In microseconds, which is what the rest of the day is counted in: whole numbers never round."""
PRIOR_VISITS = 20
"""The pool's shape weighs as much as this many visits of the service itself."""
SPREAD = 0.6
"""Standard deviation over mean where nothing was measured: that of the drawn reception's visits
(tests/promise_bench), between the 0.5 of registry counters and the 1 of an exponential."""

Table = tuple[int, ...]
"""Ascending, in microseconds."""


def tables(usual: Mapping[str, float], past: Mapping[str, Sequence[float]]) -> dict[str, Table]:
    """By service. `usual`: what serving takes on the mean, in minutes, known of each service."""
    shape = sorted(chain.from_iterable(_relative(seen) for seen in past.values()))
    pool = _quantiles(shape, ENTRIES) if len(shape) >= PRIOR_VISITS else _lognormal()
    return {code: _table(mean, sorted(past.get(code, ())), pool) for code, mean in usual.items()}


def remaining(table: Table, elapsed: int, draws: Random) -> int:
    """The rest of a visit that has already taken so long."""
    longer = bisect_right(table, elapsed)
    if longer < len(table):
        return table[draws.randrange(longer, len(table))] - elapsed
    # Longer than any before: as if half a usual visit, or less, were to come.
    return draws.randrange(1 + table[len(table) // 2])


def _table(mean: float, own: Sequence[float], pool: Sequence[float]) -> Table:
    """Entries of its own, and the pool's brought to its mean for what is missing."""
    level = (sum(own) + PRIOR_VISITS * mean) / (len(own) + PRIOR_VISITS)
    count = round(ENTRIES * len(own) / (len(own) + PRIOR_VISITS))
    borrowed = [level * each for each in _quantiles(pool, ENTRIES - count)]
    minutes = sorted([*_quantiles(own, count), *borrowed])
    return tuple(max(1, round(each * MINUTE)) for each in minutes)


def _relative(seen: Sequence[float]) -> list[float]:
    mean = fmean(seen) if seen else 0.0
    return [each / mean for each in seen] if mean > 0 else []


def _quantiles(ordered: Sequence[float], count: int) -> list[float]:
    return [ordered[int((i + 0.5) * len(ordered) / count)] for i in range(count)]


def _lognormal() -> list[float]:
    """Of mean 1."""
    variance = math.log(1 + SPREAD**2)
    normal = NormalDist(-variance / 2, math.sqrt(variance))
    return [math.exp(normal.inv_cdf((i + 0.5) / ENTRIES)) for i in range(ENTRIES)]
