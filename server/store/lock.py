"""Who is at work on a store: many servers and commands together, or one alone that replaces it.

A lock of the system's, so that it ends with its process, however that ends: a file beside SQLite's
database, an advisory lock of PostgreSQL's.
"""

from __future__ import annotations

import fcntl
import os
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from server.store.engine import open_engine, translated
from server.store.files import files_of
from server.store.private import open_private
from server.store.trouble import StoreError

PATIENCE = 5.0
"""Seconds: most commands are over by then, and so is putting a town hall's copy back."""
AGAIN = 0.05
KEY = 0x5375697661
"""Of PostgreSQL's lock: "Suiva"."""
BUSY = "a server or another command is at work on this store; stop it first"
REPLACED = "the store is being put back or brought up to date; try again when that is done"


class Lock(ABC):
    """Held by one process, until it leaves or ends."""

    def share(self, patience: float = PATIENCE) -> None:
        """Beside others. Raises StoreError while somebody replaces the store."""
        self._wait(alone=False, patience=patience, otherwise=REPLACED)

    def take(self, patience: float = PATIENCE) -> None:
        """Alone. Raises StoreError while anybody else is there."""
        self._wait(alone=True, patience=patience, otherwise=BUSY)

    @abstractmethod
    def keep(self) -> None:
        """Shared again, should it have been lost with the database's server."""

    @abstractmethod
    def leave(self) -> None: ...

    @abstractmethod
    def _try(self, alone: bool) -> bool: ...

    def _wait(self, alone: bool, patience: float, otherwise: str) -> None:
        until = time.monotonic() + patience
        while not self._try(alone):
            if time.monotonic() >= until:
                self.leave()
                raise StoreError(otherwise)
            time.sleep(AGAIN)


class FileLock(Lock):
    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None

    def keep(self) -> None:
        """The system keeps it."""

    def leave(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _try(self, alone: bool) -> bool:
        self.leave()
        self._descriptor = open_private(self._file)
        try:
            fcntl.flock(
                self._descriptor, fcntl.LOCK_NB | (fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            )
        except BlockingIOError:
            return False
        return self._is_the_file(self._descriptor)

    def _is_the_file(self, descriptor: int) -> bool:
        """Somebody may have removed it meanwhile; then others look at another."""
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(descriptor), self._file.stat())
        return False


class AdvisoryLock(Lock):
    """On a connection of its own: PostgreSQL ends the lock with it."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url, writes=False)
        self._connection: Connection | None = None

    def keep(self) -> None:
        """Raises Unavailable while there is no server."""
        try:
            if self._connection:
                self._connection.execute(text("SELECT 1"))
                return
        except DBAPIError:
            self.leave()
        self.share()

    def leave(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            with suppress(DBAPIError):
                connection.invalidate()
            connection.close()
        self._engine.dispose()

    def _try(self, alone: bool) -> bool:
        how = "pg_try_advisory_lock" if alone else "pg_try_advisory_lock_shared"
        with translated():
            self._connection = self._connection or self._engine.connect()
            return bool(self._connection.execute(text(f"SELECT {how}({KEY})")).scalar_one())


class NoLock(Lock):
    """A store in memory is one process's anyway."""

    def keep(self) -> None: ...

    def leave(self) -> None: ...

    def _try(self, alone: bool) -> bool:
        return True


def lock_of(url: str) -> Lock:
    if files := files_of(url):
        return FileLock(files.beside(".lock"))
    return AdvisoryLock(url) if url.startswith("postgres") else NoLock()


@contextmanager
def shared(url: str) -> Iterator[None]:
    lock = lock_of(url)
    lock.share()
    try:
        yield
    finally:
        lock.leave()


@contextmanager
def alone(url: str, patience: float = PATIENCE) -> Iterator[None]:
    lock = lock_of(url)
    lock.take(patience)
    try:
        yield
    finally:
        lock.leave()
