"""Copies of the whole store: consistent, made while it is in use, checked before use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url


class CopyError(Exception):
    """Said to the administrator."""


def back_up(url: str, file: Path) -> None:
    """SQLite's online backup; the copy appears under its name only when it is whole."""
    source = _database(url)
    if not source.exists():
        raise CopyError(f"there is nothing to copy: {source} does not exist")
    part = file.with_name(file.name + ".part")
    with _explained(file):
        part.unlink(missing_ok=True)
        _copy(source, part)
        part.replace(file)


def put_back(url: str, file: Path) -> None:
    """Replaces the store by a copy, after checking that the copy is whole."""
    target = _database(url)
    with _explained(file):
        if not file.exists():
            raise CopyError(f"{file} does not exist")
        _check(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        _copy(file, part)
        for leftover in ("-wal", "-shm"):
            target.with_name(target.name + leftover).unlink(missing_ok=True)
        part.replace(target)


def _database(url: str) -> Path:
    address = make_url(url)
    if not address.drivername.startswith("sqlite") or not address.database:
        raise CopyError("this store is PostgreSQL: use pg_dump and pg_restore (docs/administer.md)")
    return Path(address.database)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        # A copy is one file: nothing of it may live in a write-ahead log.
        copy.execute("PRAGMA journal_mode=DELETE")


def _check(file: Path) -> None:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master")}
    if verdict != "ok" or "journal" not in tables:
        raise CopyError(f"{file} is not a whole copy of a Suivant store")


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise CopyError(f"{file}: {error}") from error
