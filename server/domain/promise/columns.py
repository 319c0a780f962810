"""The numbers that the models look at, made of a state and of what is usual."""

from __future__ import annotations

import math
from dataclasses import dataclass
from math import log, log1p

from server.domain.promise.formulas import Formulas, formulas
from server.domain.promise.state import QueueState
from server.domain.promise.tables import hour_of
from server.domain.promise.usual import Usual

MISSING = -1.0
"""For trees: they part from it. For the linear models what is missing counts as nothing."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A state, and what can be said of it."""

    state: QueueState
    usual: Usual
    by: Formulas
    hour: float
    foreseen: tuple[float, ...] = ()
    """By a simulation, where the model has learned with one."""

    @property
    def hour_now(self) -> int:
        return hour_of(self.state.minute, self.hour)

    @property
    def start(self) -> float:
        """What the trees correct: the best formula, in logarithms."""
        return log1p(self.foreseen[1] if self.foreseen else self.by.clock_now)


def facts(state: QueueState, usual: Usual, hour: float, *, simulated: bool = False) -> Facts:
    """Where a simulation is missing for once, the best formula stands in for it."""
    by = formulas(state, usual, hour)
    foreseen = (state.foreseen or (by.clock_now,) * 3) if simulated else ()
    return Facts(state, usual, by, hour, foreseen)


def linear_columns(of: Facts) -> list[float]:
    """For the log-linear model: what is smooth, on a logarithmic scale."""
    usual, by = of.usual, of.by
    own = (usual.wait_by_hour[of.hour_now], by.usual, by.clock, by.clock_now)
    return [*pooled_columns(of), *map(_log, (*own, *of.foreseen))]


def pooled_columns(of: Facts) -> list[float]:
    """For the model that is taken to another office: nothing that only this one has."""
    state, by, whole = of.state, of.by, of.state.whole
    quarter, half, hour, _, _ = state.flows
    last_half, last_hour, today = whole.flows
    posted = state.posted or 0.0
    counted = (
        *(state.position, state.waiting, state.counters),
        *(by.hour, by.today, by.half, by.long, by.last_five, by.served),
        *(hour.busy, hour.busy_calls, quarter.busy_calls),
        *(state.mean_wait(1), state.head, state.mean_wait(5), state.idle, posted),
        *(half.issued, hour.issued, last_half.issued),
        *(whole.waiting, whole.queues, whole.open_counters, last_half.calls),
    )
    return [
        *map(_log, counted),
        log(state.counters / (state.waiting + 1)),
        log1p(state.position) + log1p(posted) - log1p(state.counters),
        log((last_hour.busy_calls + 0.5) / (last_hour.busy + 1)),
        log((today.busy_calls + 1) / (today.busy + 3)),
        float(not state.last_waits),
        *_clock(of),
        state.status,
        max(0.0, log1p(by.hour) - 2.5),
        max(0.0, log1p(by.last_five) - 3),
    ]


def tree_columns(of: Facts) -> list[float]:
    """For the trees: many, as they are; they choose."""
    state, usual, by = of.state, of.usual, of.by
    return [
        *_queue(state),
        *_office(state, by),
        *(usual.rate, usual.counter_time, usual.wait, usual.wait_by_hour[of.hour_now]),
        *(by.rate_now, by.usual, by.hour, by.served, by.clock, by.clock_now, by.today),
        *(by.half, by.long, by.last_five, by.counters, by.biased, by.pace),
        *_against_usual(of),
        *of.foreseen,
    ]


def _queue(state: QueueState) -> list[float]:
    quarter, half, hour, long, _ = state.flows
    return [
        *(state.position, state.waiting, state.counters, state.status, state.issued),
        *(state.minute, float(state.weekday), state.head, state.last_calls),
        *(hour.busy, hour.busy_calls, half.busy, half.busy_calls),
        *(quarter.busy_calls, long.busy_calls, quarter.issued, half.issued, hour.issued),
        *(_or_missing(state.mean_wait(of)) for of in (1, 5, 10)),
        *(_or_missing(state.idle), _or_missing(state.posted)),
    ]


def _office(state: QueueState, by: Formulas) -> list[float]:
    whole = state.whole
    last_half, last_hour, _ = whole.flows
    per_position = (whole.shown_wait + 10 * by.per_position) / (whole.shown_position + 10)
    return [
        *(whole.waiting, whole.open_counters, whole.queues),
        *(last_half.calls, last_half.issued, last_hour.calls),
        per_position / max(by.per_position, 1e-3),
        (last_hour.busy_calls + 0.5) / (last_hour.busy + 1),
    ]


def _against_usual(of: Facts) -> list[float]:
    """Today, beside what is usual."""
    state, usual, now = of.state, of.usual, of.hour_now
    into = (state.minute - of.hour * now) / of.hour
    expected = usual.issued_by_hour[now]
    expected += (usual.issued_by_hour[now + 1] - expected) * into
    today = state.today
    return [
        log(state.counters / usual.counters_by_hour[now]),
        (today.busy_calls + 15) / (today.busy * usual.rate + 15),
        log((state.issued + 5) / (max(expected, 0.0) + 5)),
        log1p(max(usual.issued_by_hour[-1] - expected, 0.0)),
        usual.bias,
        usual.bias_by_hour[now],
        usual.closing - state.minute,
    ]


def _clock(of: Facts) -> list[float]:
    hour = of.state.minute / of.hour
    turn = hour / 12 * math.pi
    return [math.sin(turn), math.cos(turn), max(0.0, hour - 14)]


def _log(value: float | None) -> float:
    return log1p(value) if value is not None and value > 0 else 0.0


def _or_missing(value: float | None) -> float:
    return MISSING if value is None else value
