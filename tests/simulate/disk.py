"""The disk that all processes share: rows as the database would keep them, and who watches them.

It outlives every process. What is written stands whole or not at all; a place that is taken is
refused.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from server.application.sites import EnrolledPrinter
from server.domain.events import NAMES, DayClosed, Fact
from server.domain.journal import Conflict, Entry
from server.domain.site import Site
from server.journal import codec


class Row(NamedTuple):
    seq: int
    at: datetime
    actor: str
    kind: str
    body: str
    key: str | None
    fingerprint: str | None
    answer: str | None

    @property
    def fact(self) -> Fact:
        event = codec.decode(self.kind, self.body)
        return Fact(self.seq, self.at, self.actor, event, self.key, self.fingerprint)


class Place(NamedTuple):
    site: str
    day: date


Witness = Callable[[Place, Sequence[Row]], None]
"""Hears of every commit, in order."""


@dataclass
class Disk:
    remote: bool
    """A database server that may be away (PostgreSQL), else a file that may be full (SQLite)."""
    rows: dict[Place, list[Row]] = field(default_factory=dict)
    notes: dict[Place, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    sites: dict[str, list[Site]] = field(default_factory=dict)
    """Every version."""
    printers: dict[str, EnrolledPrinter] = field(default_factory=dict)
    """Those that are not revoked."""
    let_in: dict[str, int] = field(default_factory=dict)
    """How often each device was enrolled, each person signed in: another time, another token."""
    shut_out: set[str] = field(default_factory=set)
    turns: dict[str, object] = field(default_factory=dict)
    """By site, the process that alone may write now; `ALL` where writers stand in one line."""
    changes: int = 0
    away: bool = False
    full: bool = False
    witnesses: list[Witness] = field(default_factory=list)

    def write(self, entries: Sequence[Entry]) -> None:
        """All or nothing. Raises Conflict."""
        lengths: dict[Place, int] = {}
        for entry in entries:
            place = Place(entry.site, entry.day)
            last = lengths.get(place, len(self.rows.get(place, ())))
            if entry.facts[0].seq <= last:
                raise Conflict(f"{place} has {last}")
            lengths[place] = entry.facts[-1].seq
        for entry in entries:
            self._keep(entry)
        self.changes += 1

    def _keep(self, entry: Entry) -> None:
        place = Place(entry.site, entry.day)
        rows = [*_rows(entry)]
        self.rows.setdefault(place, []).extend(rows)
        if entry.note:
            self.notes[place][entry.note[0]] = entry.note[1]
        if rows[-1].kind == NAMES[DayClosed]:
            self.notes.pop(place, None)
        for witness in self.witnesses:
            witness(place, rows)

    def days(self, site: str) -> list[date]:
        return sorted(place.day for place in self.rows if place.site == site)

    def closed(self, place: Place) -> bool:
        return self.rows[place][-1].kind == NAMES[DayClosed]

    def load(self, site: Site) -> None:
        """A site file is put in force."""
        self.sites.setdefault(site.slug, []).append(site)
        self.changes += 1

    def enrol(self, printer: EnrolledPrinter) -> None:
        self.printers[printer.id] = printer
        self.let(printer.id)

    def let(self, who: str) -> None:
        """A device is enrolled, or somebody signs in."""
        self.let_in[who] = self.let_in.get(who, 0) + 1
        self.shut_out.discard(who)
        self.changes += 1

    def shut(self, who: str) -> None:
        """A device is revoked, or an account disabled."""
        self.printers.pop(who, None)
        self.shut_out.add(who)
        self.changes += 1

    def token_of(self, who: str) -> str:
        """The last that was given, in force or not."""
        return f"{who}#{self.let_in.get(who, 0)}"

    def in_force(self, token: str) -> bool:
        who = token.partition("#")[0]
        return token == self.token_of(who) and who in self.let_in and who not in self.shut_out

    def digest(self) -> str:
        """Of every byte of the journal."""
        said = hashlib.blake2b(digest_size=16)
        for place in sorted(self.rows):
            for row in self.rows[place]:
                said.update(f"{place}{row}".encode())
        return said.hexdigest()

    @property
    def facts(self) -> int:
        return sum(map(len, self.rows.values()))


def _rows(entry: Entry) -> list[Row]:
    """The answer stands beside the first."""
    rows, answer = [], entry.answer
    for fact in entry.facts:
        kind, body = codec.encode(fact.event)
        rows.append(
            Row(fact.seq, fact.at, fact.actor, kind, body, fact.key, fact.fingerprint, answer)
        )
        answer = None
    return rows
