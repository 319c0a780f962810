"""The end of the day: whoever is still on the list was not served, and that is written down."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.commands import CloseDay
from server.domain.events import CounterClosed, DayClosed, Event, TicketNotServed
from server.domain.lifecycle import OPEN
from server.domain.rules.scene import Scene


def close_day(scene: Scene, command: CloseDay) -> Sequence[Event]:
    day = scene.day
    unserved = [TicketNotServed(t.number) for t in day.tickets.values() if t.state in OPEN]
    held = [CounterClosed(s.code, s.agent) for s in day.seats.values() if s.agent is not None]
    return [*unserved, *held, DayClosed()]
