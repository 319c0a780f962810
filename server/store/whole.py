"""Whether a SQLite file is whole, as far as SQLite itself can tell: its pages and their order."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from server.store.files import files_of
from server.store.migrate import is_known
from server.store.trouble import DAMAGE, RESTORE, Damaged, StoreError

AT_START = 1.0
"""Seconds: a town hall's years take less; a country's store is looked at as far as that goes."""
STEPS = 20_000
MAGIC = b"SQLite format 3\0"
LOGGED = b"\2\2"
"""A database with a write-ahead log, as a store is from its first opening; a copy is one file."""


def look_at(database: Path) -> None:
    """As far as a start has time for. Raises Damaged, with the cure."""
    with closing(sqlite3.connect(database)) as store:
        _look(store, f"{database} is damaged", AT_START, RESTORE)


def look_at_all(url: str) -> None:
    """Page by page, however long it takes. Raises Damaged, with the cure."""
    if files := files_of(url):
        with closing(sqlite3.connect(files.database)) as store:
            _look(store, f"{files.database} is damaged", None, RESTORE)


def check_copy(copy: Path, of: Path, cure: str) -> None:
    """A fresh copy tells what it was made of. Raises Damaged or StoreError."""
    with closing(open_copy(copy)) as connection:
        _look(connection, f"{of} is damaged", None, cure)
        if not {"journal", "alembic_version"} <= _tables(connection):
            raise StoreError(f"{of} is no Suivant store, nor a copy of one; {cure}")
        query = "SELECT version_num FROM alembic_version"
        (revision,) = connection.execute(query).fetchone() or (None,)
    if not is_known(revision):
        raise StoreError(f"{of} is of a newer version of Suivant; update the program first")


def is_copy(file: Path) -> bool:
    """One of ours; a store is none."""
    with file.open("rb") as opened:
        head = opened.read(20)
    if not head.startswith(MAGIC) or head[18:20] == LOGGED:
        return False
    try:
        with closing(open_copy(file)) as copy:
            return {"journal", "alembic_version"} <= _tables(copy)
    except sqlite3.DatabaseError:
        return False


def open_copy(file: Path) -> sqlite3.Connection:
    """Without making anything beside it, unless a log is there to be read too."""
    has_log = any(file.with_name(file.name + e).exists() for e in ("-wal", "-journal"))
    how = "mode=rw" if has_log else "immutable=1"
    return sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True)


def _look(connection: sqlite3.Connection, damaged: str, seconds: float | None, cure: str) -> None:
    check = "integrity_check" if seconds is None else "quick_check"
    if seconds is not None:
        until = time.monotonic() + seconds
        connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    try:
        (verdict,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return
        if error.sqlite_errorcode & 0xFF not in DAMAGE:
            raise
        verdict = error
    if verdict != "ok":
        raise Damaged(f"{damaged} ({' '.join(str(verdict).split())}); {cure}")


def _tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {str(name) for (name,) in rows}
