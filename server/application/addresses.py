"""Which site a phone's address belongs to: told by its first characters, before any is opened."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from server.application.reception import Reception
from server.application.sites import Sites
from server.application.tokens import by_mark, mark_of

LOOK_AGAIN = 5.0
"""Seconds between two looks for sites that are new in the store: whoever makes addresses up costs
no more than that."""


class Addresses:
    def __init__(self, sites: Sites, secret: bytes) -> None:
        self._sites = sites
        self._secret = secret
        self._by_mark: dict[str, list[str]] = {}
        self._looked_at: float | None = None
        self._looking = asyncio.Lock()

    def learn(self, reception: Reception) -> None:
        """Of a site that is open, whatever befalls the store."""
        known = self._by_mark.setdefault(reception.tokens.mark, [])
        if reception.site.slug not in known:
            known.append(reception.site.slug)

    async def sites_of(self, token: str) -> Sequence[str]:
        """Those it may belong to: one, by a rare chance two, none for what is no address."""
        mark = mark_of(token)
        if mark is None:
            return ()
        if mark not in self._by_mark:
            await self._look()
        return tuple(self._by_mark.get(mark, ()))

    async def _look(self) -> None:
        async with self._looking:
            now = asyncio.get_running_loop().time
            if self._looked_at is None or now() - self._looked_at > LOOK_AGAIN:
                self._by_mark = await asyncio.to_thread(self._read)
                self._looked_at = now()

    def _read(self) -> dict[str, list[str]]:
        return by_mark(self._secret, self._sites.slugs())
