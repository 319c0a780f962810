"""What an agent's own constraints advise her now.

It is advice to her alone: nothing is forced, nothing is kept, and nobody else is told. A pause of
any length ends the minutes in a row, for nobody asks why, or for how long, somebody rests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from server.domain.lifecycle import CounterState
from server.domain.site import Constraints
from server.domain.ticket import Seat

WARNED = timedelta(minutes=10)
"""How long before: time to end a visit, and to tell a colleague."""


@dataclass(frozen=True, slots=True)
class Advice:
    kind: Literal["pause_soon", "pause_now", "rest", "phone"]
    at: datetime
    """When the pause begins, or ends; else since when she is at the counter."""


def advice(seat: Seat, constraints: Constraints, now: datetime) -> Advice | None:
    if seat.since is None:
        return None
    if seat.state is CounterState.PAUSED:
        until = seat.since + timedelta(minutes=constraints.pause_minutes or 0)
        return Advice("rest", until) if until > now else None
    return _working(seat.since, constraints, now) or _on_the_phone(seat, seat.since, constraints)


def _working(since: datetime, constraints: Constraints, now: datetime) -> Advice | None:
    if constraints.counter_minutes is None:
        return None
    pause = since + timedelta(minutes=constraints.counter_minutes)
    if pause <= now:
        return Advice("pause_now", since)
    return Advice("pause_soon", pause) if pause - now <= WARNED else None


def _on_the_phone(seat: Seat, since: datetime, constraints: Constraints) -> Advice | None:
    """While the counter is free: then a visitor may be called to it."""
    return None if constraints.phone or seat.ticket else Advice("phone", since)
