"""Papers of which nothing is heard although their time is over: the agent died with them.

It was thought to be well when they were asked for, so they may have come out: that is a doubt, and
no job stays on its way for ever. An agent that comes back may still settle it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from server.application.days import SYSTEM
from server.application.receptions import Receptions
from server.application.rounds import attempt
from server.domain.commands import ReportPrint
from server.domain.day import Day
from server.domain.papers import FALLBACK, PrintJob
from server.paper import ticket
from server.paper.staff import fallback

LAST_WORD = timedelta(seconds=15)
"""For a live agent to say what became of a job whose time is over."""
UNHEARD = "unheard"


async def doubt_unheard(receptions: Receptions) -> None:
    """Of one that cannot be doubted the others do not wait."""
    for reception in tuple(receptions.awake.values()):
        for job in overdue(reception.committed, reception.moment(receptions.now())):
            doubt = ReportPrint(job, "doubt", UNHEARD)
            asked = partial(receptions.do, reception, doubt, SYSTEM)
            await attempt("doubt_unheard", asked)


def overdue(day: Day, now: datetime) -> list[str]:
    if day.closed:
        return []
    return [
        j.id for j in day.papers.unheard.values() if now > j.asked_at + _patience(j) + LAST_WORD
    ]


def _patience(job: PrintJob) -> timedelta:
    return fallback.PATIENCE if job.kind == FALLBACK else ticket.PATIENCE
