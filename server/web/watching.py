"""What administrators change while the server runs: site files, devices and accounts."""

from __future__ import annotations

import asyncio

from server.application.house import House
from server.domain.site import Site
from server.identity.devices import list_devices
from server.identity.staff import list_staff
from server.journal.store import Store
from server.sitefile import sites
from server.sitefile.reading import read_site


async def look_for_changes(house: House, store: Store, known: dict[str, int]) -> None:
    """Opens new sites, takes in new configurations and printers. `known`: versions seen so far."""
    for slug, version in (await asyncio.to_thread(sites.versions, store)).items():
        if known.get(slug) != version:
            site = await asyncio.to_thread(_read, store, slug)
            if slug in house.receptions:
                house.receptions[slug].configure(site)
                house.changed(house.receptions[slug])
            else:
                await asyncio.to_thread(house.open_site, site)
            known[slug] = version
    await _enrol_printers(house, store)
    people = await asyncio.to_thread(list_staff, store)
    house.people = {person.login: person.name for person, _ in people}


def _read(store: Store, slug: str) -> Site:
    return read_site(sites.export(store, slug) or "")


async def _enrol_printers(house: House, store: Store) -> None:
    devices = await asyncio.to_thread(list_devices, store)
    printers = [d for d, revoked in devices if d.kind == "printer" and not revoked]
    for device in printers:
        house.printers.enrol(device.id, device.name, device.site)
    house.printers.forget_others({device.id for device in printers})
