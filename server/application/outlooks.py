"""Each hall's rest of the day, played on whenever something has changed there.

In a process of its own: nobody at a screen waits for it. What somebody is told meanwhile is what
was foreseen a moment ago, with what has changed since.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from server.application.appointments import still_expected
from server.application.aside import Aside, Failed
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.domain.day import Day
from server.domain.forecast import estimate_for
from server.domain.foresight import Draws, Expected, foresee
from server.domain.lifecycle import OPEN
from server.domain.site import Site
from server.domain.waits import Waits, newcomer_place

OLD = timedelta(minutes=1)
"""After so long it is played on again, though nothing has changed but the hour."""
BEHIND = timedelta(minutes=60)
"""Who came within it says how many will come."""
LEAST = timedelta(minutes=30)
"""Whoever stands at the door when it opens says little of the hours to come."""
AFTER_CLOSING = timedelta(hours=2)
"""What is played on of an evening, where the doors are closed already."""

LONGEST = timedelta(seconds=30)
"""Of one hall: the largest there are take a tenth of a second, and no hall keeps others waiting."""

log = structlog.get_logger()


@dataclass(frozen=True)
class _Looked:
    """From where a hall was last played on."""

    waits: Waits
    """Of that day: another day, or one that was read again, has its own."""
    site: Site
    seq: int
    at: datetime
    failed: bool = False


class Outlooks:
    def __init__(self, receptions: Receptions, aside: Aside, longest: timedelta = LONGEST) -> None:
        self._receptions = receptions
        self._aside = aside
        self._longest = longest.total_seconds()
        self._looked: dict[str, _Looked] = {}

    def close(self) -> None:
        self._aside.end()

    async def look_ahead(self) -> None:
        """One hall after the other; where nobody is at a counter there is nothing to foresee."""
        awake = dict(self._receptions.awake)
        self._looked = {slug: seen for slug, seen in self._looked.items() if slug in awake}
        for slug, reception in awake.items():
            sight = Sight(reception, self._receptions.now(), "fr")
            if self._is_due(slug, sight):
                looked = _Looked(sight.waits, sight.site, sight.day.seq, sight.now)
                done = await self._tried(slug, sight)
                self._looked[slug] = looked if done else replace(looked, failed=True)

    def _is_due(self, slug: str, sight: Sight) -> bool:
        if sight.reception.promiser is None or not any(sight.day.open_seats()):
            return False
        before = self._looked.get(slug)
        # A clock that was set back says nothing of how long ago it was.
        if before is None or before.waits is not sight.waits or abs(sight.now - before.at) >= OLD:
            return True
        # What fails is not tried at every ticket: others stand behind it.
        return not before.failed and (before.seq, before.site) != (sight.day.seq, sight.site)

    async def _tried(self, slug: str, sight: Sight) -> bool:
        """Whatever happens in one hall, the others have their turn."""
        try:
            async with asyncio.timeout(self._longest):
                await self._play_on(sight)
            return True
        except (Failed, TimeoutError) as failed:
            log.error("not_foreseen", site=slug, error=str(failed) or "it takes too long")
        except Exception:
            log.exception("not_foreseen", site=slug)
        return False

    async def _play_on(self, sight: Sight) -> None:
        waits, site, now = sight.waits, sight.site, sight.now
        expected = _expected(sight)
        formula = {
            code: wait.likely
            for code in site.services
            if (wait := estimate_for(sight.day, site, code, newcomer_place(sight, code)))
        }
        draws = Draws(seed=sight.day.seq, to_the_end=False)
        foresight = await self._aside.reckon(foresee, slim(sight.day), site, now, expected, draws)
        # Where its day has ended meanwhile, that day's waits are nobody's any more.
        waits.look_ahead(foresight, formula)


def _expected(sight: Sight) -> Expected:
    """Who is planned at a counter, who has an appointment, and who comes besides."""
    return Expected(
        closes=sight.opening.until or sight.now + AFTER_CLOSING,
        shifts=sight.waits.shifts,
        appointments=still_expected(sight.reception, sight.clock),
        arrivals=lately(sight.day, sight.now),
    )


def slim(day: Day) -> Day:
    """What the rest of the day is played on from: those who are here, and the counters. Its own,
    for it is written down in a thread while the day goes on."""
    here = {number: t for number, t in day.tickets.items() if t.state in OPEN}
    return Day(
        day.site,
        day.date,
        day.seq,
        day.last_at,
        tickets=here,
        seats=dict(day.seats),
        priority_run=day.priority_run,
        staffing=day.staffing,
        interruptions=dict(day.interruptions),
    )


def lately(day: Day, now: datetime) -> Mapping[tuple[int, str], float]:
    """In every hour to come as many as in the last one, without an appointment."""
    taken = [(t.taken_at, t.services[0]) for t in day.tickets.values() if t.appointment is None]
    if not taken:
        return {}
    behind = min(max(now - min(taken)[0], LEAST), BEHIND)
    lately: dict[str, int] = {}
    for at, service in taken:
        if at >= now - behind:
            lately[service] = lately.get(service, 0) + 1
    an_hour = BEHIND / behind
    return {(hour, s): count * an_hour for s, count in lately.items() for hour in range(24)}
