"""The kiosk's facts, as its socket tells them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel

from server.application.printers import Printers
from server.application.sight import Sight
from server.application.views import newcomer_estimate
from server.domain.site import Site
from server.protocol.queue import EstimateView
from server.rim.interruption import after, excepted


class KioskService(BaseModel):
    code: str
    name: str
    group: str | None
    open: bool
    waiting: int
    estimate: EstimateView | None
    after: str
    """That nobody is received for it now, and from when on; else nothing."""
    excepted: str
    """That it will be interrupted soon; else nothing."""


class KioskPrinter(BaseModel):
    answers: bool
    paper: str
    """`ok`, `near_end`, `out` or `unknown`."""


class KioskPicture(BaseModel):
    open: bool
    until: datetime | None
    next_opening: datetime | None
    waiting: int
    """People, all services together."""
    counters: int
    """Counters open."""
    services: list[KioskService]
    printer: KioskPrinter | None
    """None when the place prints no tickets."""


def kiosk_picture(sight: Sight, printer: KioskPrinter | None) -> KioskPicture:
    day, opening = sight.day, sight.opening
    return KioskPicture(
        open=opening.open,
        until=opening.until,
        next_opening=sight.next_opening,
        waiting=sum(1 for _ in day.waiting()),
        counters=sum(1 for _ in day.open_seats()),
        services=list(_services(sight)),
        printer=printer,
    )


def kiosk_printer(printers: Printers, site: Site, kiosk: str | None) -> KioskPrinter | None:
    """The printer that this kiosk's next ticket would go to."""
    chosen = printers.choose(site, kiosk)
    if chosen is None:
        own = site.kiosks.get(kiosk or "")
        # Printers named in the site file, none of which is enrolled: no paper will come.
        return KioskPrinter(answers=False, paper="unknown") if own and own.printers else None
    return KioskPrinter(answers=chosen[1].answers, paper=chosen[1].status.paper)


def _services(sight: Sight) -> Iterator[KioskService]:
    for service in sight.site.services.values():
        yield KioskService(
            code=service.code,
            name=sight.said(service.name),
            group=service.group,
            open=sight.opening_of(service.code).open,
            waiting=sight.day.queues.waiting_for(service.code),
            estimate=newcomer_estimate(sight, service.code),
            after=after(sight, service.code),
            excepted=excepted(sight, service.code),
        )
