"""The town's time, and the watches of its servers, which may be wrong."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

RIGHT = timedelta(0)


class TownTime:
    """Runs beside the loop's, faster or not, and leaps over the hours in which nothing happens."""

    def __init__(self, loop: asyncio.AbstractEventLoop, start: datetime) -> None:
        self._loop = loop
        self._start, self._since, self._speed = start, loop.time(), 1.0

    def now(self) -> datetime:
        elapsed = (self._loop.time() - self._since) * self._speed
        return self._start + timedelta(seconds=elapsed)

    def before(self, seconds: float) -> datetime:
        """What was shown so many of the loop's seconds ago, had it not leapt since."""
        return self.now() - timedelta(seconds=seconds * self._speed)

    def leap(self, moment: datetime, speed: float = 1.0) -> None:
        """To a later moment; and goes on from there at this speed."""
        self._start, self._since = max(self.now(), moment), self._loop.time()
        self._speed = speed


@dataclass
class Watch:
    """What one server reads: `application.clock.Clock`."""

    town: TownTime
    wrong: timedelta = field(default=RIGHT)

    def now(self) -> datetime:
        return self.town.now() + self.wrong
