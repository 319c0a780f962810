"""A connection that gives up on a PostgreSQL that has frozen.

A server whose disk hangs or whose machine is suspended keeps the line alive: the system
acknowledges every packet and no answer comes. libpq waits for that for ever; we do not.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus

ANSWERS_WITHIN = 4.0
"""Seconds. Whoever stands before the kiosk is told sooner than she walks away."""


class ImpatientConnection(psycopg.Connection[Any]):
    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Raises OperationalError when no answer comes, and is then closed.

        Nobody knows whether what was asked is done: a commit may still happen when the server
        wakes. Its place in the journal tells, as with every race.
        """
        try:
            return super().wait(gen, interval, ANSWERS_WITHIN if timeout is None else timeout)
        except psycopg.OperationalError as error:
            if not _is_an_answer(error) and self._is_waiting():
                self.close()
            raise

    def _is_waiting(self) -> bool:
        return self.pgconn.transaction_status == TransactionStatus.ACTIVE


def _is_an_answer(error: psycopg.OperationalError) -> bool:
    """The server refused, be it what stood in a pipeline behind something refused."""
    return error.sqlstate is not None or isinstance(error, psycopg.errors.PipelineAborted)
