"""Whether anybody has written to SQLite's store since: it tells at no cost, PostgreSQL does not.

SQLite counts what other connections committed (`PRAGMA data_version`), each connection by itself,
so one is kept for it. PostgreSQL's nearest, its snapshots, would overlook what was written through
another node of a store that is spread over machines.
"""

from __future__ import annotations

import threading

from sqlalchemy import Connection, Engine


class Mark:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._opened = 0
        self._asking = threading.Lock()

    def read(self) -> tuple[int, int]:
        """Another one when somebody has written."""
        with self._asking:
            if self._connection is None or self._connection.invalidated:
                self._connection = self._engine.connect()
                self._opened += 1
            version = self._connection.exec_driver_sql("PRAGMA data_version").scalar_one()
            self._connection.rollback()
            return self._opened, int(version)

    def close(self) -> None:
        if self._connection:
            self._connection.close()
