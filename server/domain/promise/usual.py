"""What is usual for a service: its pace, its waits, its counters, hour by hour, of past days.

Where a service has little of its own, what all services have in common stands in: each figure is a
mean with some visits, or minutes, of the pool's weight added.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

from server.domain.promise.tables import HOURS, DayTable


@dataclass(frozen=True, slots=True)
class Pool:
    """All services together; the defaults are a guess for a first day without any."""

    rate: float = 0.3
    """Calls in a minute during which somebody waited."""
    counter_time: float = 5.0
    """Of a counter, for each call."""
    wait: float = 20.0
    bias: float = 0.0
    closing: float = 960.0


@dataclass(frozen=True, slots=True)
class Usual:
    rate: float
    counter_time: float
    rate_by_hour: list[float]
    calls_by_hour: list[float]
    """From midnight to each hour, if somebody waited all the time."""
    wait: float
    wait_by_hour: list[float]
    counters_by_hour: list[float]
    closing: float
    """When the last call is made."""
    issued_by_hour: list[float]
    bias_by_hour: list[float]
    bias: float = 0.0
    """How much longer one waits than the rate alone says: a mean of differences of logarithms."""


def pool_of(total: DayTable, bias: float = 0.0) -> Pool:
    """Of the tables of all services and days added up."""
    default = Pool()
    busy, calls, visits = sum(total.busy), sum(total.calls), sum(total.visits)
    return Pool(
        rate=calls / busy if busy and calls else default.rate,
        counter_time=total.counter_time / calls if calls else default.counter_time,
        wait=sum(total.waits) / visits if visits else default.wait,
        bias=bias,
        closing=total.last_calls / total.days_with_calls
        if total.days_with_calls
        else default.closing,
    )


def usual(past: DayTable, pool: Pool, hour: float) -> Usual:
    """Of a service, from its past days added up."""
    busy, calls = sum(past.busy), sum(past.calls)
    rate = (calls + 20 * pool.rate) / (busy + 20)
    rates = [(c + 40 * rate) / (b + 40) for c, b in zip(past.calls, past.busy, strict=True)]
    wait = (sum(past.waits) + 5 * pool.wait) / (sum(past.visits) + 5)
    counters = (sum(past.open_counters) + 1) / (sum(past.looks) + 1)
    return Usual(
        rate=rate,
        counter_time=(past.counter_time + 5 * pool.counter_time) / (calls + 5),
        rate_by_hour=rates,
        calls_by_hour=list(accumulate((r * hour for r in rates), initial=0.0)),
        wait=wait,
        wait_by_hour=_blended(past.waits, past.visits, wait, 5),
        counters_by_hour=_blended(past.open_counters, past.looks, counters, 12),
        closing=past.last_calls / past.days_with_calls if past.days_with_calls else pool.closing,
        issued_by_hour=[issued / max(past.days, 1.0) for issued in past.issued],
        bias_by_hour=[pool.bias] * HOURS,
        bias=pool.bias,
    )


def _blended(sums: list[float], counts: list[float], mean: float, weight: float) -> list[float]:
    return [(s + weight * mean) / (n + weight) for s, n in zip(sums, counts, strict=True)]


def log_ratio(wait: float, position: float, rate: float) -> float:
    return math.log((wait + 1) / (position / rate + 1))
