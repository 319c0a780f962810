"""What one day of one service leaves behind: sums by the hour, to be added and taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import add, sub

HOURS = 24


def hour_of(minute: float, hour: float) -> int:
    return min(max(int(minute // hour), 0), HOURS - 1)


def _hours() -> list[float]:
    return [0.0] * HOURS


@dataclass(slots=True)
class DayTable:
    """Of one day, or of several added up."""

    busy: list[float] = field(default_factory=_hours)
    calls: list[float] = field(default_factory=_hours)
    counter_time: float = 0.0
    open_counters: list[float] = field(default_factory=_hours)
    looks: list[float] = field(default_factory=_hours)
    issued: list[float] = field(default_factory=lambda: [0.0] * (HOURS + 1))
    """By the end of each hour; the first is midnight."""
    waits: list[float] = field(default_factory=_hours)
    visits: list[float] = field(default_factory=_hours)
    days: float = 1.0
    days_with_calls: float = 0.0
    last_calls: float = 0.0
    """Of a day its last call, of several the sum of theirs."""

    def looked(self, minute: float, counters: float, issued: float, hour: float) -> None:
        h = hour_of(minute, hour)
        self.open_counters[h] += max(1.0, counters)
        self.looks[h] += 1
        for later in range(h + 1, HOURS + 1):
            self.issued[later] = issued

    def served(self, hour: int, busy: float, calls: float, counter_time: float) -> None:
        self.busy[hour] += busy
        self.calls[hour] += calls
        self.counter_time += counter_time

    def called(self, minute: float) -> None:
        self.days_with_calls, self.last_calls = 1.0, minute

    def waited(self, hour: int, wait: float) -> None:
        self.waits[hour] += wait
        self.visits[hour] += 1

    def plus(self, other: DayTable) -> DayTable:
        return self._with(other, add)

    def minus(self, other: DayTable) -> DayTable:
        return self._with(other, sub)

    def _with(self, other: DayTable, how: Callable[[float, float], float]) -> DayTable:
        return DayTable(
            busy=list(map(how, self.busy, other.busy)),
            calls=list(map(how, self.calls, other.calls)),
            counter_time=how(self.counter_time, other.counter_time),
            open_counters=list(map(how, self.open_counters, other.open_counters)),
            looks=list(map(how, self.looks, other.looks)),
            issued=list(map(how, self.issued, other.issued)),
            waits=list(map(how, self.waits, other.waits)),
            visits=list(map(how, self.visits, other.visits)),
            days=how(self.days, other.days),
            days_with_calls=how(self.days_with_calls, other.days_with_calls),
            last_calls=how(self.last_calls, other.last_calls),
        )


def nothing() -> DayTable:
    return DayTable(days=0.0)
