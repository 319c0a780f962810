"""Whether the store takes what is written, proved by writing: a full disk still answers readers.

A transaction that leaves nothing, committed, since what is rolled back never reaches the disk.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sqlalchemy import Connection, text

from server.domain.journal import Unavailable

EVERY = 2.0
"""Seconds for which an answer is good: whoever asks without end must not write without end."""
SAME_REVISION = text("UPDATE alembic_version SET version_num = version_num")


class Proof:
    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._asking = threading.Lock()
        self._asked_at = float("-inf")
        self._failed: Unavailable | None = None

    def ask(self, anew: bool) -> None:
        """Raises Unavailable. `anew`: something has gone wrong since."""
        with self._asking:
            if anew or time.monotonic() - self._asked_at >= EVERY:
                self._failed = self._find_out()
                self._asked_at = time.monotonic()
            if self._failed:
                raise Unavailable(str(self._failed))

    def _find_out(self) -> Unavailable | None:
        try:
            self._write()
        except Unavailable as error:
            return error
        return None


def write_nothing(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        connection.execute(SAME_REVISION)
        return
    # SQLite would not write a row that stays the same; this number, which nobody uses, it does.
    kept = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version = {kept}")
