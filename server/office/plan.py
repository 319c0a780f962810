"""What is interrupted, or will be; the form for one more, as it was filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel

from server.application.interrupting import interruption
from server.application.sight import Sight
from server.domain.planned import to_come
from server.texts.days import day_of_this_year


class InterruptionRow(BaseModel):
    service: str
    begins: datetime
    ends: datetime
    by_hand: bool
    """It can be ended here; one of the site file cannot."""


class PlannedAhead(BaseModel):
    service: str
    day: date
    title: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    service: str = ""
    day: str = ""
    begins: str = ""
    ends: str = ""
    error: str = ""


NO_PLAN = Plan()


def planned_rows(sight: Sight) -> list[PlannedAhead]:
    """Of the days after today."""
    return [
        PlannedAhead(
            service=each.service,
            day=each.day,
            title=day_of_this_year(each.day, sight.language),
            begins=each.begins,
            ends=each.ends,
        )
        for each in to_come(sight.reception.planned, sight.day)
    ]


def interruption_rows(sight: Sight) -> Iterator[InterruptionRow]:
    for service in sight.site.services:
        if found := interruption(sight, service):
            planned = sight.day.interruptions.get(service)
            by_hand = planned is not None and planned.ends > sight.now
            yield InterruptionRow(
                service=service, begins=found.begins, ends=found.ends, by_hand=by_hand
            )
