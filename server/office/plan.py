"""What is interrupted today, or will be; the form for one more, as it was filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from server.application.interrupting import interruption
from server.application.sight import Sight


class InterruptionRow(BaseModel):
    service: str
    begins: datetime
    ends: datetime
    by_hand: bool
    """It can be ended here; one of the site file cannot."""


@dataclass(frozen=True, slots=True)
class Plan:
    service: str = ""
    begins: str = ""
    ends: str = ""
    error: str = ""


NO_PLAN = Plan()


def interruption_rows(sight: Sight) -> Iterator[InterruptionRow]:
    for service in sight.site.services:
        if found := interruption(sight, service):
            planned = sight.day.interruptions.get(service)
            by_hand = planned is not None and planned.ends > sight.now
            yield InterruptionRow(
                service=service, begins=found.begins, ends=found.ends, by_hand=by_hand
            )
