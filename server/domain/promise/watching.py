"""Follows the queues of an office through one day, look by look: the state at any moment.

A look may come every five minutes from a list of numbers, or with each event: what was called
within a step counts for the pace only if somebody waited when the step began.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field
from operator import add, sub

from server.domain.promise.state import (
    BUSY_STEP,
    OFFICE_WINDOWS,
    WINDOWS,
    OfficeState,
    QueueState,
    Traffic,
)
from server.domain.promise.tables import DayTable, hour_of

REMEMBERED = 10
"""How many of those called last say something about the next."""
RECENT = 5


@dataclass(frozen=True, slots=True)
class Finished:
    """A visitor whose wait ended with a call."""

    wait: float
    shown_wait: float
    """From the look at which the number was first seen."""
    shown_position: float


@dataclass(frozen=True, slots=True)
class Look:
    """A queue as it can be seen at a moment."""

    minute: float
    called: float
    """So far today."""
    issued: float
    waiting: float
    open_counters: float
    head: float = 0.0
    finished: tuple[Finished, ...] = ()
    """Since the look before, in the order of their calls."""
    posted: float | None = None
    status: float = 1.0


class TrafficSums:
    """Sums that grow through the day, and can say what came since a moment."""

    def __init__(self) -> None:
        self._moments: list[float] = []
        self._sums = [Traffic()]

    def add(self, moment: float, flow: Traffic) -> None:
        self._moments.append(moment)
        self._sums.append(Traffic(*map(add, self._sums[-1], flow)))

    @property
    def total(self) -> Traffic:
        return self._sums[-1]

    def since(self, moment: float) -> Traffic:
        before = self._sums[bisect_right(self._moments, moment)]
        return Traffic(*map(sub, self._sums[-1], before))


@dataclass
class QueueWatch:
    """One queue, from its first look of the day on."""

    hour: float = 60.0
    pace: TrafficSums = field(default_factory=TrafficSums)
    table: DayTable = field(default_factory=DayTable)
    latest: Look | None = None
    last_call: float | None = None
    finished: deque[Finished] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _flows: tuple[float, tuple[Traffic, ...]] | None = field(
        default=None, init=False, repr=False, compare=False
    )

    def look(self, look: Look) -> None:
        self._flows = None
        if self.latest is not None:
            self._step(self.latest, look)
        self.table.looked(look.minute, look.open_counters, look.issued, self.hour)
        self.finished.extend(look.finished)
        self.latest = look

    def _step(self, before: Look, look: Look) -> None:
        took, calls = float(look.minute - before.minute), max(0.0, look.called - before.called)
        issued = max(0.0, look.issued - before.issued)
        if before.waiting > 0 and took <= BUSY_STEP and calls <= BUSY_STEP:
            self.pace.add(look.minute, Traffic(took, calls, calls, issued))
            counters = max(1.0, before.open_counters)
            hour = hour_of(look.minute, self.hour)
            self.table.served(hour, took, calls, took * counters)
        else:
            self.pace.add(look.minute, Traffic(0.0, 0.0, calls, issued))
        if calls:
            self.last_call = look.minute
            self.table.called(look.minute)

    def flows(self, minute: float) -> tuple[Traffic, ...]:
        """Hundreds of visitors are told at the same minute."""
        if self._flows is None or self._flows[0] != minute:
            self._flows = minute, _flows(self.pace, minute, WINDOWS)
        return self._flows[1]

    def recent(self) -> tuple[float, float]:
        """What the last few called had waited since they were first seen, and their positions."""
        last = list(self.finished)[-RECENT:]
        return sum(f.shown_wait for f in last), sum(f.shown_position for f in last)


@dataclass
class OfficeWatch:
    """All queues of an office, through one day."""

    office: str
    weekday: int
    hour: float = 60.0
    queues: dict[str, QueueWatch] = field(default_factory=dict)
    _whole: tuple[float, OfficeState] | None = None

    def look(self, service: str, look: Look) -> None:
        if service not in self.queues:
            self.queues[service] = QueueWatch(self.hour)
        self.queues[service].look(look)
        self._whole = None

    def state(
        self,
        service: str,
        position: float,
        foreseen: tuple[float, ...] = (),
        minute: float | None = None,
    ) -> QueueState:
        """For who stands at this position: at this minute, or else at the queue's latest look."""
        queue = self.queues[service]
        look = queue.latest
        assert look is not None
        now = look.minute if minute is None else max(minute, look.minute)
        shown_wait, shown_position = queue.recent()
        return QueueState(
            office=self.office,
            service=service,
            weekday=self.weekday,
            minute=now,
            position=position,
            waiting=look.waiting,
            open_counters=look.open_counters,
            issued=look.issued,
            flows=queue.flows(now),
            last_calls=queue.pace.since(look.minute - 1e-9).calls,
            last_waits=tuple(f.wait for f in reversed(queue.finished)),
            head=look.head + (now - look.minute if look.waiting else 0.0),
            idle=None if queue.last_call is None else now - queue.last_call,
            shown_wait=shown_wait,
            shown_position=shown_position,
            whole=self._together(now),
            posted=look.posted,
            status=look.status,
            foreseen=foreseen,
        )

    def tables(self) -> dict[str, DayTable]:
        """What this day leaves for those that follow."""
        return {service: queue.table for service, queue in self.queues.items()}

    def _together(self, minute: float) -> OfficeState:
        if self._whole is None or self._whole[0] != minute:
            self._whole = minute, _office_state(list(self.queues.values()), minute)
        return self._whole[1]


def _office_state(queues: list[QueueWatch], minute: float) -> OfficeState:
    looks = [queue.latest for queue in queues if queue.latest is not None]
    flows = [_flows(queue.pace, minute, OFFICE_WINDOWS) for queue in queues]
    recent = [queue.recent() for queue in queues]
    return OfficeState(
        waiting=sum(look.waiting for look in looks),
        open_counters=sum(look.open_counters for look in looks),
        queues=sum(look.waiting > 0 for look in looks),
        flows=tuple(
            Traffic(*map(sum, zip(*each, strict=True))) for each in zip(*flows, strict=True)
        ),
        shown_wait=sum(wait for wait, _ in recent),
        shown_position=sum(position for _, position in recent),
    )


def _flows(pace: TrafficSums, minute: float, windows: tuple[int, ...]) -> tuple[Traffic, ...]:
    return (*(pace.since(minute - window) for window in windows), pace.total)
