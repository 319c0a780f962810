"""Taking turns, where several processes write for one site.

The place in the journal decides every race (`server.journal.tables`), and needs no lock for it. But
whoever has just won knows the day, begins its next group at once, and would win again and again,
while the others read what they missed. So they queue up: first come, first served. It is a courtesy
alone: a process that did not queue up could be refused, never believed.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ARRAY, Connection, Engine, Text, bindparam, text

_QUEUE_UP = text(
    "SELECT pg_advisory_xact_lock(place) FROM ("
    "SELECT hashtextextended(site, 0) AS place FROM unnest(:sites) AS site ORDER BY 1) AS places"
).bindparams(bindparam("sites", type_=ARRAY(Text)))


def queue_up(connection: Connection, sites: Iterable[str]) -> None:
    """Until the transaction ends. SQLite's writers stand in one line anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(_QUEUE_UP, {"sites": sorted(sites)})


class Turn:
    """A transaction that begins before it is known what will be written in it."""

    def __init__(self, engine: Engine, sites: Iterable[str]) -> None:
        self.connection = engine.connect()
        try:
            self.transaction = self.connection.begin()
            queue_up(self.connection, sites)
        except BaseException:
            self.connection.close()
            raise

    def leave(self) -> None:
        """Nothing was written."""
        self.connection.close()
