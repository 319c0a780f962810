"""A hall with one queue, lived through by lot: enough for a model to learn something."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from heapq import heapify, heapreplace

from server.domain.promise import (
    Brought,
    Example,
    Finished,
    Look,
    OfficeWatch,
    PastDay,
    QueueState,
    misses,
)
from server.domain.promise.elsewhere import kept_elsewhere, learn_elsewhere

OPENS, CLOSES = 480.0, 960.0
NAME = "2026-03-{:02}".format


def lived(
    day: int, visitors: int = 90, counters: int = 2, office: str = "hall", minutes: float = 9.0
) -> PastDay:
    """Every visitor is served; those who waited are what a model learns from."""
    draws = random.Random(f"{office} {day}")
    arrivals = sorted(draws.uniform(OPENS, CLOSES) for _ in range(visitors))
    calls = _calls(arrivals, counters, minutes, draws)
    watch = OfficeWatch(office, day % 7)
    positions: dict[int, int] = {}
    examples: list[Example] = []
    happenings = sorted(
        [(at, 0, n) for n, at in enumerate(arrivals)] + [(at, 1, n) for n, at in enumerate(calls)]
    )
    issued = called = 0
    for minute, is_call, n in happenings:
        finished: tuple[Finished, ...] = ()
        if is_call:
            called += 1
            wait = minute - arrivals[n]
            finished = (Finished(wait, wait, positions[n]),)
        else:
            issued += 1
            positions[n] = issued - called
        head = minute - arrivals[called] if called < issued else 0.0
        watch.look(
            "identity", Look(minute, called, issued, issued - called, counters, head, finished)
        )
        if not is_call and calls[n] > minute:
            state = watch.state("identity", positions[n])
            examples.append(Example(state, calls[n] - minute))
    return PastDay(office, NAME(day), watch.tables(), examples)


def _calls(
    arrivals: list[float], counters: int, minutes: float, draws: random.Random
) -> list[float]:
    free = [OPENS] * counters
    heapify(free)
    calls = []
    for arrival in arrivals:
        call = max(arrival, free[0])
        heapreplace(free, call + draws.expovariate(1 / minutes))
        calls.append(call)
    return calls


def a_state(**changes: object) -> QueueState:
    """Of a visitor who waits at some moment of some day."""
    return replace(lived(1).examples[20].state, **changes)  # type: ignore[arg-type]


@cache
def a_brought() -> Brought:
    """Learned in three offices."""
    days = [
        lived(day, counters=counters, office=office, visitors=45 * counters)
        for day in range(1, 6)
        for office, counters in (("north", 1), ("south", 2), ("west", 3))
    ]
    return Brought(learn_elsewhere(days, 60, seed=1), misses(kept_elsewhere(days, 60, 1), 5.0))
