"""A store of an older version is brought to this one's shape, and keeps what it has."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect, text
from sqlmodel import SQLModel

from server.domain.events import Fact, HelpAsked
from server.domain.journal import Entry
from server.journal.journal import Journal
from server.store.migrate import migrate, newest
from server.store.store import Store
from tests.house.project import ROOT

DAY = date(2026, 11, 24)
NINE = datetime(2026, 11, 24, 8, 0, 0, 250, tzinfo=UTC)
THEIR_FACT = (
    "INSERT INTO journal (site, day, seq, at, actor, kind, body, key, fingerprint, answer) VALUES "
    "('mairie', '2026-11-24', 1, '2026-11-24 08:00:00.000250', 'borne-hall', 'help_asked', "
    """'{"place":"hall"}', 'key', 'print', '{}')"""
)
"""As version 0.1.0 wrote it."""
SHARED_OUT = ("journal", "note", "visit", "stage", "appointments")
"""What grows with the visits; accounts, devices and site files are few and stand everywhere."""
PUT = text("INSERT INTO note (id, site, day, text) VALUES (:id, :site, :day, 'a word')")


@pytest.fixture
def old(no_store_yet: str) -> str:
    """The address of a store as the first version left it."""
    migrate(no_store_yet, to="0001")
    return no_store_yet


def test_an_older_store_keeps_its_notes_and_takes_the_new_shape(old: str) -> None:
    store = Store(old)
    try:
        with store.writing() as connection:
            connection.execute(PUT, {"id": "one", "site": "mairie", "day": DAY})

        migrate(old)

        with store.writing() as connection:
            connection.execute(PUT, {"id": "one", "site": "autre", "day": DAY})
        journal = Journal(store)
        assert journal.notes("mairie", DAY) == {"one": "a word"}
        assert journal.notes("autre", DAY) == {"one": "a word"}
        with store.reading() as connection:
            kept = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            keys = inspect(connection).get_pk_constraint("note")["constrained_columns"]
        assert kept == newest()
        assert keys == ["site", "id"]
    finally:
        store.close()


def test_the_journal_that_an_older_version_wrote_is_read_and_goes_on(old: str) -> None:
    store = Store(old)
    try:
        with store.writing() as connection:
            connection.execute(text(THEIR_FACT))

        migrate(old)

        journal = Journal(store)
        (theirs,) = journal.facts("mairie", DAY)
        assert theirs == Fact(1, NINE, "borne-hall", HelpAsked("hall"), "key", "print")
        assert journal.answer("mairie", DAY, 1) == "{}"
        ours = Fact(2, NINE + timedelta(seconds=1), "borne-hall", HelpAsked("hall"))
        journal.append([Entry("mairie", DAY, [ours])])
        assert journal.facts("mairie", DAY) == [theirs, ours]
        assert journal.newest() == {"mairie": (DAY, 2)}
        assert _kept_on(store, "day") == _kept_on(store, "length(cast(at AS text))") == 1
    finally:
        store.close()


def _kept_on(store: Store, what: str) -> int:
    """How many ways of writing it stand in the journal."""
    with store.reading() as connection:
        count: int = connection.execute(
            text(f"SELECT count(DISTINCT {what}) FROM journal")
        ).scalar_one()
        return count


def test_the_tables_are_those_that_the_code_declares(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'suivant.db'}"
    migrate(address)
    store = Store(address)
    with store.reading() as connection:
        context = MigrationContext.configure(connection)

        assert compare_metadata(context, _declared()) == []
    store.close()


def _declared() -> MetaData:
    """By the owners of all tables."""
    for file in (ROOT / "server").glob("*/tables.py"):
        import_module(f"server.{file.parent.name}.tables")
    return SQLModel.metadata


@pytest.mark.parametrize("name", SHARED_OUT)
def test_what_grows_can_be_shared_out_by_site(name: str) -> None:
    """A distributed PostgreSQL keeps a key only if the shard's column is in it (docs/scale.md)."""
    table = _declared().tables[name]

    assert next(iter(table.primary_key.columns)).name == "site"
    assert all("site" in index.columns for index in table.indexes if index.unique)
