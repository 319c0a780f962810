"""At a day's end its visits become rows; they stand or fall with the day's last fact."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from server.domain import events as e
from server.domain.events import Fact
from server.domain.journal import Conflict, Entry
from server.journal.journal import Journal
from server.statistics.visits import keep_visits
from server.store.store import Store
from tests.domain.world import NINE

DAY = date(2026, 11, 24)
TAKEN = e.TicketTaken("A001", ("identity",), "fr", NINE)
CALLED = e.TicketCalled("A001", "1", "nadia", "next_due")
STARTED = e.ServiceStarted("A001", "1")
FINISHED = e.ServiceFinished("A001", "1", "solved", ("identity",))


def facts(*events: e.Event, after: int = 0) -> list[Fact]:
    places = enumerate(events, start=after + 1)
    return [Fact(n, NINE + timedelta(minutes=n), "nadia", event) for n, event in places]


def test_a_closed_day_leaves_its_visits_and_no_notes(store: Store) -> None:
    journal = Journal(store, keep_visits)
    noted = e.NoteAdded("A001", "note-1")
    day = facts(TAKEN, CALLED, STARTED, noted, FINISHED)
    journal.append([Entry("mairie", DAY, day, note=("note-1", "A perdu ses papiers."))])
    assert journal.notes("mairie", DAY) == {"note-1": "A perdu ses papiers."}

    journal.append([Entry("mairie", DAY, facts(e.DayClosed(), after=len(day)))])

    assert journal.notes("mairie", DAY) == {}
    assert _rows(store, "visit", "number, ending") == [("A001", "solved")]
    assert _rows(store, "stage", "number, n, counter, ending") == [("A001", 0, "1", "solved")]


def test_a_day_that_another_process_has_closed_leaves_its_visits_once(store: Store) -> None:
    journal = Journal(store, keep_visits)
    closed = Entry("mairie", DAY, facts(TAKEN, e.TicketNotServed("A001"), e.DayClosed()))
    journal.append([closed])

    with pytest.raises(Conflict):
        journal.append([closed])

    assert _rows(store, "visit", "number, ending") == [("A001", "not_served")]


def test_a_day_whose_visits_cannot_be_kept_is_not_closed(store: Store) -> None:
    journal = Journal(store, keep_visits)
    journal.append([Entry("mairie", DAY, facts(TAKEN))])
    with store.writing() as connection:
        connection.execute(text("DROP TABLE visit"))

    with pytest.raises(Exception, match="visit"):
        journal.append([Entry("mairie", DAY, facts(e.DayClosed(), after=1))])

    assert not journal.closed("mairie", DAY)
    journal.append([Entry("mairie", DAY, facts(CALLED, after=1))])
    assert [fact.event for fact in journal.facts("mairie", DAY)] == [TAKEN, CALLED]


def _rows(store: Store, table: str, columns: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM {table}"))]
