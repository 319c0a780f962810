"""Opening the store: SQLite set for durability, or PostgreSQL."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import Engine, create_engine, event

BUSY_SECONDS = 10
LOST_SERVER = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""PostgreSQL behind a cut cable is given up within ten seconds, not after the system's two hours.

Seconds, and milliseconds for the last (libpq, "Connection Control Functions").
"""


def open_engine(url: str, *, writes: bool) -> Engine:
    """An engine for writing (each transaction takes the write lock at once) or for reading."""
    if not url.startswith("sqlite"):
        # The driver warns of every lost race, which is our daily bread (`Conflict`).
        logging.getLogger("psycopg").setLevel(logging.ERROR)
        return create_engine(_psycopg(url), pool_pre_ping=True, connect_args=LOST_SERVER)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_immediate if writes else _begin)
    return engine


def _psycopg(url: str) -> str:
    return "postgresql+psycopg://" + url.split("://", 1)[1]


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
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")
