"""Days whose hours are others than the site file says: closed at noon on Christmas Eve, open on one
Saturday. They are laid over the site's own hours, as if its file ended with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from server.domain.refusal import Code, Refusal

FAR = timedelta(days=366)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class OpenSpan(NamedTuple):
    """Open from when to when, by the site's clock."""

    opens: time
    closes: time


class ExceptionalDay(NamedTuple):
    day: date
    hours: tuple[OpenSpan, ...]
    """Empty: closed all day."""


class DayChange(NamedTuple):
    """What somebody in charge decided, and when."""

    at: datetime
    day: date
    hours: tuple[OpenSpan, ...] | None
    """None: as usual again."""


def in_force(changes: Iterable[DayChange]) -> tuple[ExceptionalDay, ...]:
    """In the order of their days; of each day, the last change decides."""
    last = {change.day: change.hours for change in changes}
    return tuple(ExceptionalDay(day, hours) for day, hours in sorted(_known(last)))


def _known(
    last: dict[date, tuple[OpenSpan, ...] | None],
) -> Iterable[tuple[date, tuple[OpenSpan, ...]]]:
    return ((day, hours) for day, hours in last.items() if hours is not None)


def laid_over(expression: str, days: Iterable[ExceptionalDay]) -> str:
    """The hours in OpenStreetMap's notation: a later rule of a day replaces the earlier ones."""
    return "; ".join([expression.rstrip("; "), *map(_rule, days)])


def _rule(each: ExceptionalDay) -> str:
    spans = ",".join(f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in each.hours)
    return f"{each.day.year} {_MONTHS[each.day.month - 1]} {each.day.day} {spans or 'off'}"


def closed_from(usual: Iterable[OpenSpan], closes: time) -> tuple[OpenSpan, ...]:
    """What is left of a day's usual hours."""
    left = (span for span in usual if span.opens < closes)
    return tuple(
        span if span.opens < span.closes < closes else OpenSpan(span.opens, closes) for span in left
    )


def refused(wanted: ExceptionalDay, today: date) -> Refusal | None:
    """Why a day cannot have these hours."""
    if refusal := refused_day(wanted.day, today):
        return refusal
    if any(span.closes <= span.opens for span in wanted.hours):
        return Refusal(Code.INVALID, {"field": "hours", "why": "exceptional_hours"})
    if any(later.opens < earlier.closes for earlier, later in pairwise(wanted.hours)):
        return Refusal(Code.INVALID, {"field": "hours", "why": "exceptional_overlap"})
    return None


def refused_day(day: date, today: date) -> Refusal | None:
    """What is over stays as it was; nobody plans for longer than a year."""
    if day < today:
        return Refusal(Code.INVALID, {"field": "day", "why": "exceptional_past"})
    if day > today + FAR:
        return Refusal(Code.INVALID, {"field": "day", "why": "exceptional_far"})
    return None


def to_come(days: Sequence[ExceptionalDay], today: date) -> list[ExceptionalDay]:
    """With today's."""
    return [each for each in days if each.day >= today]
