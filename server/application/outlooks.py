"""Each hall's rest of the day, played on whenever something has changed there.

In a process of its own: nobody at a screen waits for it. What somebody is told meanwhile is what
was foreseen a moment ago, with what has changed since.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from server.application.aside import Aside, Failed
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.domain.day import Day
from server.domain.forecast import estimate_for
from server.domain.foresight import Draws, Expected, foresee
from server.domain.lifecycle import OPEN
from server.domain.papers import Papers
from server.domain.waits import newcomer_place

OLD = timedelta(minutes=1)
"""After so long it is played on again, though nothing has changed but the hour."""
BEHIND = timedelta(minutes=60)
"""Who came within it says how many will come."""
LEAST = timedelta(minutes=10)
AFTER_CLOSING = timedelta(hours=2)
"""What is played on of an evening, where the doors are closed already."""

log = structlog.get_logger()


class Outlooks:
    def __init__(self, receptions: Receptions, aside: Aside) -> None:
        self._receptions = receptions
        self._aside = aside
        self._done: dict[str, tuple[int, datetime]] = {}
        """By site: what was played on last, and when."""

    async def look_ahead(self) -> None:
        """One hall after the other; where nobody is at a counter there is nothing to foresee."""
        for slug, reception in list(self._receptions.awake.items()):
            sight = Sight(reception, self._receptions.now(), "fr")
            if self._is_due(slug, sight):
                self._done[slug] = sight.day.seq, sight.now
                try:
                    await self._play_on(sight)
                except Failed as failed:
                    log.error("not_foreseen", site=slug, error=str(failed))

    def _is_due(self, slug: str, sight: Sight) -> bool:
        seq, at = self._done.get(slug, (-1, sight.now))
        if sight.reception.promiser is None or not any(sight.day.open_seats()):
            return False
        return seq != sight.day.seq or sight.now - at >= OLD

    async def _play_on(self, sight: Sight) -> None:
        day, closes = sight.day, sight.opening.until or sight.now + AFTER_CLOSING
        expected = Expected(closes, arrivals=_arrivals(day, sight.now))
        formula = {
            code: wait.likely
            for code in sight.site.services
            if (wait := estimate_for(day, sight.site, code, newcomer_place(sight, code)))
        }
        foresight = await self._aside.reckon(
            foresee,
            _slim(day),
            sight.site,
            sight.now,
            expected,
            Draws(seed=day.seq, to_the_end=False),
        )
        if sight.day is day:  # it has not ended meanwhile
            sight.reception.waits.look_ahead(foresight, formula)


def _slim(day: Day) -> Day:
    """What the rest of the day is played on from: those who are here, and the counters."""
    here = {number: t for number, t in day.tickets.items() if t.state in OPEN}
    return replace(day, tickets=here, papers=Papers(), calls=deque(), keys={})


def _arrivals(day: Day, now: datetime) -> Mapping[tuple[int, str], float]:
    """In every hour to come as many as in the last one."""
    taken = [(t.taken_at, t.services[0]) for t in day.tickets.values()]
    if not taken:
        return {}
    behind = min(max(now - min(taken)[0], LEAST), BEHIND)
    lately: dict[str, int] = {}
    for at, service in taken:
        if at >= now - behind:
            lately[service] = lately.get(service, 0) + 1
    an_hour = BEHIND / behind
    return {(hour, s): count * an_hour for s, count in lately.items() for hour in range(24)}
