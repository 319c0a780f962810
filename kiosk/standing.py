"""Whether a service can be asked for now, and when it can again."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from server.application.reception import Reception
from server.domain.hours import Hours
from server.domain.site import Service

Standing = Literal["open", "closed", "full"]

CHANGES_LOOKED_AT = 60
"""Openings and closings of the place: about two weeks of them."""


def standing(reception: Reception, service: Service, now: datetime) -> Standing:
    if not reception.hours.of(service.code, now).open:
        return "closed"
    taken = reception.committed.taken.get(service.code, 0)
    return "full" if service.quota is not None and taken >= service.quota else "open"


def opens_again(hours: Hours, service: str, now: datetime) -> datetime | None:
    """The next moment at which both the place and the service are open; None when not soon."""
    moment: datetime | None = now
    for _ in range(CHANGES_LOOKED_AT):
        if moment is None:
            return None
        opening = hours.of(service, moment)
        if opening.open:
            return moment
        moment = opening.until
    return None
