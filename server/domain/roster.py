"""Who is planned at a counter, from when to when; without a roster, which counters usually are.

For closing time, the promise and the lab. Never a comparison of persons: nothing here is ever
reckoned for one agent beside another, and what is usual names nobody.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from server.domain.events import CounterClosed, CounterOpened, CounterPaused, Fact

Source: TypeAlias = Literal["roster", "pattern", "none"]
WEEKS = 4
"""How far back is looked for what is usual: long enough to forget a sick leave, short enough to
follow a new organisation."""
SLICE = timedelta(minutes=15)
"""A counter opens at 8:58 one week and at 9:03 the next: both are 9 o'clock."""


@dataclass(frozen=True, slots=True)
class Shift:
    agent: str
    """Her login. Empty in what is usual: it is the counter that counts."""
    counter: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """Of one day, in order, with where it is known from."""

    shifts: tuple[Shift, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class SeenPlan:
    """What somebody who changes a plan has looked at before."""

    first: date
    last: date | None
    """None: and all days after."""
    version: str


class PlanChanged(Exception):
    """Somebody else has changed it since."""


def version_of(shifts: Iterable[Shift]) -> str:
    """The same for the same plan, and for no other."""
    told = blake2b(digest_size=12)
    for shift in sorted(shifts, key=in_order):
        hours = (at.astimezone(UTC).isoformat() for at in (shift.begins, shift.ends))
        told.update("\t".join((shift.counter, shift.agent, *hours, "\n")).encode())
    return told.hexdigest()


def same_weekdays(day: date) -> list[date]:
    """The days that teach what is usual on this one, newest first."""
    return [day - timedelta(weeks=back) for back in range(1, WEEKS + 1)]


def usual(past: Iterable[tuple[date, Sequence[Fact]]], day: date, zone: ZoneInfo) -> PlannedDay:
    """The counters that were open on at least half of the past days on which any was."""
    days = [slices for on, facts in past if (slices := _open_slices(on, facts, zone))]
    seen = Tally(each for slices in days for each in slices)
    kept = sorted(each for each, times in seen.items() if 2 * times >= len(days))
    midnight = _midnight(day, zone)
    shifts = (
        Shift("", counter, _after(midnight, first), _after(midnight, last + 1))
        for counter, first, last in _runs(kept)
    )
    return PlannedDay(tuple(sorted(shifts, key=in_order)), "pattern" if kept else "none")


def in_order(shift: Shift) -> tuple[datetime, str, str]:
    return shift.begins, shift.counter, shift.agent


def _open_slices(day: date, facts: Sequence[Fact], zone: ZoneInfo) -> set[tuple[str, int]]:
    """(counter, n-th slice of the local day): those of which it was open for half or more."""
    midnight = _midnight(day, zone)
    found = set()
    for counter, begins, ends in _openings(facts):
        first, last = (
            round(
                (at.astimezone(zone).replace(tzinfo=None) - midnight.replace(tzinfo=None)) / SLICE
            )
            for at in (begins, ends)
        )
        found |= {(counter, n) for n in range(first, last)}
    return found


def _openings(facts: Sequence[Fact]) -> Iterator[tuple[str, datetime, datetime]]:
    """From an opening until the counter's next pause or end, or the last that was heard."""
    since: dict[str, datetime] = {}
    for fact in facts:
        event = fact.event
        if isinstance(event, CounterOpened):
            since.setdefault(event.counter, fact.at)
        elif isinstance(event, CounterPaused | CounterClosed) and event.counter in since:
            yield event.counter, since.pop(event.counter), fact.at
    for counter, begins in since.items():
        yield counter, begins, facts[-1].at


def _runs(slices: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
    """Counter, first and last slice of each stretch without a hole."""
    run: tuple[str, int, int] | None = None
    for counter, n in slices:
        if run and run[0] == counter and run[2] + 1 == n:
            run = counter, run[1], n
            continue
        if run:
            yield run
        run = counter, n, n
    if run:
        yield run


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _after(midnight: datetime, slices: int) -> datetime:
    return midnight + slices * SLICE  # by the clock on the wall: the zone stays the same
