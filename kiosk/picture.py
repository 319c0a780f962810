"""The kiosk's facts, as its socket tells them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel

from server.application.printers import Printers
from server.application.reception import Reception
from server.application.views import newcomer_estimate, said
from server.domain.site import Site
from server.protocol.queue import EstimateView


class KioskService(BaseModel):
    code: str
    name: str
    group: str | None
    open: bool
    waiting: int
    estimate: EstimateView | None


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


def kiosk_picture(
    reception: Reception, printer: KioskPrinter | None, now: datetime, language: str
) -> KioskPicture:
    day, calendar = reception.committed, reception.hours.site
    opening = calendar.at(now)
    return KioskPicture(
        open=opening.open,
        until=opening.until,
        next_opening=calendar.next_opening(now),
        waiting=sum(1 for _ in day.waiting()),
        counters=sum(1 for _ in day.open_seats()),
        services=list(_services(reception, now, language)),
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


def _services(reception: Reception, now: datetime, language: str) -> Iterator[KioskService]:
    day, site = reception.committed, reception.site
    for service in site.services.values():
        yield KioskService(
            code=service.code,
            name=said(service.name, language),
            group=service.group,
            open=reception.hours.of(service.code, now).open,
            waiting=day.queues.waiting_for(service.code),
            estimate=newcomer_estimate(day, site, service.code, reception.moment(now)),
        )
