"""The rest of a day in columns, and how it would go with one more counter.

Each run of `foresight` is written down as it goes; what all have in common are the columns. Both
ways are drawn with the same seeds, so that the same people come.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from statistics import fmean, median

from server.domain.day import Day
from server.domain.foresight.durations import MINUTE
from server.domain.foresight.foreseen import Expected
from server.domain.foresight.hall import Hall
from server.domain.foresight.lines import Moment, Spot
from server.domain.foresight.play import Future
from server.domain.foresight.quarters import Quarter, edges
from server.domain.foresight.start import Start, What, moment
from server.domain.lifecycle import CounterState
from server.domain.roster import Shift
from server.domain.site import Site
from server.domain.wait import promise, since

RUNS = 40
FEW, MANY = 0.1, 0.9
UNCLEAR = 0.05
"""Of the wait of nine in ten: less is no clear difference."""
ONE_MORE = "+"
"""A counter, and whoever sits there: she answers everything, as a replacement does."""


@dataclass(frozen=True, slots=True)
class RestOfDay:
    quarters: tuple[Quarter, ...]
    coming: float
    """Visitors still to come."""
    p50: float | None
    p90: float | None
    """Minutes, of all who are called for the first time from now on; None of nobody."""
    within: float | None
    """The share of those who wait or come that is called as promised."""
    last_out: datetime | None
    """None where nobody is there, and nobody comes."""
    not_called: float
    """Who would still wait when nobody calls any more."""


def with_one_more(expected: Expected, begins: datetime) -> Expected:
    """Until nobody waits after closing."""
    shift = Shift(ONE_MORE, ONE_MORE, begins, expected.closes)
    return replace(expected, shifts=(*expected.shifts, shift))


def differs(as_it_goes: RestOfDay, tried: RestOfDay) -> bool:
    """Clearly, by the wait of nine in ten: by a twentieth, and by a minute at least."""
    if as_it_goes.p90 is None or tried.p90 is None:
        return False
    apart = abs(tried.p90 - as_it_goes.p90)
    return apart >= 1 and apart >= UNCLEAR * as_it_goes.p90


def rest_of_day(
    day: Day, site: Site, now: datetime, expected: Expected, runs: int = RUNS
) -> RestOfDay:
    now = max(now, day.last_at or now)
    future = Future(day, site, now, expected)
    waits = _Waits(day, future)
    ends = edges(now, max(expected.closes, now))
    columns = _Columns([moment(edge, now) for edge in ends], future.start, len(waits.here))
    outs, left, coming = [], [], []
    for run in range(runs):
        draws = Random(f"{day.seq}/{run}")
        arrivals = future.arrivals(draws)
        hall = Hall(future.start, draws, arrivals=arrivals, story=[])
        hall.play()
        entered = waits.count(hall, arrivals)
        columns.count(hall, entered)
        outs.append(hall.last_out)
        left.append(hall.waiting())
        coming.append(len(entered))
    last = median(outs)
    return RestOfDay(
        quarters=tuple(columns.quarters(ends)),
        coming=fmean(coming),
        p50=_quantile(waits.waited, 0.5),
        p90=_quantile(waits.waited, 0.9),
        within=waits.kept / waits.asked if waits.asked else None,
        last_out=now + timedelta(microseconds=last) if last else None,
        not_called=fmean(left),
    )


class _Waits:
    """From the arrival to the first call, of everybody in all runs."""

    def __init__(self, day: Day, future: Future) -> None:
        now, site = future.now, future.site
        self.here = [ticket.number for ticket in day.waiting()]
        self._told = {
            t.number: (moment(since(t), now), promise(t) // timedelta(microseconds=1))
            for t in day.waiting()
            if t.first_called_at is None
        }
        self._booked = _booked(future.start)
        self._lines = future.start.lines.kinds
        self._promised = {
            code: service.target_wait * MINUTE for code, service in site.services_today.items()
        }
        self.waited: list[float] = []
        self.kept = self.asked = 0

    def count(self, hall: Hall, arrivals: Sequence[Spot]) -> list[Moment]:
        """When those who come in this run do."""
        come = [*arrivals, *self._booked]
        told = dict(self._told)
        told |= {spot[3]: (spot[1], self._promise(spot)) for spot in come}
        for number, (arrived, promised) in told.items():
            self.asked += 1
            called = hall.called.get(number)
            if called is not None:
                waited = max(called - arrived, 0)
                self.waited.append(waited / MINUTE)
                self.kept += waited <= promised
        return [spot[1] for spot in come]

    def _promise(self, spot: Spot) -> Moment:
        return self._promised[self._lines[spot[4]].remaining[0]]


def _booked(start: Start) -> list[Spot]:
    """Who is expected with an appointment: whoever waits already comes back, and is here."""
    return [who for _, what, who in start.events if what is What.ENTERS and who[3][:1] == "="]


@dataclass
class _Columns:
    ends: Sequence[Moment]
    """Of all columns; the first is now."""
    start: Start
    waiting: int
    """Now."""
    arrived: list[int] = field(default_factory=list)
    served: list[int] = field(default_factory=list)
    lines: list[list[int]] = field(default_factory=list)
    """Of each run: who waits at the end of each column."""
    staffed: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.arrived = [0] * len(self.ends)
        self.served = [0] * len(self.ends)

    def count(self, hall: Hall, entered: Sequence[Moment]) -> None:
        story = hall.story or []
        called = [each.at for each in story if each.what == "call"]
        done, back = _endings(hall)
        for at in entered:
            self._add(self.arrived, at)
        for at in done:
            self._add(self.served, at)
        steps = [(at, 1) for at in (*entered, *back)] + [(at, -1) for at in called]
        self.lines.append(self._levels(steps, self.waiting))
        open_now = {d.sitting.counter for d in self.start.desks
                    if d.sitting and d.state is CounterState.OPEN}  # fmt: skip
        self.staffed.append(self._levels(_opened(hall, open_now), len(open_now)))

    def _add(self, columns: list[int], at: Moment) -> None:
        place = bisect_left(self.ends, at)
        if place < len(columns):
            columns[max(place, 1) if len(columns) > 1 else 0] += 1

    def _levels(self, steps: Iterable[tuple[Moment, int]], level: int) -> list[int]:
        changes = [0] * (len(self.ends) + 1)
        for at, change in steps:
            changes[bisect_left(self.ends, at)] += change
        found = []
        for change in changes[:-1]:
            level += change
            found.append(level)
        return found

    def quarters(self, ends: Sequence[datetime]) -> Iterator[Quarter]:
        runs = len(self.lines)
        for n in range(1, len(ends)):
            waiting = sorted(levels[n] for levels in self.lines)
            yield Quarter(
                ends[n - 1],
                ends[n],
                self.arrived[n] / runs,
                self.served[n] / runs,
                fmean(waiting),
                fmean(levels[n] for levels in self.staffed),
                _quantile(waiting, FEW) or 0.0,
                _quantile(waiting, MANY) or 0.0,
            )


def _endings(hall: Hall) -> tuple[list[Moment], list[Moment]]:
    """When somebody was done, and when somebody went back to wait for what is left."""
    waits_still = {spot[3] for heap in hall.heaps for spot in heap}
    done: list[Moment] = []
    back: list[Moment] = []
    ended: dict[str, Moment] = {}
    for each in hall.story or ():
        if each.what == "done":
            ended[each.number] = each.at
        elif each.what == "call" and each.number in ended:
            back.append(ended.pop(each.number))
    for number, at in ended.items():
        (back if number in waits_still else done).append(at)
    return done, back


def _opened(hall: Hall, open_now: set[str]) -> Iterator[tuple[Moment, int]]:
    is_open = set(open_now)
    for each in hall.story or ():
        if each.what == "open" and each.counter not in is_open:
            is_open.add(each.counter)
            yield each.at, 1
        elif each.what in ("pause", "close") and each.counter in is_open:
            is_open.remove(each.counter)
            yield each.at, -1


def _quantile(values: Sequence[float], share: float) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
