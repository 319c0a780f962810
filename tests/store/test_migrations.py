"""A store of an older version is brought to this one's shape, and keeps what it has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from server.journal import tables  # noqa: F401  # declares them
from server.journal.store import Store
from server.store.migrate import migrate, newest
from tests.worlds.servers import new_database, postgresql

DAY = date(2026, 11, 24)
SHARED_OUT = ("journal", "note", "visit", "stage")
"""What grows with the visits; accounts, devices and site files are few and stand everywhere."""
PUT = text("INSERT INTO note (id, site, day, text) VALUES (:id, :site, :day, 'a word')")


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store as the first version left it."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'suivant.db'}"
        migrate(address, to="0001")
        yield address
        return
    with postgresql() as server:
        address = new_database(server)
        migrate(address, to="0001")
        yield address


def test_an_older_store_keeps_its_notes_and_takes_the_new_shape(old: str) -> None:
    store = Store(old)
    try:
        with store.writing() as connection:
            connection.execute(PUT, {"id": "one", "site": "mairie", "day": DAY})

        migrate(old)

        with store.writing() as connection:
            connection.execute(PUT, {"id": "one", "site": "autre", "day": DAY})
        assert store.notes("mairie", DAY) == {"one": "a word"}
        assert store.notes("autre", DAY) == {"one": "a word"}
        with store.reading() as connection:
            kept = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            keys = inspect(connection).get_pk_constraint("note")["constrained_columns"]
        assert kept == newest()
        assert keys == ["site", "id"]
    finally:
        store.close()


@pytest.mark.parametrize("name", SHARED_OUT)
def test_what_grows_can_be_shared_out_by_site(name: str) -> None:
    """A distributed PostgreSQL keeps a key only if the shard's column is in it (docs/scale.md)."""
    table = SQLModel.metadata.tables[name]

    assert next(iter(table.primary_key.columns)).name == "site"
    assert all("site" in index.columns for index in table.indexes if index.unique)
