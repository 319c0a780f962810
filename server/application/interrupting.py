"""A service is interrupted for a while, or received again; what is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from server.application.answers import Done, only
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.domain import commands as c
from server.domain.hours import Interruption
from server.domain.interruption import interruption_of
from server.domain.refusal import Refusal

TOLD_BEFORE = timedelta(hours=2)
"""Whoever comes earlier has been received by then."""


async def interrupt(
    receptions: Receptions,
    reception: Reception,
    who: c.Who,
    command: c.InterruptService | c.ResumeService,
    key: str | None = None,
) -> Done | Refusal:
    return only(Done, await receptions.do(reception, command, who, key))


def interruption(sight: Sight, service: str) -> Interruption | None:
    """The one that lasts, or the next of today."""
    return interruption_of(sight.day, sight.site, service, sight.now)


def to_tell(sight: Sight, services: Iterable[str]) -> Interruption | None:
    """Of whoever wants all of these: what keeps her from being called for any, now or soon."""
    found = [interruption(sight, service) for service in services]
    near = [each for each in found if each and each.begins - sight.now <= TOLD_BEFORE]
    return min(near, key=lambda each: each.ends) if near and len(near) == len(found) else None
