"""What the manager's page shows, as data and ready for its template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import BaseModel

from server.application.printers import PrinterState, Trouble
from server.application.reception import Reception
from server.application.views import newcomer_estimate, said
from server.domain.day import Day
from server.domain.figures import Figures, ServiceFigures, figures
from server.domain.papers import PrintJob
from server.domain.site import Service, Site
from server.office.alerts import Alert, ServersApart, alerts
from server.office.numbers import NumbersRow, last_numbers
from server.paper.staff.pages import is_page
from server.paper.staff.report import reason_words
from server.protocol.queue import EstimateView


class ServiceRow(BaseModel):
    name: str
    icon: str
    open: bool
    estimate: EstimateView | None
    """For somebody who came now; None when no open counter answers it."""
    target: int
    figures: ServiceFigures
    share: int | None
    """Percent called within the promise; None when too few."""


class CounterRow(BaseModel):
    """No agent's name and no number: this page does not watch persons."""

    code: str
    name: str
    state: str
    since: datetime | None


class PageRow(BaseModel):
    """The last test ticket or report asked of a printer."""

    kind: str
    at: datetime
    result: str | None
    """None: on its way."""
    reason: str


class PrinterRow(BaseModel):
    name: str
    trouble: Trouble | None
    connected: bool
    """Its agent is there; the printer itself may not answer."""
    paper: str
    remaining: int | None
    """Tickets left on the roll, estimated."""
    page: PageRow | None
    since: datetime | None
    """Connected, or lost, since. None: not seen since the server started."""


class OfficePicture(BaseModel):
    date: date
    open: bool
    until: datetime | None
    next_opening: datetime | None
    target: int
    """The site's usual promise, minutes."""
    figures: Figures
    on_time: int | None
    lost: int | None
    """Percent; None when too few."""
    alerts: list[Alert]
    services: list[ServiceRow]
    counters: list[CounterRow]
    printers: list[PrinterRow]
    numbers: NumbersRow | None
    """For the drawer, as they were last printed."""


def office_picture(
    reception: Reception,
    printers: Mapping[str, PrinterState],
    now: datetime,
    language: str,
    servers_apart: bool = False,
) -> OfficePicture:
    day, site = reception.committed, reception.site
    told = figures(day, site, reception.moment(now))
    opening = reception.hours.site.at(now)
    return OfficePicture(
        date=day.date,
        open=opening.open,
        until=opening.until,
        next_opening=reception.hours.site.next_opening(now),
        target=site.policy.target_wait,
        figures=told,
        on_time=told.on_time.percent,
        lost=told.lost.percent,
        alerts=[
            *([ServersApart()] if servers_apart else []),
            *alerts(day, site, told, printers),
        ],
        services=[
            _service_row(reception, site.services[f.service], f, now, language)
            for f in told.services
        ],
        counters=[_counter_row(day, site, code, language) for code in site.counters],
        printers=[_printer_row(day, *known, language) for known in printers.items()],
        numbers=last_numbers(day, language),
    )


def _service_row(
    reception: Reception, service: Service, told: ServiceFigures, now: datetime, language: str
) -> ServiceRow:
    return ServiceRow(
        name=said(service.name, language),
        icon=service.icon,
        open=reception.hours.of(service.code, now).open,
        estimate=newcomer_estimate(
            reception.committed, reception.site, service.code, reception.moment(now)
        ),
        target=service.target_wait,
        figures=told,
        share=told.on_time.percent,
    )


def _counter_row(day: Day, site: Site, code: str, language: str) -> CounterRow:
    seat = day.seat(code)
    name = said(site.counters[code].name, language)
    return CounterRow(code=code, name=name, state=seat.state.value, since=seat.since)


def _printer_row(day: Day, device_id: str, printer: PrinterState, language: str) -> PrinterRow:
    pages = [job for job in day.papers.jobs.values() if job.printer == device_id and is_page(job)]
    return PrinterRow(
        name=printer.name,
        trouble=printer.trouble,
        connected=printer.connected,
        paper=printer.status.paper,
        remaining=printer.status.remaining,
        page=_page_row(pages[-1], language) if pages else None,
        since=printer.since,
    )


def _page_row(job: PrintJob, language: str) -> PageRow:
    reason = reason_words(job.reason, language) if job.result == "not_printed" else ""
    return PageRow(kind=job.kind, at=job.asked_at, result=job.result, reason=reason)
