"""Each hall's rest of the day, played on whenever something has changed there.

In a process of its own: nobody at a screen waits for it. What somebody is told meanwhile is what
was foreseen a moment ago, with what has changed since.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from server.application.aside import Aside, Failed
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.domain.forecast import estimate_for
from server.domain.foresight import foresee, plan_of
from server.domain.waits import Outlook, newcomer_place

RUNS = 60
OLD = timedelta(minutes=1)
"""After so long it is played on again, though nothing has changed but the hour."""
BEHIND = timedelta(minutes=60)
"""Who came within it says how many will come."""
LEAST = timedelta(minutes=10)

log = structlog.get_logger()


class Outlooks:
    def __init__(self, receptions: Receptions, aside: Aside) -> None:
        self._receptions = receptions
        self._aside = aside
        self._done: dict[str, tuple[int, datetime]] = {}
        """By site: what was played on last, and when."""

    async def look_out(self) -> None:
        """One hall after the other; those where nobody has to wait foresee nothing."""
        for slug, reception in list(self._receptions.awake.items()):
            now = reception.moment(self._receptions.now())
            if self._is_due(slug, reception, now):
                self._done[slug] = reception.committed.seq, now
                try:
                    await self._play_on(reception, now)
                except Failed as failed:
                    log.error("not_foreseen", site=slug, error=str(failed))

    def _is_due(self, slug: str, reception: Reception, now: datetime) -> bool:
        day, (seq, at) = reception.committed, self._done.get(slug, (-1, now))
        if reception.promiser is None or not any(day.open_seats()):
            return False
        return seq != day.seq or now - at >= OLD

    async def _play_on(self, reception: Reception, now: datetime) -> None:
        day, site = reception.committed, reception.site
        closes = reception.hours.site.at(self._receptions.now()).until
        plan, numbers = plan_of(day, site, now, closes, _arriving(reception, now))
        at = Sight(reception, now, "fr")
        formula = {
            code: wait.likely
            for code in plan.patience
            if (wait := estimate_for(day, site, code, newcomer_place(at, code)))
        }
        foreseen = await self._aside.reckon(foresee, plan, RUNS, day.seq)
        if reception.committed is not day:
            return  # the day has ended meanwhile
        newcomers = {code: q for code, q in foreseen.newcomers.items() if code in formula}
        waiting = {numbers[who - 1]: q for who, q in foreseen.waiting.items()}
        reception.waits.look_out(Outlook(now, waiting, newcomers, formula, foreseen.before_closing))


def _arriving(reception: Reception, now: datetime) -> Mapping[str, float]:
    """As many as in the last hour, while the doors are open."""
    began = [t.taken_at for t in reception.committed.tickets.values()]
    if not began:
        return {}
    behind = min(max(now - min(began), LEAST), BEHIND)
    found: dict[str, int] = {}
    for ticket in reversed(reception.committed.tickets.values()):
        if ticket.taken_at < now - behind:
            break
        found[ticket.services[0]] = found.get(ticket.services[0], 0) + 1
    minutes = behind.total_seconds() / 60
    return {code: count / minutes for code, count in found.items()}
