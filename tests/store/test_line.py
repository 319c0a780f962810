"""The journal's own line: kept open, given back, opened again when it was lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from server.domain.events import Fact, HelpAsked
from server.domain.journal import Conflict, Entry
from server.journal.journal import Journal
from server.store.migrate import migrate
from server.store.store import Store
from tests.domain.world import NINE
from tests.worlds.servers import new_database

DAY = date(2026, 11, 24)


@pytest.fixture
def address(no_store_yet: str) -> str:
    migrate(no_store_yet)
    return no_store_yet


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    store = Store(address)
    yield store
    store.close()


def entry(seq: int, site: str = "mairie") -> Entry:
    return Entry(site, DAY, [Fact(seq, NINE + timedelta(seconds=seq), "hall", HelpAsked("hall"))])


def places(journal: Journal, site: str = "mairie") -> list[int]:
    return [fact.seq for fact in journal.facts(site, DAY)]


def test_after_a_lost_race_the_next_group_is_written(store: Store) -> None:
    journal = Journal(store)
    journal.append([entry(1)])
    for _ in range(3):
        with pytest.raises(Conflict):
            journal.append([entry(n) for n in range(40, 0, -1)])

    journal.append([entry(2)])

    assert places(journal) == [1, 2]


def test_whoever_has_the_turn_writes_and_the_others_wait(address: str, store: Store) -> None:
    first, other = Journal(store), Store(address)
    first.take_turn(["mairie"])
    first.append([entry(1)])

    second = Journal(other)
    second.take_turn(["mairie"])
    assert places(second) == [1]
    second.append([entry(2)])
    other.close()

    assert places(first) == [1, 2]


def test_a_turn_that_was_left_keeps_nothing_and_nobody_waits_for_it(
    address: str, store: Store
) -> None:
    first, other = Journal(store), Store(address)
    first.take_turn(["mairie", "annexe"])
    first.leave_turn()
    first.leave_turn()

    Journal(other).append([entry(1)])
    other.close()

    assert places(first) == [1]


def test_what_others_write_now_and_then_does_not_wait_for_the_line(store: Store) -> None:
    """The line holds no lock between two groups."""
    journal = Journal(store)
    journal.append([entry(1)])

    with store.writing() as connection:
        connection.execute(text("DELETE FROM note"))

    journal.append([entry(2)])
    assert places(journal) == [1, 2]


def test_newest_is_each_sites_last_place(store: Store) -> None:
    journal = Journal(store)
    assert journal.newest() == {}
    journal.append([entry(1), entry(2), entry(1, "annexe")])

    assert journal.newest() == {"annexe": (DAY, 1), "mairie": (DAY, 2)}


def test_a_line_that_the_server_cut_is_opened_again_without_a_refusal(databases: str) -> None:
    store = Store(new_database(databases))
    migrate(store.url)
    journal = Journal(store)
    journal.append([entry(1)])
    with store.reading() as connection:
        connection.execute(text(CUT_OTHERS))

    journal.append([entry(2)])

    assert places(journal) == [1, 2]
    store.close()


CUT_OTHERS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
"""As a restart does. Waits until they have ended."""
