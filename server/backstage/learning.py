"""After a day is closed, its site learns of it: one site after the other, beside the loop.

It does not matter who closed the day, or when: what is closed and not learned yet is looked for. A
night that fails is said once and left; who promised yesterday goes on.
"""

from __future__ import annotations

import asyncio
from datetime import date

import structlog

from server.application.aside import Aside
from server.application.receptions import Receptions
from server.application.share import ShareOfSites
from server.backstage.lessons import learn, promises_at
from server.backstage.places import left_to_learn
from server.promises.nights import nights_learned
from server.store.store import Store

LONGEST = 900.0
"""Seconds for one site, with all the days that it has not learned yet."""

log = structlog.get_logger()


class Learning:
    def __init__(self, store: Store, receptions: Receptions, share: ShareOfSites) -> None:
        self._store = store
        self._receptions = receptions
        self._share = share
        self._aside = Aside()
        self._failed: set[tuple[str, date]] = set()
        self._promise_by: dict[str, date] = {}
        """By site: the day after which who promises there has learned."""

    async def learn(self) -> None:
        """Raises Unavailable."""
        for slug, day in await asyncio.to_thread(left_to_learn, self._store):
            if self._share.has(slug) and (slug, day) not in self._failed:
                await self._learn_at(slug, day)
                await self._follow()
        await self._follow()

    def close(self) -> None:
        self._aside.end()

    async def _learn_at(self, slug: str, day: date) -> None:
        url, folder = self._store.url, self._store.folder
        try:
            days = await self._aside.reckon(learn, url, folder, slug, within=LONGEST)
        except Exception as error:
            self._failed.add((slug, day))
            log.error("night_without_a_lesson", site=slug, day=str(day), error=repr(error))
            return
        log.info("night_learned", site=slug, days=days)

    async def _follow(self) -> None:
        """Whoever has learned: this server, another one on the same store, or a command."""
        awake = self._receptions.awake
        learned = await asyncio.to_thread(nights_learned, self._store, [*awake])
        for slug, day in learned.items():
            if self._promise_by.get(slug) != day and (reception := awake.get(slug)):
                reception.promise_by(
                    await asyncio.to_thread(promises_at, self._store, reception.site)
                )
                self._promise_by[slug] = day
