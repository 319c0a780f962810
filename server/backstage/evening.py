"""What else a day's end writes and erases, in the transaction that closes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from server.appointments.kept import forget_day
from server.domain.events import Fact
from server.statistics.visits import keep_visits


def end_day(connection: Connection, site: str, day: date, facts: Sequence[Fact]) -> None:
    keep_visits(connection, site, day, facts)
    forget_day(connection, site, day)
