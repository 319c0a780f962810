"""A printer's picture: the next jobs, each composed from the day as it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain.papers import FALLBACK, PrintJob
from server.live.picture import Picture
from server.paper.crests import crest_of, lightened, logo_of
from server.paper.next_jobs import next_jobs
from server.paper.staff.fallback import fallback_job
from server.paper.staff.pages import is_page, page_job
from server.paper.ticket import ticket_job
from server.protocol.printing import PrintOrder

LARGEST = 64_000
"""Characters of one job. A long ticket has three thousand."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Orders:
    receptions: Receptions
    reception: Reception
    device_id: str
    base: str
    give_up: Callable[[PrintJob, str], None]
    """Hears of a job that cannot be sent, and why."""

    def paint(self) -> Picture:
        day, now = self.reception.committed, self.reception.moment(self.receptions.now())
        orders = (self._order(job, now) for job in next_jobs(day.papers, self.device_id))
        logo = logo_of(self.reception.site)
        data = {
            "jobs": [order for order in orders if order],
            "crest": crest_of(logo) if logo else None,
        }
        return Picture(day.date.isoformat(), day.seq, now, {"data": data})

    def _order(self, job: PrintJob, now: datetime) -> dict[str, Any] | None:
        """As it is sent. One that cannot be is given up: the others must not wait for it."""
        try:
            order = lightened(self._wire(job, now)).model_dump(mode="json")
        except Exception:
            log.exception("paper_cannot_be_composed", kind=job.kind)
            self.give_up(job, "document")
            return None
        if len(str(order)) > LARGEST:
            log.error("paper_too_large", kind=job.kind, length=len(str(order)))
            self.give_up(job, "too_large")
            return None
        return order

    def _wire(self, job: PrintJob, now: datetime) -> PrintOrder:
        if is_page(job):
            name = self.receptions.printers.enrolled[self.device_id].name
            return page_job(self.reception, job, name, now)
        if job.kind == FALLBACK:
            return fallback_job(self.reception, job)
        return ticket_job(self.reception, job, self.base, now)
