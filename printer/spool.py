"""The agent's memory on disk: what became of each job, and what the printer is still owed.

Written and synced before the first byte of a ticket leaves, so that after a power cut the agent
knows that a piece of paper of unknown fate may hang in the printer.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from printer.fate import HANGING, MEANINGS, Fate, Meaning

KEEP = 5000
"""How many jobs are remembered."""

_TABLES = """
create table if not exists job (
    place integer primary key autoincrement,
    id text not null unique, number text not null, state text not null, reason text
);
create table if not exists note (name text primary key, value text not null);
"""
_HANGS = f"({', '.join('?' * len(HANGING))})"


class SpoolBroken(OSError):
    """The disk takes nothing more. What cannot be remembered must not be printed."""


class SpoolInUse(RuntimeError):
    """Another agent works with this spool: two would print the same ticket twice."""


@dataclass(frozen=True)
class Record:
    id: str
    number: str
    fate: Fate
    reason: str | None

    @property
    def meaning(self) -> Meaning:
        return MEANINGS[self.fate]


class Spool:
    """One folder, one agent."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = (folder / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise SpoolInUse(f"{folder} is used by another printer agent") from None
        self.folder = folder
        try:
            self._store = sqlite3.connect(folder / "jobs.sqlite", isolation_level=None)
            self._store.execute("pragma journal_mode = delete")
            # `full` does not sync the folder after the journal is deleted: a power cut could
            # bring it back, and with it the time before the ticket.
            self._store.execute("pragma synchronous = extra")
            self._store.executescript(_TABLES)
        except sqlite3.Error as error:
            raise SpoolBroken(f"{folder} cannot be used: {error}") from error

    def close(self) -> None:
        self._store.close()
        self._lock.close()

    def find(self, job: str) -> Record | None:
        row = self._store.execute(
            "select id, number, state, reason from job where id = ?", (job,)
        ).fetchone()
        return Record(*row) if row else None

    def write(self, job: str, number: str, fate: Fate, reason: str | None = None) -> None:
        """On disk when this returns. Raises `SpoolBroken`."""
        with self._writing() as store:
            store.execute(
                "insert into job (id, number, state, reason) values (?, ?, ?, ?) "
                "on conflict (id) do update set state = excluded.state, reason = excluded.reason",
                (job, number, fate, reason),
            )
            store.execute(
                "delete from job where place <= (select max(place) from job) - ? "
                f"and state not in {_HANGS}",
                (KEEP, *HANGING),
            )

    def hanging(self) -> Record | None:
        """The job whose paper has an unknown fate; there is at most one."""
        row = self._store.execute(
            f"select id, number, state, reason from job where state in {_HANGS} "
            "order by place limit 1",
            HANGING,
        ).fetchone()
        return Record(*row) if row else None

    def note(self, name: str) -> str | None:
        row = self._store.execute("select value from note where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_note(self, name: str, value: str) -> None:
        """Raises `SpoolBroken`."""
        with self._writing() as store:
            store.execute("insert or replace into note values (?, ?)", (name, value))

    def try_out(self) -> None:
        """Whether the disk takes something. Raises `SpoolBroken`."""
        self.set_note("tried", "yes")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All of it, on disk, or nothing of it."""
        try:
            self._store.execute("begin immediate")
            yield self._store
            self._store.execute("commit")
        except sqlite3.Error as error:
            if self._store.in_transaction:
                self._store.execute("rollback")
            raise SpoolBroken(f"{self.folder} cannot be written: {error}") from error
