"""What somebody in charge should see to now, most pressing first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from server.application.printers import PrinterState, Trouble
from server.application.sight import Sight
from server.domain.figures import Figures, ServiceFigures
from server.domain.lifecycle import CounterState


@dataclass(frozen=True, slots=True)
class HelpWanted:
    place: str
    """As people say it."""
    since: datetime
    kind: Literal["help_asked"] = "help_asked"


@dataclass(frozen=True, slots=True)
class PrinterTrouble:
    """Since when, if its agent is away."""

    name: str
    what: Trouble
    since: datetime | None = None
    kind: Literal["printer"] = "printer"


@dataclass(frozen=True, slots=True)
class NobodyAnswers:
    """People wait for a service that no open counter answers."""

    service: str
    waiting: int
    paused: tuple[str, ...] = ()
    """The counters on a break where it could be answered, in the order of the site file."""
    kind: Literal["nobody_answers"] = "nobody_answers"


@dataclass(frozen=True, slots=True)
class TooLong:
    """People wait longer than promised."""

    service: str
    late: int
    number: str
    minutes: int
    target: int
    kind: Literal["too_long"] = "too_long"


@dataclass(frozen=True, slots=True)
class ServersApart:
    """The servers cannot tell each other what happened: screens follow some seconds late."""

    kind: Literal["servers_apart"] = "servers_apart"


@dataclass(frozen=True, slots=True)
class ScreenUnpainted:
    """Whoever stands before it reads what still works, and it is tried again."""

    screen: str
    """`kiosk`, `display`, `counter`, `office` or `ticket`."""
    kind: Literal["unpainted"] = "unpainted"


Alert = ScreenUnpainted | HelpWanted | ServersApart | PrinterTrouble | NobodyAnswers | TooLong


def alerts(sight: Sight, counted: Figures, printers: Mapping[str, PrinterState]) -> list[Alert]:
    day = sight.day
    staffed = day.staffing.work(sight.site).answered
    troubles = [
        PrinterTrouble(p.name, p.trouble, None if p.connected else p.since)
        for p in printers.values()
        if p.trouble
    ]
    help_asked = [
        HelpWanted(sight.place_name(place), since) for place, since in day.help_asked.items()
    ]
    nobody = [
        NobodyAnswers(service, here, tuple(_paused_for(sight, service)))
        for service in (f.service for f in counted.services)
        # Whoever was sent to a counter is answered there: she is in no service's queue.
        if (here := day.queues.waiting_for(service)) and service not in staffed
    ]
    return [*help_asked, *troubles, *nobody, *_too_long(counted.services)]


def _paused_for(sight: Sight, service: str) -> Iterator[str]:
    """By place: nobody is compared, and nobody is named."""
    for code in sight.counters:
        seat = sight.day.seat(code)
        rests = seat.agent is not None and seat.state is CounterState.PAUSED
        if rests and service in sight.site.skills_of(seat.agent or ""):
            yield sight.counter_name(code)


def _too_long(services: Iterable[ServiceFigures]) -> list[TooLong]:
    late = [
        TooLong(f.service, f.late, f.longest.number, f.longest.minutes, f.longest.target)
        for f in services
        if f.longest and f.longest.late
    ]
    return sorted(late, key=lambda a: a.target - a.minutes)
