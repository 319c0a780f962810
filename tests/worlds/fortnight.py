"""Six days that were lived, planted in a journal: the first at a counter that has left the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from server.domain import events as e
from server.domain.events import Event, Fact
from server.domain.journal import Entry
from server.journal.journal import Journal
from server.store.store import Store
from tests.worlds.town import Town

FIRST = date(2026, 11, 2)


def live_a_fortnight(town: Town, visitors: int = 8) -> None:
    store = Store(town.database)
    try:
        journal = Journal(store)
        for n in range(6):
            on = FIRST + timedelta(days=n)
            facts = list(_lived(on, "1" if n else "gone", visitors))
            journal.append([Entry("mairie", on, facts)])
    finally:
        store.close()


def _lived(on: date, counter: str, visitors: int) -> Iterator[Fact]:
    """They came together at nine, for ten minutes each."""
    nine = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    told: list[tuple[int, Event]] = [(0, e.CounterOpened(counter, "agent1"))]
    for n in range(1, visitors + 1):
        number, due = f"A{n:03d}", nine + timedelta(minutes=20)
        told.append((0, e.TicketTaken(number, ("identity",), "fr", due)))
        told.append((10 * n - 10, e.TicketCalled(number, counter, "agent1", "next_due")))
        told.append((10 * n, e.ServiceFinished(number, counter, "solved", ("identity",))))
    told.append((max(600, 10 * visitors), e.DayClosed()))
    for seq, (minute, event) in enumerate(sorted(told, key=lambda each: each[0]), 1):
        yield Fact(seq, nine + timedelta(minutes=minute), "agent1", event)
