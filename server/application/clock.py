"""The time, handed in from outside."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

YEARS, FASTEST = range(2000, 2100), 100_000
"""What a set clock may show: beyond them dates come to an end while it runs."""


class Clock(Protocol):
    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class SetClock:
    """Starts at a given moment and runs at a given speed: for demonstrations and tests.

    A demonstration may steer it, forward only: a day that ran backwards would be none.
    """

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        self._begin(start.astimezone(UTC), speed)

    def now(self) -> datetime:
        elapsed = (time.monotonic() - self._origin) * self.speed
        return self._start + timedelta(seconds=elapsed)

    def run(self, speed: float) -> None:
        self._begin(self.now(), speed)

    def go_to(self, moment: datetime) -> None:
        self._begin(max(self.now(), moment.astimezone(UTC)), self.speed)

    def _begin(self, start: datetime, speed: float) -> None:
        self._start, self.speed, self._origin = start, speed, time.monotonic()


def clock_from(setting: str) -> Clock:
    """`SUIVANT_CLOCK`: empty for the real time, else `2026-11-24T09:00:00+01:00[ xSPEED]`.

    Raises ValueError when it cannot be read.
    """
    if not setting:
        return SystemClock()
    moment, _, speed = setting.partition(" x")
    try:
        start, pace = datetime.fromisoformat(moment), float(speed or 1)
    except ValueError as error:
        raise ValueError("write it as in 2026-11-24T09:00:00+01:00 x60") from error
    if start.tzinfo is None:
        raise ValueError("it needs an offset from UTC, as in 2026-11-24T09:00:00+01:00")
    if not (start.year in YEARS and 0 <= pace <= FASTEST):
        raise ValueError(f"from {YEARS[0]} to {YEARS[-1]}, and at most x{FASTEST}")
    return SetClock(start, pace)
