"""The lab's answer: what was, the lab's own baseline beside it, and the same days changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean

from server.domain.business_day import moment_on
from server.domain.events import Fact
from server.domain.fold import fold
from server.domain.lab.change import Change, Typical, script
from server.domain.lab.figures import (
    DayFigures,
    LabFigures,
    Ranged,
    figures,
    figures_of_day,
    ranged,
)
from server.domain.lab.play import play
from server.domain.lab.recorded import ZERO, Recorded, middle

FEWEST_DAYS = 5
"""One day says next to nothing of another."""
EXPLAINS = 0.10
"""Of the P90 that was: farther off, the lab says that it does not explain these days."""
MANY = 0.05
"""Calls by hand, or visitors sent on: a larger share is named as a cause."""
UNCLEAR = 0.05
SEED = 1
RUNS = 3
"""Of a day in which something is drawn; all others are played once."""


class TooFewDaysError(Exception):
    def __init__(self, days: int) -> None:
        super().__init__(days)
        self.days = days


@dataclass(frozen=True, slots=True)
class Study:
    days: int
    was: Ranged
    baseline: Ranged
    changed: Ranged | None
    difference: Ranged | None
    """Changed less baseline, day by day with itself."""
    off: float
    """How far the baseline's P90 is from what was, of what was."""
    by_hand: float
    """Of the calls: chosen by an agent, where the lab follows the rule."""
    sent_on: float
    """Of the visitors: those who had to do with more than one counter, or were put aside."""

    @property
    def explains(self) -> bool:
        return abs(self.off) <= EXPLAINS

    @property
    def ratio(self) -> float | None:
        """The new P90 as a multiple of the old."""
        if self.changed is None or not self.baseline.value["p90"]:
            return None
        return self.changed.value["p90"] / self.baseline.value["p90"]

    @property
    def clear(self) -> bool:
        """Whether the P90 differs by more than chance may."""
        if self.difference is None or self.ratio is None:
            return False
        sure = self.difference.low["p90"] > 0 or self.difference.high["p90"] < 0
        return sure and abs(self.ratio - 1) >= UNCLEAR


def study(
    days: Sequence[tuple[Recorded, Sequence[Fact]]], change: Change | None, runs: int | None = None
) -> Study:
    """Raises TooFewDaysError."""
    recorded = [day for day, _ in days]
    if len(recorded) < FEWEST_DAYS:
        raise TooFewDaysError(len(recorded))
    usual = usual_of(recorded)
    was = [as_it_was(day, facts) for day, facts in days]
    baseline = [[played(day, Change(), usual)] for day in recorded]
    changed = None if change is None else [_runs(day, change, usual, runs) for day in recorded]
    return _study(recorded, [[day] for day in was], baseline, changed)


RunsByDay = list[list[DayFigures]]
"""The runs of each day."""


def _study(
    recorded: Sequence[Recorded], was: RunsByDay, baseline: RunsByDay, changed: RunsByDay | None
) -> Study:
    count = len(recorded)

    def of(days: RunsByDay, places: Sequence[int]) -> LabFigures:
        return figures([run for place in places for run in days[place]])

    def less(places: Sequence[int]) -> LabFigures:
        before, after = of(baseline, places), of(changed or baseline, places)
        return {name: after[name] - before[name] for name in before}

    shown = ranged(count, lambda places: of(was, places))
    ours = ranged(count, lambda places: of(baseline, places))
    calls = sum(day.calls for day in recorded) or 1
    visitors = [visitor for day in recorded for visitor in day.visitors]
    return Study(
        days=count,
        was=shown,
        baseline=ours,
        changed=ranged(count, lambda places: of(changed, places)) if changed else None,
        difference=ranged(count, less) if changed else None,
        off=(ours.value["p90"] - shown.value["p90"]) / max(shown.value["p90"], 1.0),
        by_hand=sum(day.by_hand for day in recorded) / calls,
        sent_on=sum(len(v.errands) > (not v.times) for v in visitors) / (len(visitors) or 1),
    )


def usual_of(days: Sequence[Recorded]) -> Typical:
    known: dict[str, list[timedelta]] = {}
    gaps: list[timedelta] = []
    for visitor in (visitor for day in days for visitor in day.visitors):
        for service, lasted in visitor.times.items():
            known.setdefault(service, []).append(lasted)
        if visitor.after is not None:
            gaps.append(visitor.after)
    means = {
        service: timedelta(seconds=fmean(each.total_seconds() for each in lasted))
        for service, lasted in known.items()
    }
    return Typical(means, middle(gaps))


def as_it_was(day: Recorded, facts: Sequence[Fact]) -> DayFigures:
    """Counted from the facts themselves."""
    folded = fold(day.site.slug, day.on, facts)
    until = max((until for _, until in day.busy), default=facts[-1].at)
    sat = sum((max((s.ends or until) - s.begins, ZERO) for s in day.stints), ZERO)
    return figures_of_day(folded, day.busy, sat, day.closes, day.site.timezone)


def played(day: Recorded, change: Change, usual: Typical, run: int = 0) -> DayFigures:
    done = play(script(day, change, usual, f"{SEED} {day.on} {run}"))
    closes = moment_on(day.site, day.on, change.closes) if change.closes else day.closes
    return figures_of_day(done.day, done.busy, done.sat, closes, day.site.timezone)


def _runs(day: Recorded, change: Change, usual: Typical, runs: int | None) -> list[DayFigures]:
    count = (runs or RUNS) if change.drawn else 1
    return [played(day, change, usual, run) for run in range(count)]
