"""One day of a site ends and the next begins; what a failing store left open is closed later."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime

from server.application.answers import Answer
from server.application.clerk import Clerk
from server.application.clock import Clock
from server.application.group import CommandGroup, Listeners
from server.application.reception import Reception, current_day
from server.application.request import Request
from server.application.turns import Turns
from server.domain.commands import CloseDay, Who
from server.domain.lifecycle import Actor
from server.domain.refusal import Refusal

SYSTEM = Who("system", Actor.SYSTEM)


class Days:
    def __init__(self, clerk: Clerk, clock: Clock, turns: Turns, listeners: Listeners) -> None:
        self._clerk = clerk
        self._clock = clock
        self._turns = turns
        self._listeners = listeners

    def over(self, receptions: Iterable[Reception]) -> list[Reception]:
        now = self._clock.now()
        return [reception for reception in receptions if reception.is_over(now)]

    async def roll(self, receptions: Iterable[Reception]) -> None:
        """Those whose hour has come end their day and begin the next."""
        for reception in self.over(receptions):
            await self._begin_next(reception)

    async def close(self, reception: Reception) -> None:
        """A day without facts needs no closing. Another process may have closed it first, or have
        written what is not known here yet."""
        await self._turns.catch_up([reception])
        if reception.ahead.seq and not reception.ahead.closed:
            reply: asyncio.Future[Answer | Refusal] = asyncio.get_running_loop().create_future()
            closing = CommandGroup([Request(reception, CloseDay(), SYSTEM, None, None, reply)])
            await self._turns.write(closing)
            closing.tell(self._listeners)

    async def follow(self, reception: Reception) -> None:
        """Another process writes in a later day: a clock was wrong for a moment, there or here. In
        two days at once, a hall would give each number twice."""
        now = self._clock.now()
        day = await self._clerk.do(current_day, self._clerk.journal, reception.site, now)
        if day > reception.committed.date:
            await self.close(reception)
            await self._begin_current(reception, now)

    async def _begin_next(self, reception: Reception) -> None:
        now = self._clock.now()
        if now < reception.ends_at:
            await self._begin_current(reception, now)
        while now >= reception.ends_at:
            await self.close(reception)
            await self._begin_current(reception, now)

    async def _begin_current(self, reception: Reception, now: datetime) -> None:
        day = await self._clerk.do(current_day, self._clerk.journal, reception.site, now)
        if day != reception.committed.date:
            reception.begin(day)
            await self._turns.catch_up([reception])
            self._listeners.changed(reception)
