"""How long, by rules of thumb: the position over one pace or another. The models weigh them."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass

from server.domain.promise.state import QueueState, Traffic
from server.domain.promise.tables import HOURS, hour_of
from server.domain.promise.usual import Usual


@dataclass(frozen=True, slots=True)
class Formulas:
    served: float
    """Measured counter time for each call, over the open counters: what most kiosks show."""
    usual: float
    """The usual pace."""
    half: float
    """The pace of the last half hour, ..."""
    hour: float
    long: float
    today: float
    """... of the last hour, of two, of this day, each leaning on the usual one."""
    clock: float
    """The usual pace of the hours to come."""
    clock_now: float
    """The same, as much faster or slower as the last hour was."""
    last_five: float
    """As long for each position as the last five called have waited."""
    counters: float
    """`clock`, with today's counters against the usual ones."""
    biased: float
    """`usual`, corrected by how much longer one waits in truth."""
    per_position: float
    rate_now: float
    pace: float
    """The last hour against what is usual at this hour."""


def formulas(state: QueueState, usual: Usual, hour: float) -> Formulas:
    _, half, _, long, today = state.flows
    position, rate = state.position, usual.rate
    per_position = (state.shown_wait + 2 / rate) / (state.shown_position + 2)
    rate_now = leaning(state.flows[2], rate, 60)
    now = hour_of(state.minute, hour)
    pace = leaning(state.flows[2], usual.rate_by_hour[now], 60) / usual.rate_by_hour[now]
    clock = until_called(state, usual, position, hour)
    counters = state.counters / usual.counters_by_hour[now]
    return Formulas(
        served=position * usual.counter_time / state.counters,
        usual=position / rate,
        half=position / leaning(half, rate, 20),
        hour=position / rate_now,
        long=position / leaning(long, rate, 60),
        today=position / leaning(today, rate, 30),
        clock=clock,
        clock_now=until_called(state, usual, position / pace, hour),
        last_five=position * per_position,
        counters=clock / min(max(counters, 1 / 3), 3),
        biased=(position / rate + 1) * math.exp(usual.bias) - 1,
        per_position=per_position,
        rate_now=rate_now,
        pace=pace,
    )


def leaning(flow: Traffic, rate: float, weight: float) -> float:
    """The rate of a flow, with so many minutes of the usual one added."""
    return (flow.busy_calls + weight * rate) / (flow.busy + weight)


def until_called(state: QueueState, usual: Usual, calls: float, hour: float) -> float:
    """Until so many calls are made at the usual pace of each hour from now on."""
    now = hour_of(state.minute, hour)
    so_far = usual.calls_by_hour[now] + usual.rate_by_hour[now] * (state.minute - hour * now)
    wanted = so_far + calls
    then = min(max(bisect_right(usual.calls_by_hour, wanted) - 1, 0), HOURS - 1)
    moment = hour * then + (wanted - usual.calls_by_hour[then]) / usual.rate_by_hour[then]
    return max(moment - state.minute, 0.0)
