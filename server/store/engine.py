"""Opening the store: SQLite set for durability, or PostgreSQL; and what its errors mean."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from server.domain.journal import Conflict, Unavailable
from server.store.files import StoreFiles, files_of
from server.store.private import open_private
from server.store.trouble import DAMAGE, Damaged

BUSY_SECONDS = 10
LOST_SERVER = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""PostgreSQL behind a cut cable is given up within ten seconds, not after the system's two hours.

Seconds, and milliseconds for the last (libpq, "Connection Control Functions").
"""
STUCK_SERVER = {"options": "-c lock_timeout=3000 -c idle_in_transaction_session_timeout=5000"}
"""Another process that froze in the middle of a transaction keeps its place in the journal for five
seconds (milliseconds here), not until somebody finds it.
"""


def open_engine(url: str, *, writes: bool, patient: bool = False) -> Engine:
    """An engine for writing (each transaction takes the write lock at once) or for reading.

    `patient`: for work that may take its time, with nobody waiting (migrations).
    """
    if not url.startswith("sqlite"):
        return _postgresql(url, writes, patient)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,  # an error that is logged must not hold a colleague's note
    )
    if files := files_of(url):
        event.listen(engine, "do_connect", partial(_make_private, files))
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_immediate if writes else _begin)
    return engine


def _postgresql(url: str, writes: bool, patient: bool) -> Engine:
    # The driver warns of every lost race, which is our daily bread (`Conflict`).
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    address = "postgresql+psycopg://" + url.split("://", 1)[1]
    limits = LOST_SERVER if patient else LOST_SERVER | STUCK_SERVER
    engine = create_engine(
        address,
        pool_pre_ping=True,
        connect_args=limits,
        hide_parameters=True,
        # A reader asks one thing at a time: BEGIN and ROLLBACK would be two journeys more.
        isolation_level=None if writes else "AUTOCOMMIT",
    )
    if not patient:
        event.listen(engine, "do_connect", _connect_impatiently)
    return engine


def _connect_impatiently(_dialect: object, _record: object, words: Any, told: Any) -> Any:
    from server.store.impatient import ImpatientConnection

    return ImpatientConnection.connect(*words, **told)


def _make_private(files: StoreFiles, *_told: object) -> None:
    """SQLite would make it as the umask says, and its log like it."""
    if files.database.parent.is_dir() and not files.database.exists():
        os.close(open_private(files.database))


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling begins too late; see SQLAlchemy's pysqlite notes.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL: what was acknowledged survives a power cut, not only a crash.
    # secure_delete: an erased note is overwritten, not only unlinked (GDPR art. 17).
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    # Unless the journal's line has begun it already (`line.py`).
    if not connection.connection.driver_connection.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")


@contextmanager
def translated() -> Iterator[None]:
    """The driver's errors as ours: Conflict, Damaged or Unavailable.

    What can never be kept says nothing against the store, and stays the error that it is.
    """
    try:
        yield
    except DataError:
        raise
    except IntegrityError as error:
        raise Conflict(_on_a_line(error)) from error
    except DBAPIError as error:
        raise (Damaged if _is_damage(error) else Unavailable)(_on_a_line(error)) from error


def _is_damage(error: DBAPIError) -> bool:
    """SQLite's own words; of a text that is none the driver says it, without a number."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return code in DAMAGE or "UTF-8" in str(error.orig)


def _on_a_line(error: DBAPIError) -> str:
    return " ".join(str(error.orig).split())
