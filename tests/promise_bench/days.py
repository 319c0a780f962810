"""The days that a set of data has, whatever it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from server.domain.promise import PastDay


@dataclass(frozen=True, slots=True)
class OfficeDay:
    past: PastDay
    services: dict[str, list[float]] = field(default_factory=dict)
    """What each visit took at the counter, by queue, where that is known."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """Days in order. Times are in the clock's unit; `scale` of them make what is reported."""

    name: str
    days: list[tuple[str, list[OfficeDay]]]
    hour: float = 60.0
    grid: float = 5.0
    """On which people are shown a range; 0 for none."""
    scale: float = 1.0
    set_by_hand: float | None = 12.0
    """Munich's time for a visit; where none could have been set, what was measured."""


def in_order(office_days: Iterable[OfficeDay]) -> list[tuple[str, list[OfficeDay]]]:
    by_day: dict[str, list[OfficeDay]] = defaultdict(list)
    for each in office_days:
        by_day[each.past.day].append(each)
    return [(day, sorted(by_day[day], key=lambda each: each.past.office)) for day in sorted(by_day)]
