"""Copies of the whole store: made while it is in use, and checked before they count."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from server.store.files import StoreFiles, files_of
from server.store.private import give
from server.store.targets import target_of
from server.store.trouble import RESTORE, Damaged, StoreError
from server.store.whole import check_copy, open_copy

Proviso = Callable[[Path], None]
"""What whoever keeps something in the store asks of a copy. Raises StoreError."""
BEFORE_RESTORE = "before-restore-*.db"
POSTGRESQL = "this store is PostgreSQL: use pg_dump and pg_restore (docs/administer.md)"
OPEN = "another program has this store open; stop it first"


def back_up(url: str, file: Path, check: Proviso, reserved: Collection[Path] = ()) -> None:
    """The copy appears under its name only when it is whole and on the disk. Raises StoreError."""
    files = _files(url)
    with _explained(file):
        target = target_of(file, files, reserved)
        with _part_of(target) as part:
            with closing(sqlite3.connect(files.database)) as store:
                _copy(store, part)
            check_copy(part, files.database, RESTORE)
            check(part)
            _put(part, target)


def put_back(url: str, file: Path, check: Proviso, now: datetime) -> Path | None:
    """Replaces the store by a copy, checked; returns where the store before is kept.

    For whoever is alone on the store (`lock`). Raises StoreError.
    """
    files = _files(url)
    with _explained(file), _part_of(files.database) as part:
        with closing(open_copy(_source(file, files))) as copy:
            _copy(copy, part)
        check_copy(part, file, "take another copy")
        check(part)
        before = _set_aside(files, now)
        _dress(part, files.database)
        for ending in ("-wal", "-shm", "-journal"):
            files.beside(ending).unlink(missing_ok=True)
        _put(part, files.database)
        return before


def check_that_it_is_there(url: str) -> None:
    """Raises StoreError."""
    if not (database := _files(url).database).exists():
        raise StoreError(f"there is nothing to copy: {database} does not exist")


def _files(url: str) -> StoreFiles:
    files = files_of(url)
    if files is None:
        raise StoreError(POSTGRESQL)
    return files


def _source(file: Path, files: StoreFiles) -> Path:
    if not file.is_file():
        raise StoreError(f"{file} {'is no file' if file.exists() else 'does not exist'}")
    if files.has(file.resolve()):
        raise StoreError(f"{file} is the store itself; name a copy of it")
    return file


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A file beside it, for its owner alone, gone at the end unless it was put in its place."""
    descriptor, name = tempfile.mkstemp(prefix=".suivant-", suffix=".part", dir=target.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        # A half copy is thrown away: it needs no log, and is put onto the disk once, at the end.
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("PRAGMA synchronous=OFF")
        source.backup(copy)
        # One file: nothing of it may live in a write-ahead log.
        copy.execute("PRAGMA journal_mode=DELETE")


def _put(part: Path, target: Path) -> None:
    """In one step, also when the power goes."""
    _onto_disk(part)
    part.replace(target)
    _onto_disk(target.parent)


def _onto_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _set_aside(files: StoreFiles, now: datetime) -> Path | None:
    """What is about to be replaced, whole or not, so that nothing is ever lost by a slip."""
    if not files.database.exists():
        return None
    point = _free_name(
        files.database.with_name(BEFORE_RESTORE.replace("*", f"{now:%Y-%m-%d-%H%M%S}"))
    )
    with _part_of(point) as part, closing(sqlite3.connect(files.database, timeout=1)) as store:
        try:
            _check_that_nobody_has_it_open(store)
            _copy(store, part)
            check_copy(part, files.database, RESTORE)
        except (Damaged, sqlite3.DatabaseError):
            return _set_aside_as_it_is(files, point)
        _dress(part, files.database)
        _put(part, point)
    return point


def _check_that_nobody_has_it_open(store: sqlite3.Connection) -> None:
    """SQLite is asked too: a program that knows nothing of our lock may be at work."""
    store.isolation_level = None
    try:
        store.execute("PRAGMA locking_mode=EXCLUSIVE")
        store.execute("BEGIN EXCLUSIVE")
        store.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise StoreError(OPEN) from error
        raise


def _set_aside_as_it_is(files: StoreFiles, point: Path) -> Path:
    """Damaged: whoever knows how may still find something in it."""
    for ending in ("", "-wal", "-journal"):
        kept = point.with_name(point.name + ending)
        with suppress(FileNotFoundError):
            shutil.copyfile(files.beside(ending), kept)
            _dress(kept, files.database)
            _onto_disk(kept)
    return point


def _free_name(file: Path) -> Path:
    """Two in the same second keep both."""
    others = (file.with_stem(f"{file.stem}-{n}") for n in count(2))
    return next(each for each in chain([file], others) if not each.exists())


def _dress(part: Path, like: Path) -> None:
    """As the file that it replaces: root must not leave a store that the server cannot open."""
    known = like if like.exists() else like.parent
    descriptor = os.open(part, os.O_RDONLY)
    try:
        give(descriptor, known)
        if like.exists():
            os.fchmod(descriptor, like.stat().st_mode & 0o7777)
    finally:
        os.close(descriptor)


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except Damaged as error:
        raise StoreError(str(error)) from error
    except (sqlite3.Error, OSError, RuntimeError) as error:
        raise StoreError(f"{file}: {error}") from error
