"""What the manager's page shows, as data and ready for its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from pydantic import BaseModel

from server.application.printers import PrinterState, Trouble
from server.application.sight import Sight
from server.application.views import newcomer_estimate
from server.domain.figures import Figures, ServiceFigures, figures
from server.domain.papers import PrintJob
from server.office.alerts import Alert, ScreenUnpainted, ServersApart, alerts
from server.office.foreseen import Foreseen, foreseen
from server.office.numbers import NumbersRow, last_numbers
from server.office.plan import InterruptionRow, PlannedAhead, interruption_rows, planned_rows
from server.paper.staff.pages import is_page
from server.paper.staff.report import reason_words
from server.protocol.queue import EstimateView


class ServiceRow(BaseModel):
    name: str
    icon: str
    open: bool
    former: bool
    """It has left the site file: nobody new can come for it."""
    estimate: EstimateView | None
    """For somebody who came now; None when nobody can, or no open counter answers it."""
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
    former: bool
    """It has left the site file: whoever leaves it cannot open it again."""


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
    foreseen: Foreseen
    on_time: int | None
    lost: int | None
    """Percent; None when too few."""
    alerts: list[Alert]
    services: list[ServiceRow]
    counters: list[CounterRow]
    printers: list[PrinterRow]
    interruptions: list[InterruptionRow]
    planned: list[PlannedAhead]
    """Interruptions of the days after today."""
    numbers: NumbersRow | None
    """For the drawer, as they were last printed."""


def office_picture(
    sight: Sight,
    printers: Mapping[str, PrinterState],
    servers_apart: bool = False,
    unpainted: Iterable[str] = (),
) -> OfficePicture:
    site, opening = sight.site, sight.opening
    counted = figures(sight.day, site, sight.now)
    return OfficePicture(
        date=sight.day.date,
        open=opening.open,
        until=opening.until,
        next_opening=sight.next_opening,
        target=site.policy.target_wait,
        figures=counted,
        foreseen=foreseen(sight),
        on_time=counted.on_time.percent,
        lost=counted.lost.percent,
        alerts=[
            *map(ScreenUnpainted, unpainted),
            *([ServersApart()] if servers_apart else []),
            *alerts(sight, counted, printers),
        ],
        services=[_service_row(sight, each) for each in sorted(counted.services, key=_worst)],
        counters=[_counter_row(sight, code) for code in sight.counters],
        printers=[_printer_row(sight, *known) for known in printers.items()],
        interruptions=list(interruption_rows(sight)),
        planned=planned_rows(sight),
        numbers=last_numbers(sight),
    )


def _worst(counted: ServiceFigures) -> tuple[int, int]:
    """The service where most wait beyond the promise first, then where most wait."""
    return -counted.late, -counted.waiting


def _service_row(sight: Sight, counted: ServiceFigures) -> ServiceRow:
    service = sight.site.services_today[counted.service]
    former = service.code in sight.site.former.services
    received = not former and sight.opening_of(service.code).open
    return ServiceRow(
        name=sight.said(service.name),
        icon=service.icon,
        open=received,
        former=former,
        estimate=newcomer_estimate(sight, service.code) if received else None,
        target=service.target_wait,
        figures=counted,
        share=counted.on_time.percent,
    )


def _counter_row(sight: Sight, code: str) -> CounterRow:
    seat, name = sight.day.seat(code), sight.counter_name(code)
    former = code in sight.site.former.counters
    return CounterRow(code=code, name=name, state=seat.state.value, since=seat.since, former=former)


def _printer_row(sight: Sight, device_id: str, printer: PrinterState) -> PrinterRow:
    jobs = sight.day.papers.jobs.values()
    pages = [job for job in jobs if job.printer == device_id and is_page(job)]
    return PrinterRow(
        name=printer.name,
        trouble=printer.trouble,
        connected=printer.connected,
        paper=printer.status.paper,
        remaining=printer.status.remaining,
        page=_page_row(pages[-1], sight.language) if pages else None,
        since=printer.since,
    )


def _page_row(job: PrintJob, language: str) -> PageRow:
    reason = reason_words(job.reason, language) if job.result == "not_printed" else ""
    return PageRow(kind=job.kind, at=job.asked_at, result=job.result, reason=reason)
