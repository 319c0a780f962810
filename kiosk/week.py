"""The hours of the week to come, for somebody who stands before a closed door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import format_date

from server.application.sight import Sight
from server.texts.days import locale_of

DAYS = 7
MOST_CHANGES = 12
"""Of one day: no town hall opens more than six times."""


@dataclass(frozen=True, slots=True)
class DayHours:
    """One day, or several in a row that are alike."""

    name: str
    """`mardi`, `mardi – vendredi`."""
    hours: tuple[str, ...]
    """`08:30–12:30`; none on a day when it stays closed."""


def week(sight: Sight) -> list[DayHours]:
    """Today first."""
    today = sight.clock.astimezone(_zone(sight)).date()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    rows = groupby(days, key=lambda day: tuple(_hours(sight, day)))
    return [_row(sight, list(alike), hours) for hours, alike in rows]


def _row(sight: Sight, days: list[date], hours: tuple[str, ...]) -> DayHours:
    ends = days[:1] if len(days) == 1 else [days[0], days[-1]]
    names = [format_date(day, "EEEE", locale=locale_of(sight.language)) for day in ends]
    return DayHours(" – ".join(names), hours)


def _hours(sight: Sight, day: date) -> Iterator[str]:
    zone = _zone(sight)
    moment = datetime.combine(day, time(), zone)
    midnight = datetime.combine(day + timedelta(days=1), time(), zone)
    for _ in range(MOST_CHANGES):
        opening = sight.reception.hours.site.at(moment)
        end = min(opening.until.astimezone(zone), midnight) if opening.until else midnight
        if opening.open:
            yield f"{moment:%H:%M}–{'24:00' if end == midnight else f'{end:%H:%M}'}"
        if end >= midnight:
            return
        moment = end


def _zone(sight: Sight) -> ZoneInfo:
    return ZoneInfo(sight.site.timezone)
