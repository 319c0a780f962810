"""The journal: facts, kept in order, each once. Blocking; callers keep it off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, select, text

from server.domain.events import NAMES, DayClosed, Fact, FallbackRequested
from server.domain.journal import Entry
from server.journal import codec
from server.journal.places import Places, places_file
from server.journal.tables import FALLBACK, JournalRow, NoteRow
from server.store.columns import table_of
from server.store.line import WriterLine
from server.store.store import Store
from server.store.trouble import Damaged

_JOURNAL, _NOTE = table_of(JournalRow), table_of(NoteRow)

_FACT_COLUMNS = [
    _JOURNAL.c[n] for n in ("seq", "at", "actor", "kind", "body", "key", "fingerprint")
]
# From one site to the next along the primary key, three look-ups each: GROUP BY would read years.
NEWEST = (
    "WITH RECURSIVE sites (site) AS (SELECT min(site) FROM journal UNION ALL "
    "SELECT (SELECT min(site) FROM journal WHERE site > sites.site) FROM sites WHERE site <> ''), "
    "days (site, day) AS (SELECT site, (SELECT max(day) FROM journal WHERE site = sites.site) "
    "FROM sites WHERE site <> '') SELECT site, day, "
    "(SELECT max(seq) FROM journal WHERE site = days.site AND day = days.day) AS seq FROM days"
)
_NEWEST = text(NEWEST).columns(_JOURNAL.c.site, _JOURNAL.c.day, _JOURNAL.c.seq)

AtDayEnd = Callable[[Connection, str, date, Sequence[Fact]], None]
"""What else is written when a site's day closes: site, day, its facts."""


