"""What an interruption does to a wait: whoever would be called in it, or after it, is called later
by all of it.

What was learned of past days, and the formula, know of no interruption. So a wait that was foreseen
with one is given to them as the time in which somebody can be called at all, and what they say of
that time is put off again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple
from datetime import datetime, timedelta

from server.domain.forecast import GRID, Estimate
from server.domain.hours import Interruption

MINUTE = timedelta(minutes=1)
Interrupting = Callable[[str], Interruption | None]
"""By service: the one that lasts, or the next."""


def put_off(
    wait: Estimate | None, services: Iterable[str], now: datetime, known: Interrupting
) -> Estimate | None:
    """Of whoever waits for all of these, as soon as one of them is received. In round minutes."""
    found = _all(services, known)
    if wait is None or not found:
        return wait
    ends = (min(_later(end, each, now) for each in found) for end in astuple(wait))
    return Estimate(*ends)


def callable_time(
    minutes: float, services: Iterable[str], now: datetime, known: Interrupting
) -> float:
    """Of a wait from now, without what the interruption takes of it."""
    found = _all(services, known)
    return max((_without(minutes, each, now) for each in found), default=minutes)


def _all(services: Iterable[str], known: Interrupting) -> Sequence[Interruption]:
    """Nothing, where one of them is not interrupted."""
    found = [known(service) for service in services]
    return [] if None in found else [each for each in found if each]


def _later(minutes: int, interruption: Interruption, now: datetime) -> int:
    if now + minutes * MINUTE < interruption.begins:
        return minutes
    return minutes + math.ceil(_left(interruption, now) / GRID) * GRID


def _without(minutes: float, interruption: Interruption, now: datetime) -> float:
    begins = max((interruption.begins - now) / MINUTE, 0.0)
    if minutes <= begins:
        return minutes
    return max(begins, minutes - _left(interruption, now))


def _left(interruption: Interruption, now: datetime) -> float:
    return (interruption.ends - max(interruption.begins, now)) / MINUTE
