"""An office left out: what those beside it have learned, on days that it lives first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from server.domain.promise import Choices, Corrections, Kept, Outturn, PastDay, corrections, replay
from server.domain.promise.elsewhere import (
    AtHome,
    Elsewhere,
    at_home,
    kept_elsewhere,
    learn_elsewhere,
)
from tests.promise_bench.held_out import Measure, Plan, past_days

FEWEST = 30
"""Visitors in the held-out days: with fewer an office says nothing."""
OWN_DAYS = (0, 3, 10)


@dataclass
class DayOne:
    office: str
    formula: list[float]
    """Errors, with the minutes measured on all earlier days of its own: better than it could be."""
    judged: dict[int, list[Outturn]] = field(default_factory=lambda: defaultdict(list))
    """By how many own days are known."""


def measure_day_one(measured: Measure, choices: Choices) -> list[DayOne]:
    days = measured.data.days
    plan = Plan.of(len(days))
    before, test = past_days(days[: plan.test]), past_days(days[plan.test :])
    found = []
    for office in sorted({day.office for day in test}):
        own = [day for day in test if day.office == office]
        others = [day for day in before if day.office != office]
        if sum(len(day.examples) for day in own) >= FEWEST and any(d.examples for d in others):
            formula = [e for day in own for e in measured.formula[office, day.day]]
            one = DayOne(office, formula)
            past = [day for day in before if day.office == office]
            _left_out(one, others, past, own, choices)
            found.append(one)
    return found


def _left_out(
    one: DayOne,
    others: Sequence[PastDay],
    past: Sequence[PastDay],
    test: Sequence[PastDay],
    choices: Choices,
) -> None:
    model = learn_elsewhere(others, choices.hour, choices.seed)
    pooled = kept_elsewhere(others, choices.hour, choices.seed)
    for count in OWN_DAYS:
        if count > len(past):
            continue
        known, own = at_home(model, past[len(past) - count :])
        correction = corrections([*pooled, *own], choices.shares, choices.grid)
        for day in test:
            one.judged[count] += _judged(known, correction, day)


def _judged(model: Elsewhere | AtHome, correction: Corrections, day: PastDay) -> list[Outturn]:
    kept: list[Kept] = replay(day.examples, model.logs)
    return [Outturn(correction.show(each.logs), each.wait) for each in kept]
