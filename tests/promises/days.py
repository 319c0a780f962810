"""Days of a hall with one counter, written as a journal keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from server.domain import events as e
from server.domain.events import Event, Fact
from server.domain.journal import Entry
from server.domain.ticket import ToldWait
from server.journal.journal import Journal

FIRST = date(2026, 11, 2)
SERVICE = "identity"
EVERY, TAKES = 6, 9
"""Minutes between two visitors, and for each: the queue grows."""
TOLD = ToldWait(5, 15, 30, 1)


def a_day(on: date, visitors: int = 20) -> list[Fact]:
    nine = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    happenings = sorted(_happenings(visitors), key=lambda each: each[0])
    timed = [(minute, event) for minute, event in happenings]
    timed.append((timed[-1][0] + 60, e.DayClosed()))
    return [
        Fact(seq, nine + timedelta(minutes=minute), "nadia", event)
        for seq, (minute, event) in enumerate(timed, start=1)
    ]


def _happenings(visitors: int) -> Iterator[tuple[float, Event]]:
    yield 0.0, e.CounterOpened("1", "nadia")
    free = 0.0
    for n in range(visitors):
        number, came = f"A{n + 1:03d}", float(n * EVERY)
        called = max(came, free) + 0.1
        free = called + TAKES
        due = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=came)
        yield came, e.TicketTaken(number, (SERVICE,), "fr", due, told=TOLD)
        yield called, e.TicketCalled(number, "1", "nadia", "due")
        yield called + 0.1, e.ServiceStarted(number, "1")
        yield free - 0.1, e.ServiceFinished(number, "1", "solved", (SERVICE,))


def write_days(journal: Journal, site: str, count: int, visitors: int = 20) -> list[date]:
    days = [FIRST + timedelta(days=n) for n in range(count)]
    for day in days:
        journal.append([Entry(site, day, a_day(day, visitors))])
    return days
