"""Days with hours of their own: decided, taken back, and followed by every process."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from server.application.reception import Reception
from server.domain.business_day import ONE_DAY
from server.domain.exceptional import ExceptionalDay, refused, refused_day
from server.domain.refusal import Code, Refusal

if TYPE_CHECKING:
    from server.application.receptions import Receptions


class ExceptionalDays(Protocol):
    """What is kept of them. Every call blocks, and raises Unavailable when the store is away."""

    def of_sites(
        self, sites: Collection[str], since: date
    ) -> Mapping[str, tuple[ExceptionalDay, ...]]:
        """In the order of their days; whoever has none is left out."""

    def put(self, site: str, wanted: ExceptionalDay, at: datetime) -> ExceptionalDay:
        """What is kept for that day: other hours, where there were some before."""

    def take_back(self, site: str, day: date, at: datetime) -> None: ...


class NoExceptionalDays:
    """Where nobody decides: a rehearsal, a simulated hall."""

    def of_sites(
        self, sites: Collection[str], since: date
    ) -> dict[str, tuple[ExceptionalDay, ...]]:
        return {}

    def put(self, site: str, wanted: ExceptionalDay, at: datetime) -> ExceptionalDay:
        raise NotImplementedError("there is nowhere to keep it")

    def take_back(self, site: str, day: date, at: datetime) -> None:
        raise NotImplementedError("there is nowhere to keep it")


async def decide(
    receptions: Receptions, reception: Reception, wanted: ExceptionalDay
) -> ExceptionalDay | Refusal:
    """The same twice is as good as once; other hours for that day are refused."""
    if refusal := refused(wanted, reception.committed.date):
        return refusal
    days, slug = receptions.exceptional_days, reception.site.slug
    kept = await asyncio.to_thread(days.put, slug, wanted, receptions.now())
    await look_up(receptions)
    if kept != wanted:
        return Refusal(Code.INVALID, {"field": "day", "why": "exceptional_already"})
    return kept


async def take_back(receptions: Receptions, reception: Reception, day: date) -> Refusal | None:
    """One that is gone already is as good as taken back."""
    if refusal := refused_day(day, reception.committed.date):
        return refusal
    days, slug = receptions.exceptional_days, reception.site.slug
    await asyncio.to_thread(days.take_back, slug, day, receptions.now())
    await look_up(receptions)
    return None


async def look_up(receptions: Receptions) -> None:
    """Of every hall that is awake: another process may have decided some. Raises Unavailable."""
    since = first_day(receptions.now())
    found = await asyncio.to_thread(
        receptions.exceptional_days.of_sites, [*receptions.awake], since
    )
    for slug, reception in list(receptions.awake.items()):
        days = found.get(slug, ())
        if reception.site.exceptional != days:
            reception.lay_over(days)
            receptions.changed(reception)


def first_day(now: datetime) -> date:
    """From which hours still matter, in whatever zone and whenever its day ends."""
    return now.date() - ONE_DAY
