"""Whether a service can be asked for now, and when it can again."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from server.application.sight import Sight
from server.domain.site import Service

Standing = Literal["open", "closed", "full", "gone"]
"""`gone`: it has left the site file, perhaps while she was reading about it."""

CHANGES_LOOKED_AT = 60
"""Openings and closings of the place: about two weeks of them."""


def standing(sight: Sight, service: Service) -> Standing:
    if service.code in sight.site.former.services:
        return "gone"
    if not sight.opening_of(service.code).open:
        return "closed"
    taken = sight.day.taken.get(service.code, 0)
    return "full" if service.quota is not None and taken >= service.quota else "open"


def opens_again(sight: Sight, service: str, since: datetime | None = None) -> datetime | None:
    """The next moment, from now or later, at which both the place and the service are open; None
    when not soon."""
    moment: datetime | None = since or sight.clock
    for _ in range(CHANGES_LOOKED_AT):
        if moment is None:
            return None
        opening = sight.reception.hours.of(service, moment)
        if opening.open:
            return moment
        moment = opening.until
    return None
