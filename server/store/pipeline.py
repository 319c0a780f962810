"""The line to PostgreSQL: BEGIN, the turn and the rows travel together, COMMIT once they are there.

Were COMMIT sent with them, a server that froze and woke would keep what nobody was told.
"""

from __future__ import annotations

import select
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from datetime import date, datetime

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from server.store.line import WriterLine
from server.store.turn import QUEUE_UP


class PipelineLine(WriterLine):
    mark = "%s"

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.execution_options(isolation_level="AUTOCOMMIT"))
        self._pipeline = ExitStack()

    @property
    def connection(self) -> Connection:
        self.wait()
        return self._connection

    def begin(self, sites: Iterable[str]) -> None:
        with self._as_sqlalchemy():
            self._pipeline.enter_context(self._driver.pipeline())
        self._say("BEGIN")
        self._say(QUEUE_UP, sorted(sites))

    def wait(self) -> None:
        with self._as_sqlalchemy():
            self._pipeline.close()

    def roll_back(self) -> bool:
        with suppress(DBAPIError):
            self.wait()
        return super().roll_back()

    def is_lost(self) -> bool:
        """Between transactions a server says nothing, except that it ends: no journey to ask."""
        if self._driver.closed:
            return True
        heard = select.poll()  # not `select.select`: it knows 1024 connections at most
        heard.register(self._driver, select.POLLIN)
        return bool(heard.poll(0))

    def day(self, on: date) -> date:
        return on

    def moment(self, at: datetime) -> datetime:
        return at

    def _has_begun(self) -> bool:
        idle = self._driver.info.transaction_status == TransactionStatus.IDLE
        return not self._driver.closed and not idle
