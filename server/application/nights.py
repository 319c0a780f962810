"""The days of sleeping sites end too: whoever is asked for nothing has yesterday to close.

One query finds the days that were left open; each whose hour has come is folded in a thread, closed
by the writer among the commands of others, and forgotten: nobody asked for the site.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from server.application.reception import Reception, days_left_open, read_again
from server.application.receptions import Receptions
from server.application.rounds import attempt
from server.application.share import ShareOfSites
from server.domain.business_day import end_of


class Nights:
    def __init__(self, receptions: Receptions, share: ShareOfSites) -> None:
        self._receptions = receptions
        self._share = share
        self._ends: dict[str, tuple[date, datetime]] = {}
        """When the open day of a site ends: reading the site file for it is done once a day."""

    async def close_days(self) -> None:
        """One site at a time, so that nobody is held up. Raises Unavailable."""
        left_open = await asyncio.to_thread(self._receptions.sites.left_open)
        for slug, day in left_open:
            if self._is_ours(slug) and not self._goes_on(slug, day):
                await attempt("close_days", partial(self._close, slug, day), site=slug)

    def _is_ours(self, slug: str) -> bool:
        """Whoever has the site open ends its days."""
        return slug not in self._receptions.awake and self._share.has(slug)

    def _goes_on(self, slug: str, day: date) -> bool:
        known, ends_at = self._ends.get(slug, (None, None))
        return known == day and ends_at is not None and self._receptions.now() < ends_at

    async def _close(self, slug: str, day: date) -> None:
        over = await asyncio.to_thread(lambda: list(self._over(slug, day)))
        self._receptions.writer.close(over)
        await self._receptions.writer.done()

    def _over(self, slug: str, day: date) -> Iterator[Reception]:
        """Blocking. Older days too, which a store that failed then left open."""
        found = self._receptions.sites.in_force(slug)
        if found is None:
            return
        self._ends[slug] = day, end_of(found.site, day)
        for each in days_left_open(self._receptions.journal, slug):
            if end_of(found.site, each) <= self._receptions.now():
                yield read_again(self._receptions.journal, found.site, each)
