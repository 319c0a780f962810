"""What administrators change while the server runs: site files, devices and accounts."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import structlog

from server.application.news import latest
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.sites import EnrolledPrinter, Sites, UnreadableSite

log = structlog.get_logger()


@dataclass(frozen=True)
class Seen:
    """Of the sites that are awake."""

    versions: dict[str, int]
    printers: Sequence[EnrolledPrinter]
    people: dict[str, str]


class Changes:
    def __init__(self, receptions: Receptions) -> None:
        self._receptions = receptions
        self._seen: object = None

    async def take_in(self) -> None:
        """Raises Unavailable."""
        news = await latest(self._receptions)
        if news != self._seen:
            await self._follow(news)
        # What a newer file says need not be looked for in the older ones.
        for reception in [r for r in self._receptions.awake.values() if r.lacking]:
            await self._look_back(reception)

    async def _follow(self, news: object) -> None:
        receptions = self._receptions
        slugs = [*receptions.awake]
        seen = await asyncio.to_thread(_look, receptions.sites, slugs)
        for slug, version in seen.versions.items():
            if receptions.versions.get(slug, version) != version:
                await self._configure(slug, version)
        receptions.printers.forget(slugs, but={printer.id for printer in seen.printers})
        for printer in seen.printers:
            if printer.site in receptions.awake:
                receptions.printers.enrol(printer.id, printer.name, printer.site)
        receptions.people |= seen.people
        self._seen = news

    async def _look_back(self, reception: Reception) -> None:
        older = self._receptions.sites.before(reception.site.slug)
        while reception.lacking:
            reception.look_back(await asyncio.to_thread(next, older, None))
        self._receptions.changed(reception)

    async def _configure(self, slug: str, version: int) -> None:
        """A file that an older version accepted and this one does not changes nothing."""
        try:
            found = await asyncio.to_thread(self._receptions.sites.in_force, slug)
        except UnreadableSite as error:
            log.error("site_file_refused", site=slug, error=str(error))
            self._receptions.versions[slug] = version
        else:
            if found:
                self._receptions.configure(slug, found)


def _look(sites: Sites, slugs: Collection[str]) -> Seen:
    return Seen(sites.versions(slugs), sites.printers(slugs), sites.people(slugs))
