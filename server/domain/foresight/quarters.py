"""A day in columns of a quarter of an hour, from opening to closing: what of it has been."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.domain.day import Day
from server.domain.events import Fact
from server.domain.fold import apply
from server.domain.lifecycle import State
from server.domain.site import Site
from server.domain.ticket import Ticket

QUARTER = timedelta(minutes=15)
TICK = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DaySpan:
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Quarter:
    """Whole numbers of what has been, means of what is foreseen. The one that now lies in is two:
    until now, and from now on."""

    begins: datetime
    ends: datetime
    arrivals: float
    served: float
    waiting: float
    """At its end."""
    counters: float
    """Open at its end."""
    fewest: float
    most: float
    """Of those who wait: eight of ten runs end between. The same where it has been."""


def hours_of(site: Site, on: date) -> DaySpan | None:
    """From the first opening of this day to the last closing; None where it stays closed."""
    calendar = site.calendar.site
    moment = datetime.combine(on, time(), ZoneInfo(site.timezone))
    midnight = moment + timedelta(days=1)
    opens = closes = None
    while moment < midnight:
        opening = calendar.opening_from(moment)
        until = min(opening.until or midnight, midnight)
        if opening.open:
            opens, closes = opens or moment, until
        moment = until
    return DaySpan(opens.astimezone(UTC), closes.astimezone(UTC)) if opens and closes else None


def span_of(hours: DaySpan | None, day: Day, now: datetime) -> DaySpan | None:
    """The hours, and beside them whatever was before or after; None of a closed day without any."""
    moments = [moment for t in day.tickets.values() for moment in (t.taken_at, _ended(t))]
    seen = [min(moments), max(moments)] if moments else []
    if seen and seen[0] >= now:
        seen[0] = now - TICK  # a column that has been has some length
    if hours is not None:
        seen += [hours.begins, hours.ends]
    if not seen:
        return None
    begins, last = before(min(seen)), max(seen)
    return DaySpan(begins, max(last if before(last) == last else before(last) + QUARTER,
                            begins + QUARTER))  # fmt: skip


def before(moment: datetime) -> datetime:
    """The quarter of an hour that this moment lies in begins then."""
    return moment.astimezone(UTC) - (moment - EPOCH) % QUARTER


def edges(begins: datetime, ends: datetime) -> list[datetime]:
    """Of the columns between: full quarters, and what is left at either end."""
    if ends <= begins:
        return [begins]
    inner, moment = [], before(begins) + QUARTER
    while moment < ends:
        inner.append(moment)
        moment += QUARTER
    return [begins, *inner, ends]


def lived(
    site: Site, on: date, facts: Sequence[Fact], span: DaySpan, now: datetime
) -> tuple[Quarter, ...]:
    """What has been until now."""
    ends = edges(span.begins, min(max(now, span.begins), span.ends))
    seen = _looks(Day(site.slug, on), facts, ends)
    arrivals, served = _counts(seen.day.tickets.values(), ends)
    return tuple(
        Quarter(begins, until, came, went, waiting, counters, waiting, waiting)
        for begins, until, came, went, (waiting, counters) in zip(
            ends, ends[1:], arrivals, served, seen.at[1:], strict=False
        )
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    day: Day
    at: list[tuple[int, int]]
    """Who waits and which counters are open, at each edge."""


def _looks(day: Day, facts: Sequence[Fact], ends: Sequence[datetime]) -> _Seen:
    at, done = [], 0
    for edge in ends:
        while done < len(facts) and facts[done].at <= edge:
            apply(day, facts[done])
            done += 1
        at.append((sum(1 for _ in day.waiting()), sum(1 for _ in day.open_seats())))
    for fact in facts[done:]:
        apply(day, fact)
    return _Seen(day, at)


def _counts(tickets: Iterable[Ticket], ends: Sequence[datetime]) -> tuple[list[int], list[int]]:
    columns = max(len(ends) - 1, 0)
    arrivals, served = [0] * columns, [0] * columns
    for ticket in tickets if columns else ():
        arrivals[_column(ticket.taken_at, ends)] += 1
        if ticket.state is State.SERVED:
            served[_column(_ended(ticket), ends)] += 1
    return arrivals, served


def _ended(ticket: Ticket) -> datetime:
    """Nobody knows the hour of whoever was received on paper: her arrival stands for it."""
    return ticket.ended_at or ticket.taken_at


def _column(moment: datetime, ends: Sequence[datetime]) -> int:
    """What happens as one ends belongs to it, as whoever waits then does."""
    return min(max(bisect_left(ends, moment) - 1, 0), len(ends) - 2)
