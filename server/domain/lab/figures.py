"""A day's figures, and those of several: the reception's as a whole, never a person's.

How sure they are is asked of the days: some are drawn again and again, with a seed, and what the
figures come to on each drawing gives the range. A run more of the same day would say nothing new.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from server.domain.day import Day
from server.domain.lifecycle import State
from server.domain.wait import late, waited

MINUTE = timedelta(minutes=1)
DRAWINGS = 200
LOW, HIGH = 0.05, 0.95
"""Nine drawings of ten are between them."""
NAMES = (
    "served", "p50", "p90", "within_target", "last_out", "left", "overtime", "load",
)  # fmt: skip
LabFigures = dict[str, float]
"""By `NAMES`: minutes, shares of 1, people a day; `last_out` in minutes of the local day."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    waits: tuple[float, ...]
    """Minutes, of all who were called."""
    kept: int
    """Of these: called within what was promised."""
    served: int
    left: int
    """Gave up, or were still there at the end."""
    last_out: float | None
    overtime: float
    """Minutes at the counters after closing, of all together."""
    busy: float
    sat: float


def figures_of_day(
    day: Day, busy: Sequence[tuple[datetime, datetime]], sat: timedelta, closes: datetime | None,
    timezone: str,
) -> DayFigures:  # fmt: skip
    """`busy`: each time at a counter. Tickets received on paper are in none of the figures."""
    tickets = [t for t in day.tickets.values() if t.state is not State.SERVED or t.ended_at]
    called = [ticket for ticket in tickets if ticket.first_called_at is not None]
    over = (until - max(since, closes) for since, until in busy if closes and until > closes)
    return DayFigures(
        waits=tuple(waited(t, t.first_called_at or t.taken_at) / MINUTE for t in called),
        kept=sum(not late(t, t.first_called_at or t.taken_at) for t in called),
        served=sum(ticket.state is State.SERVED for ticket in tickets),
        left=sum(ticket.first_called_at is None for ticket in tickets),
        last_out=_clock(max((until for _, until in busy), default=None), timezone),
        overtime=sum(over, timedelta(0)) / MINUTE,
        busy=sum((until - since for since, until in busy), timedelta(0)) / MINUTE,
        sat=sat / MINUTE,
    )


def _clock(moment: datetime | None, timezone: str) -> float | None:
    if moment is None:
        return None
    local = moment.astimezone(ZoneInfo(timezone))
    return local.hour * 60 + local.minute + local.second / 60


def figures(days: Sequence[DayFigures]) -> LabFigures:
    """Of all visitors of these days together; counts are those of a mean day."""
    waits = sorted(wait for day in days for wait in day.waits)
    ends = [day.last_out for day in days if day.last_out is not None]
    return {
        "served": sum(day.served for day in days) / len(days),
        "p50": quantile(waits, 0.5),
        "p90": quantile(waits, 0.9),
        "within_target": sum(day.kept for day in days) / len(waits) if waits else 1.0,
        "last_out": sum(ends) / len(ends) if ends else 0.0,
        "left": sum(day.left for day in days) / len(days),
        "overtime": sum(day.overtime for day in days) / len(days),
        "load": sum(day.busy for day in days) / (sum(day.sat for day in days) or 1.0),
    }


def quantile(ordered: Sequence[float], share: float) -> float:
    """Between two neighbours, in proportion; 0 of nothing."""
    if not ordered:
        return 0.0
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


@dataclass(frozen=True, slots=True)
class Ranged:
    value: LabFigures
    low: LabFigures
    high: LabFigures


def ranged(count: int, reckon: Callable[[Sequence[int]], LabFigures], seed: int = 1) -> Ranged:
    """What `reckon` makes of so many days, by their places; the same drawings for the same seed."""
    draws = random.Random(seed)
    drawn = [reckon([draws.randrange(count) for _ in range(count)]) for _ in range(DRAWINGS)]
    ends = [
        {name: quantile(sorted(each[name] for each in drawn), share) for name in NAMES}
        for share in (LOW, HIGH)
    ]
    return Ranged(reckon(range(count)), *ends)
