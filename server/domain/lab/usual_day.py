"""What past days of the same weekday teach of today: who comes when, for how long, who is open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from server.domain.day import Day
from server.domain.lab.recorded import Recorded
from server.domain.roster import PlannedDay, Shift

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class UsualDay:
    days: int
    """How many had visitors: without any, nothing is known."""
    arrivals: Mapping[tuple[int, str], float]
    """(hour on the site's clock, service) -> visitors without an appointment."""
    minutes: Mapping[str, Sequence[float]]
    """What visits took, by service."""
    priority_share: float


NOTHING_KNOWN = UsualDay(0, {}, {}, 0.0)


def usual_day(past: Iterable[Recorded]) -> UsualDay:
    days = [day for day in past if day.visitors]
    if not days:
        return NOTHING_KNOWN
    came: Counter[tuple[int, str]] = Counter()
    minutes: dict[str, list[float]] = defaultdict(list)
    priority = visitors = 0
    for day in days:
        zone = ZoneInfo(day.site.timezone)
        for visitor in day.visitors:
            visitors += 1
            priority += visitor.priority
            if visitor.appointment is None:
                came[visitor.arrived.astimezone(zone).hour, visitor.services[0]] += 1
            for service, lasted in visitor.times.items():
                minutes[service].append(lasted / MINUTE)
    arrivals = {here: count / len(days) for here, count in came.items()}
    return UsualDay(len(days), arrivals, minutes, priority / visitors)


def shifts_today(planned: PlannedDay, day: Day) -> tuple[Shift, ...]:
    """What is usual names nobody: whoever sits there now keeps to it, or else somebody who answers
    everything."""
    if planned.source != "pattern":
        return planned.shifts
    return tuple(
        replace(shift, agent=day.seat(shift.counter).agent or f"={shift.counter}")
        for shift in planned.shifts
    )
