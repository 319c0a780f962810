"""What the nights have left in the store, as values. Blocking.

Compressed JSON: nothing of it could be run, and a year of a site takes a few megabytes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from server.domain.promise import (
    Kept,
    PastDay,
    Promiser,
    as_data,
    from_data,
    kept_as_data,
    kept_from_data,
)
from server.domain.promise.lesson import day_as_data, day_from_data
from server.domain.promise.tally import PromiseTally
from server.promises.tables import PromiseDayRow, PromiserRow
from server.store.columns import table_of
from server.store.store import Store

_DAY, _PROMISER = table_of(PromiseDayRow), table_of(PromiserRow)
UNREADABLE = (LookupError, TypeError, ValueError, zlib.error)
"""Of another version, or torn: nothing that a hall stays shut for."""


@dataclass(frozen=True, slots=True)
class Night:
    """What one day has shown."""

    tallies: list[PromiseTally]
    lesson: PastDay
    kept: list[Kept]


def days_learned(store: Store, site: str) -> list[date]:
    """Those that whoever promises today has learned of. A night that was cut off has scored some
    more."""
    until = select(_PROMISER.c.day).where(_PROMISER.c.site == site).scalar_subquery()
    query = select(_DAY.c.day).where(_DAY.c.site == site, _DAY.c.day <= until)
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def keep_night(store: Store, site: str, day: date, night: Night) -> None:
    """In place of what was kept of that day before."""
    row = {
        "site": site,
        "day": day,
        "tallies": _packed([asdict(each) for each in night.tallies]),
        "lesson": _packed(day_as_data(night.lesson)),
        "kept": _packed(kept_as_data(night.kept)),
    }
    with store.writing() as connection:
        connection.execute(delete(_DAY).where(_DAY.c.site == site, _DAY.c.day == day))
        connection.execute(insert(_DAY), [row])


def lessons(store: Store, site: str, since: date) -> tuple[list[PastDay], list[Kept]]:
    """In order. A day of which not everything can be read is passed over."""
    query = (
        select(_DAY.c.lesson, _DAY.c.kept)
        .where(_DAY.c.site == site, _DAY.c.day >= since)
        .order_by(_DAY.c.day)
    )
    days: list[PastDay] = []
    kept: list[Kept] = []
    with store.reading() as connection:
        for lesson, promises in connection.execute(query):
            with suppress(*UNREADABLE):
                its = day_from_data(_unpacked(lesson)), kept_from_data(_unpacked(promises))
                days.append(its[0])
                kept += its[1]
    return days, kept


def tallies_of(store: Store, site: str, since: date, until: date) -> list[PromiseTally]:
    """Both days included."""
    query = select(_DAY.c.tallies).where(_DAY.c.site == site, _DAY.c.day.between(since, until))
    with store.reading() as connection:
        rows = connection.execute(query).scalars()
        return [PromiseTally(**each) for row in rows for each in _unpacked(row)]


def keep_promiser(store: Store, site: str, day: date, promiser: Promiser) -> None:
    row = {"site": site, "day": day, "model": _packed(as_data(promiser))}
    with store.writing() as connection:
        connection.execute(delete(_PROMISER).where(_PROMISER.c.site == site))
        connection.execute(insert(_PROMISER), [row])


def nights_learned(store: Store, sites: Collection[str]) -> dict[str, date]:
    """The last day that each has learned of, where it has learned at all."""
    query = select(_PROMISER.c.site, _PROMISER.c.day).where(_PROMISER.c.site.in_(sites))
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return {row.site: row.day for row in rows}


def newest_promiser(store: Store, site: str) -> Promiser | None:
    """None where no night has learned anything that this version can read."""
    query = select(_PROMISER.c.model).where(_PROMISER.c.site == site)
    with store.reading() as connection:
        model = connection.execute(query).scalar()
    try:
        return from_data(_unpacked(model)) if model else None
    except UNREADABLE:
        return None


def _packed(data: Any) -> bytes:
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode())


def _unpacked(kept: bytes) -> Any:
    return json.loads(zlib.decompress(kept))
