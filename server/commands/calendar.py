"""A site's hours as a small calendar in plain words: whoever wrote them sees what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import groupby

from server.domain.site import Site
from server.sitefile.ahead import FORTNIGHT, DayAhead, days_ahead, holidays, hours_of

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CLOSED = "closed"


def calendar(site: Site, today: date) -> Iterator[str]:
    """The next two weeks and the public holidays of the year ahead, for each way to be open."""
    for whose, expressions in _ways(site).items():
        yield ""
        yield f"{whose}: {expressions[-1]}"
        ahead = days_ahead(expressions, site.country, today, FORTNIGHT)
        for words, days in groupby(ahead, key=_opening):
            yield f"  {_span(list(days)):<26}{words}"
        yield from _holidays(site, expressions, today)


def _ways(site: Site) -> dict[str, tuple[str, ...]]:
    """Whose hours -> the expressions; services with the same hours stand together."""
    shared: dict[tuple[str, ...], list[str]] = {hours_of(site): [site.name]}
    for code in site.services:
        expressions = hours_of(site, code)
        if expressions != hours_of(site):
            shared.setdefault(expressions, []).append(code)
    return {", ".join(whose): expressions for expressions, whose in shared.items()}


def _holidays(site: Site, expressions: tuple[str, ...], today: date) -> Iterator[str]:
    """Grouped by what they are like: nearly always, all are closed."""
    shared: dict[str, list[str]] = {}
    for day in holidays(site.country, today):
        (ahead,) = days_ahead(expressions, site.country, day, 1)
        shared.setdefault(_opening(ahead), []).append(_day(day, today))
    for words, days in shared.items():
        yield f"  public holidays, {words}: {', '.join(days)}"


def _opening(day: DayAhead) -> str:
    """`08:30 to 12:30, 13:30 to 17:30`; each said on the day when it begins."""
    told = [f"{_clock(s, day.date)} to {_clock(u, day.date)}" for s, u in day.open]
    return "all day" if told == ["00:00 to 24:00"] else ", ".join(told) or CLOSED


def _clock(moment: datetime, day: date) -> str:
    if moment.date() < day:
        return "00:00"
    if moment.date() > day:
        return "24:00" if moment.time() == time() else f"{moment:%H:%M} the day after"
    return f"{moment:%H:%M}"


def _span(days: list[DayAhead]) -> str:
    first, last = days[0].date, days[-1].date
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}"


def _day(day: date, today: date | None = None) -> str:
    """With its year where that is not today's."""
    year = f" {day.year}" if today and day.year != today.year else ""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"
