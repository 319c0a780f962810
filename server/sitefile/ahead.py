"""The days ahead, lived through with a site's hours: what a calendar on the wall would show.

An expression that can be read may still never open. Only a file that is brought now is asked so:
one that was accepted last year stays in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours

from server.domain.site import Site
from server.sitefile.mistakes import Wrong, refuse

YEAR = 366
FORTNIGHT = 14
HOLIDAYS = "off; PH open"
WHOLE_DAY = timedelta(days=1)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_YEAR = r"\b\d{4}\b"
_DATED = re.compile(rf"\b(PH|{_MONTHS}|easter|week)\b|{_YEAR}", re.IGNORECASE)
_OVERRULED = (
    'a later rule takes "{rule}" back; put it last, '
    "or write the hours of a day in one rule: Mo-Fr 08:30-12:00,13:30-17:30"
)

Stretch = tuple[datetime, datetime]
"""Open from, until: by the clock on the wall."""


@dataclass(frozen=True, slots=True)
class DayAhead:
    date: date
    open: tuple[Stretch, ...]
    """Those that begin on this day, or go on from the day before."""


def live_through(text: str, site: Site, today: date) -> None:
    """Raises SiteFileError when the year ahead is not what a reception can keep."""
    refuse(text, _wrong(site, today))


def hours_of(site: Site, service: str | None = None) -> tuple[str, ...]:
    """The expressions that must all be open: the site's, and a service's inside it."""
    own = site.services[service].hours if service else None
    return (site.hours, own) if own and own != site.hours else (site.hours,)


@lru_cache(maxsize=64)
def stretches(
    expressions: tuple[str, ...], country: str, first: date, days: int
) -> tuple[Stretch, ...]:
    """When all of them are open."""
    begin = datetime.combine(first, time())
    end = begin + timedelta(days=days)
    found: tuple[Stretch, ...] = ((begin, end),)
    for expression in expressions:
        asked = OpeningHours(expression, country=country).intervals(begin, end)
        mine = [(since, until) for since, until, state, _ in asked if str(state) == "open"]
        found = tuple(_both(found, mine, end))
    return found


def days_ahead(
    expressions: tuple[str, ...], country: str, first: date, days: int
) -> list[DayAhead]:
    """Each day from the first."""
    found = stretches(expressions, country, first, days)
    dates = (first + timedelta(days=n) for n in range(days))
    return [DayAhead(day, tuple(s for s in found if s[0].date() <= day < _end(s))) for day in dates]


def holidays(country: str, first: date, days: int = YEAR) -> list[date]:
    """The country's public holidays, as the hours know them."""
    return [day.date for day in days_ahead((HOLIDAYS,), country, first, days) if day.open]


def _end(stretch: Stretch) -> date:
    """The first day that it does not touch."""
    return (stretch[1] - timedelta(microseconds=1)).date() + WHOLE_DAY


def _both(one: tuple[Stretch, ...], other: list[Stretch], end: datetime) -> Iterator[Stretch]:
    """Where two sorted lists of stretches overlap."""
    i = j = 0
    while i < len(one) and j < len(other):
        since, until = max(one[i][0], other[j][0]), min(one[i][1], other[j][1], end)
        if since < until:
            yield since, until
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1


def _wrong(site: Site, today: date) -> Iterator[Wrong]:
    if not stretches((site.hours,), site.country, today, YEAR):
        yield ("site", "hours"), "the place is never open in the year ahead; say when it is"
        return
    yield from _unmeant(("site", "hours"), site.hours, site.country, today)
    yield from _open_at_rollover(site, today)
    for i, service in enumerate(site.services.values()):
        loc = ("services", i, "hours")
        if service.hours is None:
            continue
        yield from _unmeant(loc, service.hours, site.country, today)
        if not stretches(hours_of(site, service.code), site.country, today, YEAR):
            yield loc, "never open within the site's hours in the year ahead; say when it is"


def _unmeant(
    loc: tuple[str | int, ...], expression: str, country: str, today: date
) -> Iterator[Wrong]:
    yield from ((loc, cure) for cure in _past(expression, today))
    yield from ((loc, _OVERRULED.format(rule=r)) for r in _overruled(expression, country, today))


def _past(expression: str, today: date) -> Iterator[str]:
    for rule in re.split(r";|, ", expression):
        years = [int(year) for year in re.findall(_YEAR, rule)]
        if years and max(years) < today.year and f"{max(years)}+" not in rule:
            yield f'"{rule.strip()}" is over; leave it out, or write the years to come'


@lru_cache(maxsize=64)
def _overruled(expression: str, country: str, today: date) -> tuple[str, ...]:
    """Rules that would count if they stood last, and do not where they stand: of a day, the last
    rule that names it counts. Dates are exceptions to a week; a date that a week takes back, and a
    week that another has wholly taken back, are slips."""

    def year(*rules: str) -> tuple[Stretch, ...]:
        return stretches((";".join(rules),), country, today, YEAR)

    rules, lost = [rule.strip() for rule in expression.split(";")], list[str]()
    for i, rule in enumerate(rules):
        before, later = rules[:i], rules[i + 1 :]
        if all(map(_DATED.search, later)) or year(*before, *later, rule) == year(*rules):
            continue
        if _DATED.search(rule) or year(*before, *later) == year(*rules):
            lost.append(rule)
    return tuple(lost)


def _open_at_rollover(site: Site, today: date) -> Iterator[Wrong]:
    """Numbers would start again among people who wait. A place that never closes has no choice."""
    for since, until in stretches((site.hours,), site.country, today, YEAR):
        turn = datetime.combine(since.date(), site.rollover)
        turn += WHOLE_DAY if turn <= since else timedelta(0)
        if turn < until and until - since < WHOLE_DAY:
            yield ("site", "rollover"), "the place is open then; choose an hour when it is closed"
            return
