"""Waiting by the demonstration's clock: when it runs ten times as fast, so does everybody."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from server.application.clock import SetClock

BLINK = 0.2
"""Seconds between two looks at a clock that somebody may turn at any moment."""


class Pace:
    def __init__(self, clock: SetClock) -> None:
        self.clock = clock

    def now(self) -> datetime:
        return self.clock.now()

    async def rest(self, minutes: float) -> None:
        await self.until(self.now() + timedelta(minutes=minutes))

    async def until(self, moment: datetime) -> None:
        while (left := (moment - self.now()).total_seconds()) > 0:
            await asyncio.sleep(min(BLINK, left / self.clock.speed))
