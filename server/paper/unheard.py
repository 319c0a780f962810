"""Papers of which nothing is heard although their time is over: the agent died with them.

It was thought to be well when they were asked for, so they may have come out: that is a doubt, and
no job stays on its way for ever. An agent that comes back may still settle it.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from server.application.receptions import Receptions
from server.application.writer import SYSTEM
from server.domain.commands import ReportPrint
from server.domain.day import FALLBACK, Day, PrintJob
from server.domain.journal import Unavailable
from server.paper import ticket
from server.paper.staff import fallback

log = structlog.get_logger()

LAST_WORD = timedelta(seconds=15)
"""For a live agent to say what became of a job whose time is over."""
UNHEARD = "unheard"


async def doubt_unheard(receptions: Receptions) -> None:
    """For ever, every second."""
    while True:
        await asyncio.sleep(1.0)
        for reception in tuple(receptions.awake.values()):
            for job in overdue(reception.committed, reception.moment(receptions.now())):
                try:
                    await receptions.do(reception, ReportPrint(job, "doubt", UNHEARD), SYSTEM)
                except Unavailable as error:
                    log.error("store_unavailable", error=str(error))


def overdue(day: Day, now: datetime) -> list[str]:
    if day.closed:
        return []
    return [j.id for j in day.unheard.values() if now > j.asked_at + _patience(j) + LAST_WORD]


def _patience(job: PrintJob) -> timedelta:
    return fallback.PATIENCE if job.kind == FALLBACK else ticket.PATIENCE
