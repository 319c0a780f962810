"""Days of one service, planted by hand: who comes when, for how long, and who sits there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from server.domain import events as e
from server.domain.events import Event, Fact
from server.domain.lab.recorded import Recorded, record
from tests.domain.world import NINE, TODAY, a_site

MINUTE = timedelta(minutes=1)
Told = Sequence[tuple[float, Event]]


def queued(
    arrivals: Sequence[float], lasts: float, counter: str = "1"
) -> list[tuple[float, Event]]:
    """One counter, first come first served, from minute 0 on."""
    told: list[tuple[float, Event]] = [(0, e.CounterOpened(counter, "nadia"))]
    free = 0.0
    for n, arrival in enumerate(arrivals, 1):
        number, begins = f"A{n:03d}", max(free, arrival)
        free = begins + lasts
        told.append((arrival, e.TicketTaken(number, ("identity",), "fr", at(arrival + 20))))
        told.append((begins, e.TicketCalled(number, counter, "nadia", "next_due")))
        told.append((free, e.ServiceFinished(number, counter, "solved", ("identity",))))
    return told


def at(minute: float) -> datetime:
    return NINE + minute * MINUTE


def facts(told: Told, on: date = TODAY) -> list[Fact]:
    later = timedelta(days=(on - TODAY).days)
    in_order = sorted(told, key=lambda each: each[0])
    return [Fact(n, at(when) + later, "t", event) for n, (when, event) in enumerate(in_order, 1)]


def a_day(told: Told, on: date = TODAY) -> Recorded:
    return record(a_site(), on, facts(told, on), at(480))


def a_week(told: Told, days: int = 5) -> list[tuple[Recorded, list[Fact]]]:
    dates = [TODAY + timedelta(days=n) for n in range(days)]
    return [(a_day(_moved(told, on), on), facts(_moved(told, on), on)) for on in dates]


def _moved(told: Told, on: date) -> list[tuple[float, Event]]:
    """What a ticket is told of its own hours, on that day."""
    later = timedelta(days=(on - TODAY).days)
    return [
        (when, e.TicketTaken(ev.number, ev.services, ev.language, ev.due + later))
        if isinstance(ev, e.TicketTaken)
        else (when, ev)
        for when, ev in told
    ]
