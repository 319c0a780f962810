"""Each held-out day is predicted by what was learned of earlier days alone, night by night."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import log1p
from typing import NamedTuple

from server.domain.promise import (
    Choices,
    Corrections,
    Kept,
    Logs,
    Outturn,
    PastDay,
    Promised,
    QueueState,
    Shares,
    corrections,
    fit,
    replay,
)
from server.promises.brought import EARLY
from tests.promise_bench.ceiling import Ceiling, grow
from tests.promise_bench.days import DataSet, OfficeDay
from tests.promise_bench.methods import ServiceTimes, munich, points, posted

BEGINNING = 4
"""Days before anything is predicted, where there are enough."""
CALIBRATED_ON = 11
"""Predicted days before the first held-out one, at most: they correct the ranges of the others."""
MOST_HELD_OUT = 10
NIGHTS = 12
"""Fits in all, at most: with more days, some nights go without, and the last model stays."""
LATENESSES = (0.05, 0.1, 0.2)
ON_GRID = "ours_on_grid"
"""As people read it: both ends on five minutes. All others are compared before any rounding."""


class Served(NamedTuple):
    """What a day's visitors are told by."""

    logs: Callable[[QueueState], Logs]
    """The model of that morning."""
    correction: Corrections
    """On the grid, with few called too early: a lower end never comes earlier."""


@dataclass
class Measure:
    """What came of it: by method, the held-out days with what was shown and what was waited."""

    data: DataSet
    judged: dict[str, dict[str, list[Outturn]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    late: dict[float, list[bool]] = field(default_factory=lambda: defaultdict(list))
    """By the lateness chosen."""
    served: dict[str, Served] = field(default_factory=dict)
    """By held-out day."""
    formula: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    """The formula's errors, by office and day."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which days are predicted, and which of them are held out."""

    first: int
    test: int
    nights: frozenset[int]

    @classmethod
    def of(cls, count: int) -> Plan:
        test = count - min(max(count // 3, 1), MOST_HELD_OUT)
        first = max(min(BEGINNING, test - 1), test - CALIBRATED_ON, 1)
        every = math.ceil((count - first) / NIGHTS)
        return cls(first, test, frozenset(range(first, count, every)))


def past_days(days: list[tuple[str, list[OfficeDay]]]) -> list[PastDay]:
    return [each.past for _, offices in days for each in offices]


def measure(data: DataSet, choices: Choices) -> Measure:
    found, plan = Measure(data), Plan.of(len(data.days))
    kept: dict[str, list[Kept]] = defaultdict(list)
    times = ServiceTimes()
    for _, offices in data.days[: plan.first]:
        times.add(offices)
    trees: Ceiling | None = None
    for place in range(plan.first, len(data.days)):
        day, offices = data.days[place]
        if trees is None or place in plan.nights:
            past = past_days(data.days[:place])
            trees = grow(past, fit(past, choices), choices)
        seen = _Seen(data, trees, times, offices)
        if place >= plan.test:
            _judge(found, day, seen, kept, choices)
            as_served = Shares(EARLY, choices.shares.late)
            correction = corrections(kept["ours"], as_served, data.grid)
            found.served[day] = Served(trees.learned.logs, correction)
        for method, today in seen.kept.items():
            kept[method] += today
        times.add(offices)
    return found


class _Seen:
    """One day, before its evening: what each method says to each visitor."""

    def __init__(
        self, data: DataSet, trees: Ceiling, times: ServiceTimes, offices: list[OfficeDay]
    ) -> None:
        learned = trees.learned
        self.examples = [example for each in offices for example in each.past.examples]
        self.facts = [learned.facts(example.state) for example in self.examples]
        self.points = dict(self._points(times))
        set_by_hand = data.set_by_hand or times.mean(learned.stranger.counter_time)
        self.munich = [munich(of, set_by_hand) for of in self.facts]
        self.kept = {
            method: [
                Kept(Logs(log1p(wait), log1p(wait), log1p(wait)), example.wait)
                for wait, example in zip(waits, self.examples, strict=True)
            ]
            for method, waits in self.points.items()
        }
        for method, model in (("ours", learned), ("trees", trees)):
            self.kept[method] = [
                kept for each in offices for kept in replay(each.past.examples, model.logs)
            ]

    def _points(self, times: ServiceTimes) -> Iterator[tuple[str, list[float]]]:
        for method, point in points(times).items():
            yield method, [max(point(of), 0.0) for of in self.facts]
        if any(of.state.posted for of in self.facts):
            yield "posted", [posted(of) for of in self.facts]
        if any(of.state.foreseen for of in self.facts):
            yield "simulation", [of.state.foreseen[1] for of in self.facts]


def _judge(
    found: Measure, day: str, seen: _Seen, before: dict[str, list[Kept]], choices: Choices
) -> None:
    for method, today in seen.kept.items():
        correction = corrections(before[method], choices.shares, choices.grid)
        shown = [correction.show(kept.logs) for kept in today]
        found.judged[method][day] = _beside(shown, today)
    found.judged["munich"][day] = _beside(seen.munich, seen.kept["ours"])
    if found.data.grid:
        on_grid = corrections(before["ours"], choices.shares, found.data.grid)
        shown = [on_grid.show(kept.logs) for kept in seen.kept["ours"]]
        found.judged[ON_GRID][day] = _beside(shown, seen.kept["ours"])
    for example, wait in zip(seen.examples, seen.points["formula"], strict=True):
        found.formula[example.state.office, day].append(abs(wait - example.wait))
    for lateness in LATENESSES:
        shares = Shares(choices.shares.early, lateness)
        correction = corrections(before["ours"], shares, choices.grid)
        found.late[lateness] += [
            kept.wait > correction.show(kept.logs).high for kept in seen.kept["ours"]
        ]


def _beside(shown: list[Promised], kept: list[Kept]) -> list[Outturn]:
    return [Outturn(each, of.wait) for each, of in zip(shown, kept, strict=True)]
