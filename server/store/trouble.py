"""What an administrator has to mend before the store can be used."""

from __future__ import annotations

import sqlite3

from server.domain.journal import Unavailable

RESTORE = "put the last copy back: suivant restore FILE"
RESTORE_POSTGRESQL = "put the last copy back with pg_restore (docs/administer.md)"
DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""SQLite's words for what it cannot read."""


def cure_of(url: str) -> str:
    """Of a store that has lost something."""
    return RESTORE if url.startswith("sqlite") else RESTORE_POSTGRESQL


class StoreError(Exception):
    """Said in one line, with the cure."""


class Damaged(Unavailable):
    """What stands in the store cannot be read. It may be one page of many."""