class Journal:
    """Of all sites in a store. `at_day_end`: for whoever writes; it stands or falls with the day's
    last fact."""

    def __init__(self, store: Store, at_day_end: AtDayEnd | None = None) -> None:
        self._store = store
        self._at_day_end = at_day_end
        file = places_file(store.url, store.folder)
        self._places = Places(file) if file else None

    def close(self) -> None:
        if self._places:
            self._places.close()

    def flush(self) -> None:
        """What is known of the newest places, onto the disk."""
        if self._places:
            self._places.flush()

    def append(self, entries: Sequence[Entry]) -> None:
        """All entries in one transaction, or none.

        Raises Conflict when a fact's place is taken (another process was first) and Unavailable
        when the store cannot keep anything now (full disk, lost server).
        """
        with self._store.appending({entry.site for entry in entries}) as line:
            line.put(_JOURNAL, [row for entry in entries for row in _rows(line, entry)])
            if notes := list(_notes(line, entries)):
                line.put(_NOTE, notes)
            for entry in entries:
                if any(isinstance(fact.event, DayClosed) for fact in entry.facts):
                    self._end_day(line.connection, entry.site, entry.day)
        if self._places:
            self._places.note((e.site, (e.day, e.facts[-1].seq)) for e in entries if e.facts)

    def _end_day(self, connection: Connection, site: str, day: date) -> None:
        if self._at_day_end:
            self._at_day_end(connection, site, day, _facts(connection, site, day))
        connection.execute(delete(_NOTE).where(_NOTE.c.site == site, _NOTE.c.day == day))

    def take_turn(self, sites: Iterable[str]) -> None:
        """Waits until no other process writes for these sites; none does until `append` or
        `leave_turn`. Raises Unavailable."""
        self._store.take_turn(sites)

    def leave_turn(self) -> None:
        """Does nothing when something was appended."""
        self._store.leave_turn()

    def facts(self, site: str, day: date, after: int = 0, limit: int | None = None) -> list[Fact]:
        """The facts of a day whose seq is greater than `after`, in order."""
        with self._store.reading() as connection:
            return _facts(connection, site, day, after, limit)

    def answer(self, site: str, day: date, seq: int) -> str | None:
        """What was answered to the command whose first fact is `seq`."""
        query = select(_JOURNAL.c.answer).where(
            _JOURNAL.c.site == site, _JOURNAL.c.day == day, _JOURNAL.c.seq == seq
        )
        with self._store.reading() as connection:
            kept: str | None = connection.execute(query).scalar_one()
            return kept

    def days(self, site: str) -> list[date]:
        """Every day that has facts, oldest first."""
        # From one day to the next along the primary key: DISTINCT would read every fact of years.
        first = select(func.min(_JOURNAL.c.day)).where(_JOURNAL.c.site == site)
        found: list[date] = []
        with self._store.reading() as connection:
            day = connection.execute(first).scalar_one()
            while day is not None:
                found.append(day)
                day = connection.execute(first.where(_JOURNAL.c.day > day)).scalar_one()
        return found

    def last_day(self, site: str, before: date | None = None) -> date | None:
        query = select(func.max(_JOURNAL.c.day)).where(_JOURNAL.c.site == site)
        if before is not None:
            query = query.where(_JOURNAL.c.day < before)
        with self._store.reading() as connection:
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
        with self._store.reading() as connection:
            return connection.execute(query).scalar() == NAMES[DayClosed]

    def newest(self) -> dict[str, tuple[date, int]]:
        """Each site's last place in the journal."""
        with self._store.reading() as connection:
            return {slug: (on, seq) for slug, on, seq in connection.execute(_NEWEST)}

    def last_of(self, site: str, day: date) -> int:
        """A day's last place; 0 when nothing happened."""
        query = select(func.max(_JOURNAL.c.seq)).where(
            _JOURNAL.c.site == site, _JOURNAL.c.day == day
        )
        with self._store.reading() as connection:
            return connection.execute(query).scalar() or 0

    def last_fallback(self, site: str, before: date) -> str | None:
        """The newest number of the fallback tickets printed before this day."""
        query = (
            select(_JOURNAL.c.kind, _JOURNAL.c.body)
            .where(_JOURNAL.c.site == site, _JOURNAL.c.day < before)
            .where(FALLBACK)
            .order_by(_JOURNAL.c.day.desc(), _JOURNAL.c.seq.desc())
            .limit(1)
        )
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        newest = codec.decode(row.kind, row.body) if row else None
        return newest.number if isinstance(newest, FallbackRequested) else None

    def notes(self, site: str, day: date) -> dict[str, str]:
        query = select(_NOTE.c.id, _NOTE.c.text).where(_NOTE.c.site == site, _NOTE.c.day == day)
        with self._store.reading() as connection:
            return {row.id: row.text for row in connection.execute(query)}


def _rows(line: WriterLine, entry: Entry) -> Iterator[tuple[Any, ...]]:
    """As wide as the table; the answer stands beside the first."""
    site, day, answer = entry.site, line.day(entry.day), entry.answer
    for fact in entry.facts:
        kind, body = codec.encode(fact.event)
        at = line.moment(fact.at)
        yield (
            *(site, day, fact.seq, at, fact.actor),
            *(kind, body, fact.key, fact.fingerprint, answer),
        )
        answer = None


def _notes(line: WriterLine, entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        if entry.note:
            reference, words = entry.note
            yield entry.site, reference, line.day(entry.day), words


def _facts(
    connection: Connection, site: str, day: date, after: int = 0, limit: int | None = None
) -> list[Fact]:
    query = (
        select(*_FACT_COLUMNS)
        .where(_JOURNAL.c.site == site, _JOURNAL.c.day == day, _JOURNAL.c.seq > after)
        .order_by(_JOURNAL.c.seq)
        .limit(limit)
    )
    facts: list[Fact] = []
    try:
        for seq, at, actor, kind, body, key, fingerprint in connection.execute(query):
            facts.append(Fact(seq, at, actor, codec.decode(kind, body), key, fingerprint))
    except (KeyError, ValueError):
        last = facts[-1].seq if facts else after
        raise Damaged(f"{site} {day}: what follows fact {last} cannot be read") from None
    return facts
