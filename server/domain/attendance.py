"""Who is at the counters for the rest of the day, as the roster has it: when a counter is left, who
is still to come, and until when somebody answers a service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from server.domain.day import Day
from server.domain.lifecycle import CounterState
from server.domain.roster import Shift
from server.domain.site import Site
from server.domain.ticket import Seat

LATE = timedelta(minutes=15)
"""Who is planned, and has not sat down so long after, is not expected any more; whoever still sits
so long after the end of her shift stays."""
ZERO = timedelta(0)


class AtWork(NamedTuple):
    begins: datetime
    ends: datetime | None
    """None: she stays."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """At the counters that answer a service, from now on."""

    now: datetime
    here: int
    """How many of the stays have begun: these sit there now, at work or in a pause."""
    stays: Sequence[AtWork]

    @property
    def ends(self) -> datetime | None:
        """When the last one leaves; None: somebody stays, or nobody is known."""
        ends = [stay.ends for stay in self.stays if stay.ends]
        return max(ends, default=None) if len(ends) == len(self.stays) else None

    def as_if_all_stayed(self, last: datetime) -> datetime:
        """When those who are here would have worked as long, were they all to stay, as everybody
        will until `last`."""
        worked = (max(min(s.ends or last, last) - s.begins, ZERO) for s in self.stays)
        return self.now + sum(worked, ZERO) / self.here


def attendance(
    day: Day, site: Site, shifts: Sequence[Shift], service: str, now: datetime
) -> Attendance:
    sitting = [
        AtWork(now, leaves_at(seat, shifts, now))
        for seat in day.seats.values()
        if seat.agent and seat.state is not CounterState.CLOSED
        if service in site.skills_of(seat.agent)
    ]
    coming = [
        AtWork(max(shift.begins, now), shift.ends)
        for shift in still_to_come(day, shifts, now)
        if service in site.skills_of(shift.agent)
    ]
    return Attendance(now, len(sitting), [*sitting, *coming])


def leaves_at(seat: Seat, shifts: Sequence[Shift], now: datetime) -> datetime | None:
    """The end of her shift, or when whoever is planned after her comes; else she stays. Who still
    sits when her shift is over goes soon, or not at all."""
    mine = [s for s in shifts if s.agent == seat.agent and s.begins <= now < s.ends + LATE]
    own = [s.ends if now < s.ends else s.ends + LATE for s in mine]
    after = [s.begins for s in shifts
             if s.counter == seat.code and s.agent != seat.agent and s.begins > now]  # fmt: skip
    return max(own, default=None) or min(after, default=None)


def still_to_come(day: Day, shifts: Sequence[Shift], now: datetime) -> list[Shift]:
    """Those planned who do not sit yet."""
    return [
        shift
        for shift in shifts
        if shift.begins + LATE > now and shift.ends > now and not _sits(day, shift, now)
    ]


def _sits(day: Day, shift: Shift, now: datetime) -> bool:
    return day.seat(shift.counter).agent == shift.agent and shift.begins <= now < shift.ends
