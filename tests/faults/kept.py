"""What the store has kept, read in plain SQL, without a line of the server's code."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

import psycopg

QUERY = "SELECT seq, kind, body, key FROM journal ORDER BY day, seq"


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of the journal."""

    place: int
    kind: str
    number: str
    key: str | None


def kept_in(database: str) -> list[Kept]:
    """Every row, in order. `database` is an address as in SUIVANT_DATABASE_URL."""
    rows = _sqlite(database) if database.startswith("sqlite") else _postgresql(database)
    return [
        Kept(seq, kind, str(json.loads(body).get("number", "")), key)
        for seq, kind, body, key in rows
    ]


def _sqlite(database: str) -> list[tuple[int, str, str, str | None]]:
    connection = sqlite3.connect(database.removeprefix("sqlite:///"))
    try:
        return connection.execute(QUERY).fetchall()
    finally:
        connection.close()


def _postgresql(database: str) -> list[tuple[int, str, str, str | None]]:
    with psycopg.connect(database) as connection:
        return connection.execute(QUERY).fetchall()
