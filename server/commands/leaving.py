"""Who is at the reception for what a new site file has no more: said to whoever brings it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from server.application.reception import open_reception, to_look_at
from server.application.sight import said
from server.domain.day import Day
from server.domain.lifecycle import OPEN, State
from server.domain.site import Site
from server.journal.journal import Journal
from server.sitefile import sites
from server.sitefile.mistakes import SiteFileError
from server.store.store import Store

HERE = OPEN - {State.ABSENT}


def leaving(store: Store, site: Site, now: datetime) -> Iterator[str]:
    """A line for each service and counter of an older file of today that is in use now and that
    this one does not have."""
    try:
        in_force = sites.in_force(store, site.slug)
    except (LookupError, SiteFileError):
        return
    older = sites.before(store, site.slug)
    reception = open_reception(Journal(store), in_force, older, now, to_look_at)
    day, before = reception.committed, reception.site
    for code, service in before.services_today.items():
        here = _here_for(day, code)
        if here and code not in site.services:
            people = "1 person is" if here == 1 else f"{here} people are"
            yield (
                f'service "{code}" ({said(service.name, "fr")}) is not in this file: {people} here '
                "for it, and will still be called and served; nobody else can ask for it. "
                "If it is the same service under another code, keep the code."
            )
    for code, counter in before.counters_today.items():
        if day.seat(code).agent and code not in site.counters:
            yield (
                f'counter "{code}" ({said(counter.name, "fr")}) is not in this file: it is in use, '
                "and stays until whoever sits there leaves it. "
                "If it is the same counter under another code, keep the code."
            )


def _here_for(day: Day, service: str) -> int:
    return sum(t.state in HERE and service in t.remaining for t in day.tickets.values())
