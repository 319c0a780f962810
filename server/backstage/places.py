"""How far the journals of many sites have come, each by a look-up along the primary key."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ScalarSelect, Select, func, select
from sqlmodel import col

from server.domain.events import NAMES, DayClosed
from server.journal.journal import Journal
from server.journal.tables import JournalRow
from server.promises.tables import PromiserRow
from server.sitefile.tables import SiteRow
from server.store.store import Store


def places(store: Store, sites: Collection[str]) -> dict[str, tuple[date, int]]:
    """Each one's last day, and its last seq in it."""
    last = _last_days(sites).subquery()
    seq = (
        select(func.max(col(JournalRow.seq)))
        .where(col(JournalRow.site) == last.c.slug, col(JournalRow.day) == last.c.day)
        .correlate(last)
        .scalar_subquery()
    )
    query = select(last.c.slug, last.c.day, seq).where(last.c.day.is_not(None))
    with store.reading() as connection:
        return {slug: (day, seq) for slug, day, seq in connection.execute(query)}


def left_open(store: Store) -> list[tuple[str, date]]:
    """The sites whose last fact is not their day's end, with that day."""
    last = _last_days().subquery()
    kind = (
        select(col(JournalRow.kind))
        .where(col(JournalRow.site) == last.c.slug, col(JournalRow.day) == last.c.day)
        .order_by(col(JournalRow.seq).desc())
        .limit(1)
        .correlate(last)
        .scalar_subquery()
    )
    query = select(last.c.slug, last.c.day).where(last.c.day.is_not(None), kind != NAMES[DayClosed])
    with store.reading() as connection:
        return [(slug, day) for slug, day in connection.execute(query)]


def left_to_learn(store: Store) -> list[tuple[str, date]]:
    """The sites that have a closed day after the last one that they have learned of, with it."""
    last = _last_days().subquery()
    query = (
        select(last.c.slug, last.c.day, col(PromiserRow.day))
        .outerjoin(PromiserRow, col(PromiserRow.site) == last.c.slug)
        .where(last.c.day.is_not(None))
        .where(col(PromiserRow.day).is_(None) | (col(PromiserRow.day) < last.c.day))
    )
    with store.reading() as connection:
        found = [(slug, day, known) for slug, day, known in connection.execute(query)]
    closed = ((slug, _closed_by(store, slug, day), known) for slug, day, known in found)
    return [(slug, day) for slug, day, known in closed if day and (not known or day > known)]


def _closed_by(store: Store, slug: str, day: date) -> date | None:
    """This day, or while it goes on the one before."""
    journal = Journal(store)
    if journal.closed(slug, day):
        return day
    before = journal.last_day(slug, before=day)
    return before if before and journal.closed(slug, before) else None


def _last_days(sites: Collection[str] | None = None) -> Select[str, date]:
    query = select(col(SiteRow.slug), _last_day().label("day")).distinct()
    return query if sites is None else query.where(col(SiteRow.slug).in_(sites))


def _last_day() -> ScalarSelect[date]:
    return (
        select(func.max(col(JournalRow.day)))
        .where(col(JournalRow.site) == col(SiteRow.slug))
        .correlate(SiteRow)
        .scalar_subquery()
    )
