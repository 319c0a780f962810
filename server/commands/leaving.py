"""Who is at the reception for what a new site file has no more: said to whoever brings it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from server.application.reception import open_reception
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
    """A line for each service and counter that is in use now and will be in the file no more."""
    try:
        before = sites.in_force(store, site.slug)
    except (LookupError, SiteFileError):
        return
    day = open_reception(Journal(store), before, now, b"").committed
    for code in before.services:
        here = _here_for(day, code)
        if here and code not in site.services:
            people = "1 person is" if here == 1 else f"{here} people are"
            yield (
                f"{said(before.services[code].name, 'en')}: {people} here for it, and will still "
                "be called and served; nobody else can ask for it once the file is loaded"
            )
    for code in before.counters:
        if day.seat(code).agent and code not in site.counters:
            yield (
                f"{said(before.counters[code].name, 'en')}: it is in use, and stays until "
                "whoever sits there leaves it"
            )


def _here_for(day: Day, service: str) -> int:
    return sum(t.state in HERE and service in t.remaining for t in day.tickets.values())
