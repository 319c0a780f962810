"""The journal on an SQL store. Every method is blocking; callers keep it off the event loop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, delete, func, insert, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import SQLModel

from server.domain.events import NAMES, DayClosed, Fact, FallbackRequested
from server.domain.journal import Entry
from server.domain.visits import visits_of
from server.journal import codec
from server.journal.tables import (
    PRINTED_IN_ADVANCE,
    JournalRow,
    NoteRow,
    SiteRow,
    StageRow,
    VisitRow,
)
from server.store.doubt import Doubt
from server.store.engine import open_engine, translated
from server.store.mark import Mark
from server.store.turn import Turn, queue_up


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel leaves it untyped
    return table


_JOURNAL, _NOTE, _SITE = _table(JournalRow), _table(NoteRow), _table(SiteRow)
_FACT_COLUMNS = [
    _JOURNAL.c[n] for n in ("seq", "at", "actor", "kind", "body", "key", "fingerprint")
]


class Store:
    """One database, with an engine for the writer and one for readers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.writer: Engine = open_engine(url, writes=True)
        self.reader: Engine = open_engine(url, writes=False)
        self._remote = self.writer.dialect.name != "sqlite"
        self._doubt = Doubt()
        self._mark = Mark(self.reader)
        self._turn: Turn | None = None

    def close(self) -> None:
        self._mark.close()
        self.writer.dispose()
        self.reader.dispose()

    def append(self, entries: Sequence[Entry]) -> None:
        """All entries in one transaction, or none.

        Raises Conflict when a fact's place is taken (another process was first) and Unavailable
        when the store cannot keep anything now (full disk, lost server).
        """
        rows = [
            codec.row(entry.site, entry.day, fact, entry.answer if i == 0 else None)
            for entry in entries
            for i, fact in enumerate(entry.facts)
        ]
        notes = [
            {"id": entry.note[0], "site": entry.site, "day": entry.day, "text": entry.note[1]}
            for entry in entries
            if entry.note
        ]
        with self._writing_for({entry.site for entry in entries}) as connection:
            connection.execute(insert(_JOURNAL), rows)
            if notes:
                connection.execute(insert(_NOTE), notes)
            for entry in entries:
                if any(isinstance(fact.event, DayClosed) for fact in entry.facts):
                    _settle_day(connection, entry.site, entry.day)

    def take_turn(self, sites: Iterable[str]) -> None:
        """Waits until no other process writes for these sites; none does until `append` or
        `leave_turn`. Raises Unavailable."""
        with self._asked():
            self._turn = Turn(self.writer, sites)

    def leave_turn(self) -> None:
        """Does nothing when something was appended."""
        turn, self._turn = self._turn, None
        if turn:
            with translated():
                turn.leave()

    def facts(self, site: str, day: date, after: int = 0, limit: int | None = None) -> list[Fact]:
        """The facts of a day whose seq is greater than `after`, in order."""
        query = (
            select(*_FACT_COLUMNS)
            .where(_JOURNAL.c.site == site, _JOURNAL.c.day == day, _JOURNAL.c.seq > after)
            .order_by(_JOURNAL.c.seq)
            .limit(limit)
        )
        with self.reading() as connection:
            return [_fact(row) for row in connection.execute(query)]

    def answer(self, site: str, day: date, seq: int) -> str | None:
        """What was answered to the command whose first fact is `seq`."""
        query = select(_JOURNAL.c.answer).where(
            _JOURNAL.c.site == site, _JOURNAL.c.day == day, _JOURNAL.c.seq == seq
        )
        with self.reading() as connection:
            kept: str | None = connection.execute(query).scalar_one()
            return kept

    def days(self, site: str) -> list[date]:
        """Every day that has facts, oldest first."""
        # From one day to the next along the primary key: DISTINCT would read every fact of years.
        first = select(func.min(_JOURNAL.c.day)).where(_JOURNAL.c.site == site)
        found: list[date] = []
        with self.reading() as connection:
            day = connection.execute(first).scalar_one()
            while day is not None:
                found.append(day)
                day = connection.execute(first.where(_JOURNAL.c.day > day)).scalar_one()
        return found

    def last_day(self, site: str, before: date | None = None) -> date | None:
        query = select(func.max(_JOURNAL.c.day)).where(_JOURNAL.c.site == site)
        if before is not None:
            query = query.where(_JOURNAL.c.day < before)
        with self.reading() as connection:
            last: date | None = connection.execute(query).scalar_one()
            return last

    def closed(self, site: str, day: date) -> bool:
        """Whether the day's last fact is its end."""
        query = (
            select(_JOURNAL.c.kind)
            .where(_JOURNAL.c.site == site, _JOURNAL.c.day == day)
            .order_by(_JOURNAL.c.seq.desc())
            .limit(1)
        )
        with self.reading() as connection:
            return connection.execute(query).scalar() == NAMES[DayClosed]

    def newest(self) -> dict[str, tuple[date, int]]:
        """Each site's last place in the journal: one look-up a site along the primary key."""
        here = _JOURNAL.c.site == _SITE.c.slug
        day = select(func.max(_JOURNAL.c.day)).where(here).correlate(_SITE).scalar_subquery()
        sites = select(_SITE.c.slug, day.label("day")).distinct().subquery()
        last = (
            select(func.max(_JOURNAL.c.seq))
            .where(_JOURNAL.c.site == sites.c.slug, _JOURNAL.c.day == sites.c.day)
            .correlate(sites)
            .scalar_subquery()
        )
        query = select(sites.c.slug, sites.c.day, last).where(sites.c.day.is_not(None))
        with self.reading() as connection:
            return {slug: (on, seq) for slug, on, seq in connection.execute(query)}

    def last_fallback(self, site: str, before: date) -> str | None:
        """The newest number that was printed in advance before this day."""
        query = (
            select(_JOURNAL.c.kind, _JOURNAL.c.body)
            .where(_JOURNAL.c.site == site, _JOURNAL.c.day < before)
            .where(PRINTED_IN_ADVANCE)
            .order_by(_JOURNAL.c.day.desc(), _JOURNAL.c.seq.desc())
            .limit(1)
        )
        with self.reading() as connection:
            row = connection.execute(query).first()
        newest = codec.decode(row.kind, row.body) if row else None
        return newest.number if isinstance(newest, FallbackRequested) else None

    def notes(self, site: str, day: date) -> dict[str, str]:
        query = select(_NOTE.c.id, _NOTE.c.text).where(_NOTE.c.site == site, _NOTE.c.day == day)
        with self.reading() as connection:
            return {row.id: row.text for row in connection.execute(query)}

    def mark(self) -> object:
        """Another one when somebody has written to the store; None where nobody can tell."""
        with self._asked():
            return self._mark.read()

    def ping(self) -> None:
        """Raises Unavailable when the store does not answer."""
        with self.reading() as connection:
            connection.execute(select(1))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._asked(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def _writing_for(self, sites: Iterable[str]) -> Iterator[Connection]:
        turn, self._turn = self._turn, None
        if turn is None:
            with self.writing() as connection:
                queue_up(connection, sites)
                yield connection
            return
        # Outermost, so that a turn is given back whatever happens.
        with turn.connection, self._asked(), turn.transaction:
            yield turn.connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._asked(), self.reader.connect() as connection:
            yield connection

    @property
    def in_doubt(self) -> bool:
        """The last call found no server: what is known of the day may be old."""
        return self._doubt.there

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Raises Conflict or Unavailable."""
        with self._doubt.asking(), translated():
            try:
                yield
            except DBAPIError as error:
                # A full disk beside us still answers readers; a server that is away answers nobody.
                self._doubt.there = self._remote and isinstance(error, OperationalError)
                raise


def _fact(row: Row[Any]) -> Fact:
    """Of `_FACT_COLUMNS`."""
    event = codec.decode(row.kind, row.body)
    return Fact(row.seq, row.at, row.actor, event, row.key, row.fingerprint)


def _settle_day(connection: Connection, site: str, day: date) -> None:
    """A closed day: its visits become rows, its notes are erased."""
    query = (
        select(*_FACT_COLUMNS)
        .where(_JOURNAL.c.site == site, _JOURNAL.c.day == day)
        .order_by(_JOURNAL.c.seq)
    )
    visits, stages = [], []
    for visit in visits_of(_fact(row) for row in connection.execute(query)):
        place = {"site": site, "day": day, "number": visit.number}
        visits.append(place | {
            "services": " ".join(visit.services), "language": visit.language,
            "priority": visit.priority, "taken_at": visit.taken_at,
            "ended_at": visit.ended_at, "ending": visit.ending,
        })  # fmt: skip
        for n, stage in enumerate(visit.stages):
            stages.append(place | {
                "n": n, "counter": stage.counter, "services": " ".join(stage.services),
                "called_at": stage.called_at, "started_at": stage.started_at,
                "ended_at": stage.ended_at, "ending": stage.ending,
            })  # fmt: skip
    if visits:
        connection.execute(insert(_table(VisitRow)), visits)
    if stages:
        connection.execute(insert(_table(StageRow)), stages)
    connection.execute(delete(_NOTE).where(_NOTE.c.site == site, _NOTE.c.day == day))
