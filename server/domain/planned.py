"""An interruption planned for a day to come: one for each service and day.

It waits outside the journal until its day begins; then it becomes a fact of that day, like one that
is planned by hand on the day itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from server.domain.business_day import business_day, end_of
from server.domain.commands import InterruptService
from server.domain.day import Day
from server.domain.refusal import Code, Refusal
from server.domain.site import Site


class PlannedInterruption(NamedTuple):
    day: date
    service: str
    begins: datetime
    ends: datetime

    @property
    def key(self) -> str:
        """Once its day has it, it is not begun again: somebody may have ended it."""
        return f"planned-{self.day}-{self.service}-{self.begins.timestamp():.0f}"

    @property
    def command(self) -> InterruptService:
        return InterruptService(self.service, self.begins, self.ends)


def planned_by(command: InterruptService, site: Site) -> PlannedInterruption:
    day = business_day(site, command.begins)
    begins, ends = command.begins.astimezone(UTC), command.ends.astimezone(UTC)
    return PlannedInterruption(day, command.service, begins, ends)


def refused(planned: PlannedInterruption, site: Site) -> Refusal | None:
    """Why it cannot be planned; the same as on the day itself."""
    if planned.service not in site.services:
        return Refusal(Code.UNKNOWN_SERVICE, {"service": planned.service})
    if not planned.begins < planned.ends <= end_of(site, planned.day):
        return Refusal(Code.INVALID, {"field": "ends", "why": "interruption"})
    return None


def beginning(
    planned: Iterable[PlannedInterruption], day: Day, site: Site, now: datetime
) -> Iterator[PlannedInterruption]:
    """Those of this day that it does not have yet. A service may have left the site file; and
    another interruption, planned by hand on the day itself, comes to its end first."""
    for each in planned:
        if each.day != day.date or each.key in day.keys or each.service not in site.services:
            continue
        known = day.interruptions.get(each.service)
        if each.ends > now and (known is None or known.ends <= now):
            yield each


def to_come(planned: Iterable[PlannedInterruption], day: Day) -> list[PlannedInterruption]:
    return sorted(each for each in planned if each.day > day.date)
