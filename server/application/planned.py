"""Interruptions of days to come: planned, taken back, and begun with their day."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from server.application.days import SYSTEM
from server.application.reception import Reception
from server.domain.commands import InterruptService
from server.domain.planned import PlannedInterruption, beginning, planned_by, refused
from server.domain.refusal import Code, Refusal

if TYPE_CHECKING:
    from server.application.receptions import Receptions


class Plans(Protocol):
    """What is kept of them. Every call blocks, and raises Unavailable when the store is away."""

    def of_sites(self, sites: Collection[str]) -> Mapping[str, Sequence[PlannedInterruption]]:
        """In the order of their days; whoever has none is left out."""

    def put(self, site: str, planned: PlannedInterruption, today: date) -> PlannedInterruption:
        """What is kept for that service and day: another, where one was there before."""

    def take_back(self, site: str, service: str, day: date) -> None: ...


class NoPlans:
    """Where nobody plans: a rehearsal, a simulated hall."""

    def of_sites(self, sites: Collection[str]) -> dict[str, Sequence[PlannedInterruption]]:
        return {}

    def put(self, site: str, planned: PlannedInterruption, today: date) -> PlannedInterruption:
        raise NotImplementedError("there is nowhere to keep it")

    def take_back(self, site: str, service: str, day: date) -> None:
        raise NotImplementedError("there is nowhere to keep it")


def for_a_later_day(reception: Reception, command: InterruptService) -> PlannedInterruption | None:
    """None for one of today, or of a day that is over."""
    planned = planned_by(command, reception.site)
    return planned if planned.day > reception.committed.date else None


async def plan(
    receptions: Receptions, reception: Reception, planned: PlannedInterruption
) -> PlannedInterruption | Refusal:
    """The same twice is as good as once; another of that service and day is refused."""
    slug, today = reception.site.slug, reception.committed.date
    if refusal := refused(planned, reception.site):
        return refusal
    kept = await asyncio.to_thread(receptions.plans.put, slug, planned, today)
    await look_up(receptions)
    if kept != planned:
        return Refusal(Code.INVALID, {"field": "begins", "why": "planned_already"})
    return kept


async def take_back(receptions: Receptions, reception: Reception, service: str, day: date) -> None:
    """One that is gone already is as good as taken back."""
    await asyncio.to_thread(receptions.plans.take_back, reception.site.slug, service, day)
    await look_up(receptions)


async def look_up(receptions: Receptions) -> None:
    """Of every hall that is awake: another process may have planned some. Those of today begin.

    Raises Unavailable.
    """
    found = await asyncio.to_thread(receptions.plans.of_sites, [*receptions.awake])
    for slug, reception in list(receptions.awake.items()):
        planned = tuple(found.get(slug, ()))
        if reception.planned != planned:
            reception.planned = planned
            receptions.changed(reception)
        await _begin(receptions, reception)


async def _begin(receptions: Receptions, reception: Reception) -> None:
    """As facts of the day: boards and phones, and whoever proves it fair, read them there."""
    day, now = reception.committed, receptions.now()
    for each in [*beginning(reception.planned, day, reception.site, now)]:
        await receptions.do(reception, each.command, SYSTEM, each.key)
