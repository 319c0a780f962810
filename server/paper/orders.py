"""A printer's picture: the next jobs, each composed from the day as it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog

from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.domain.papers import FALLBACK, PrintJob
from server.live.picture import Picture
from server.paper.crests import crest_of, lightened
from server.paper.next_jobs import next_jobs
from server.paper.staff.fallback import fallback_job
from server.paper.staff.pages import LANGUAGE, is_page, page_job
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
        sight = Sight(self.reception, self.receptions.now(), LANGUAGE)
        day, logo = sight.day, sight.site.logo_on_paper
        # One that was revoked a moment ago gets nothing: its line is about to end.
        known = self.device_id in self.receptions.printers.enrolled
        jobs = next_jobs(day.papers, self.device_id) if known else []
        orders = (self._order(sight, job) for job in jobs)
        data = {
            "jobs": [order for order in orders if order],
            "crest": crest_of(logo) if logo else None,
        }
        return Picture(day.date.isoformat(), day.seq, sight.now, {"data": data})

    def _order(self, sight: Sight, job: PrintJob) -> dict[str, Any] | None:
        """As it is sent. One that cannot be is given up: the others must not wait for it."""
        try:
            order = lightened(self._wire(sight, job)).model_dump(mode="json")
        except Exception:
            log.exception("paper_cannot_be_composed", kind=job.kind)
            self.give_up(job, "document")
            return None
        if len(str(order)) > LARGEST:
            log.error("paper_too_large", kind=job.kind, length=len(str(order)))
            self.give_up(job, "too_large")
            return None
        return order

    def _wire(self, sight: Sight, job: PrintJob) -> PrintOrder:
        if is_page(job):
            name = self.receptions.printers.enrolled[self.device_id].name
            return page_job(sight, job, name)
        if job.kind == FALLBACK:
            return fallback_job(sight.site, job)
        return ticket_job(sight, job, self.base)
