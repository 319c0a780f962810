"""The writer's own connection: kept open, and spoken to by the driver for what is written most.

A town hall writes small groups, and there SQLAlchemy costs more than the store. Disk apart, a group
of one row took 87 µs of a core on SQLite and each row more 9: here 22 and 5. On PostgreSQL it took
420 and 15: here 220 and 10, with two journeys to the server instead of five. What is written seldom
goes through SQLAlchemy all the same, in the same transaction: `connection`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

Rows = Sequence[tuple[Any, ...]]
"""Each with a value for every column of its table, in the table's order."""


class WriterLine(ABC):
    """For one thread. Raises SQLAlchemy's errors, also for those of the driver."""

    mark: str
    """How the driver writes a value's place."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver: Any = connection.connection.driver_connection
        dialect = connection.dialect
        self._dialect, self._driver_error = dialect, dialect.loaded_dbapi.Error

    @property
    def connection(self) -> Connection:
        """The same transaction, for SQLAlchemy."""
        return self._connection

    @abstractmethod
    def begin(self, sites: Iterable[str]) -> None:
        """A transaction for what these sites write."""

    @abstractmethod
    def wait(self) -> None:
        """Until everything that was asked is done."""

    def put(self, table: Table, rows: Rows) -> None:
        with self._as_sqlalchemy():
            self._driver.cursor().executemany(_insert(table, self.mark), rows)

    def commit(self) -> None:
        self.wait()
        self._say("COMMIT")
        self._connection.commit()  # of what SQLAlchemy believes it has begun

    def roll_back(self) -> bool:
        """Whatever went wrong. Returns whether the connection can still be used."""
        try:
            if self._has_begun():
                self._say("ROLLBACK")
            self._connection.rollback()
        except DBAPIError:
            return False
        return not self.is_lost()

    def close(self) -> None:
        with suppress(DBAPIError):
            self._connection.invalidate()
        self._connection.close()

    @abstractmethod
    def is_lost(self) -> bool:
        """The server has gone, and with it this connection."""

    @abstractmethod
    def day(self, on: date) -> Any:
        """A day as the driver takes it, alike to what SQLAlchemy makes of it."""

    @abstractmethod
    def moment(self, at: datetime) -> Any: ...

    @abstractmethod
    def _has_begun(self) -> bool: ...

    def _say(self, words: str, *told: Any) -> None:
        with self._as_sqlalchemy():
            self._driver.execute(words, told)

    @contextmanager
    def _as_sqlalchemy(self) -> Iterator[None]:
        try:
            yield
        except self._driver_error as error:
            raise DBAPIError.instance(
                None, None, error, self._driver_error, dialect=self._dialect
            ) from error


class SqliteLine(WriterLine):
    mark = "?"

    def begin(self, sites: Iterable[str]) -> None:
        """SQLite's writers stand in one line anyway."""
        self._say("BEGIN IMMEDIATE")

    def wait(self) -> None:
        """SQLite has done it when it returns."""

    def is_lost(self) -> bool:
        return False

    def day(self, on: date) -> str:
        return _iso(on)

    def moment(self, at: datetime) -> str:
        return at.astimezone(UTC).isoformat(" ", "microseconds")[:26]

    def _has_begun(self) -> bool:
        return bool(self._driver.in_transaction)


def open_line(engine: Engine) -> WriterLine:
    if engine.dialect.name == "sqlite":
        return SqliteLine(engine.connect())
    from server.store.pipeline import PipelineLine

    return PipelineLine(engine.connect())


@cache
def _insert(table: Table, mark: str) -> str:
    marks = ", ".join([mark] * len(table.columns))
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"


@cache
def _iso(day: date) -> str:
    return day.isoformat()
