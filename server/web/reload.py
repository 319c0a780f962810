"""What administrators change while the server runs: site files, devices and accounts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog

from server.application.receptions import Receptions
from server.domain.site import Site
from server.identity.devices import Device, list_printers
from server.identity.staff import names
from server.journal.store import Store
from server.sitefile import sites
from server.sitefile.mistakes import SiteFileError
from server.sitefile.reading import read_site

log = structlog.get_logger()


@dataclass(frozen=True)
class Seen:
    versions: dict[str, int]
    """Of each site's file."""
    printers: list[Device]
    people: dict[str, str]


async def take_in_changes(receptions: Receptions, store: Store, known: dict[str, int]) -> None:
    """Opens new sites, takes in new configurations and printers. `known`: versions seen so far."""
    seen = await asyncio.to_thread(_look, store)
    for slug, version in seen.versions.items():
        if known.get(slug) != version:
            await _take_in(receptions, store, slug)
            known[slug] = version
    for printer in seen.printers:
        receptions.printers.enrol(printer.id, printer.name, printer.site)
    receptions.printers.forget_others({printer.id for printer in seen.printers})
    receptions.people = seen.people


def _look(store: Store) -> Seen:
    return Seen(sites.versions(store), list_printers(store), names(store))


async def _take_in(receptions: Receptions, store: Store, slug: str) -> None:
    """A file that an older version accepted and this one does not must not stop the other sites."""
    try:
        site = await asyncio.to_thread(_read, store, slug)
    except SiteFileError as error:
        log.error("site_file_refused", site=slug, error=str(error))
        return
    if slug in receptions.awake:
        receptions.awake[slug].configure(site)
        receptions.changed(receptions.awake[slug])
    else:
        receptions.writer.settle(await asyncio.to_thread(receptions.open_site, site))


def _read(store: Store, slug: str) -> Site:
    return read_site(sites.export(store, slug) or "")
