"""The one door: every change is a command that waits here until it is written and answered.

All commands that wait are decided on the day as it will be, written in one transaction (group
commit), and only then answered and shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

import structlog

from server.application.answers import Answer
from server.application.clerk import Clerk
from server.application.clock import Clock
from server.application.days import Days
from server.application.group import CommandGroup, Listeners
from server.application.lot import Lot, by_lot
from server.application.reception import Reception
from server.application.request import Request
from server.application.turns import Turns
from server.domain.commands import Command, Who
from server.domain.journal import Unavailable, WritingJournal
from server.domain.papers import LastFallback, Printer
from server.domain.refusal import Refusal

MOST_AT_ONCE = 256
"""Commands in one transaction: beyond it the first would wait for the last."""
LOOK_AGAIN = 0.005
"""Seconds between two looks, at the end, whether anything still waits."""

Chore = Callable[[], Awaitable[object]]
ChoreAt = Callable[[Reception], Awaitable[object]]
Tried = asyncio.Future[bool]
"""Whether a chore could be done, once it was tried."""

log = structlog.get_logger()


class Writer:
    """One for the process; sites share its transactions."""

    def __init__(
        self, journal: WritingJournal, clock: Clock, listeners: Listeners, lot: Lot = by_lot
    ) -> None:
        self._listeners = listeners
        self._lot = lot
        self._clerk = Clerk(journal)
        self._turns = Turns(self._clerk, clock, listeners.changed)
        self._days = Days(self._clerk, clock, self._turns, listeners)
        self._waiting: list[Request] = []
        self._chores: list[tuple[Chore, Tried]] = []
        self._expected: dict[tuple[ChoreAt, Reception], Tried] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    @property
    def running(self) -> bool:
        return self._task is not None and not self._task.done()

    async def stop(self) -> None:
        """Writes what waits, then ends."""
        while self._waiting:
            await asyncio.sleep(LOOK_AGAIN)
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._clerk.go_home()

    async def submit(
        self,
        reception: Reception,
        command: Command,
        who: Who,
        key: str | None = None,
        note: tuple[str, str] | None = None,
        printer: Printer | None = None,
        last_fallback: LastFallback | None = None,
    ) -> Answer | Refusal:
        """Decided, kept and answered. Raises Unavailable when the store cannot keep it."""
        reply: asyncio.Future[Answer | Refusal] = asyncio.get_running_loop().create_future()
        asked = Request(
            reception, command, who, key, note, reply, printer, last_fallback, self._lot
        )
        self._waiting.append(asked)
        self._wake.set()
        return await reply

    def roll(self, receptions: Iterable[Reception]) -> None:
        """Ends the days whose hour has come; commands do it too, this is for quiet nights."""
        for reception in self._days.over(receptions):
            self._once(self._roll, reception)

    def close(self, left_open: Iterable[Reception]) -> None:
        """Days that nobody works on any more, and that a store that failed then did not end."""
        for reception in left_open:
            self._chore(partial(self._days.close, reception))

    def follow(self, reception: Reception) -> Tried:
        """Another process has written in a later day."""
        return self._once(self._days.follow, reception)

    def refresh(self, reception: Reception) -> Tried:
        """Another process has written."""
        return self._once(self._catch_up, reception)

    async def done(self) -> None:
        """Waits until the chores of this moment are done."""
        await self._chore(_nothing)

    def _once(self, chore: ChoreAt, reception: Reception) -> Tried:
        """However often it is wanted before its turn comes, it is done once."""
        expected = (chore, reception)
        if expected not in self._expected:
            self._expected[expected] = self._chore(partial(self._begin, *expected))
        return self._expected[expected]

    async def _begin(self, chore: ChoreAt, reception: Reception) -> None:
        del self._expected[chore, reception]
        await chore(reception)

    def _chore(self, chore: Chore) -> Tried:
        done: Tried = asyncio.get_running_loop().create_future()
        self._chores.append((chore, done))
        self._wake.set()
        return done

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting or self._chores:
                await self._do_a_chore()
                requests = self._waiting[:MOST_AT_ONCE]
                del self._waiting[:MOST_AT_ONCE]
                if requests:
                    await self._write(CommandGroup(requests))

    async def _do_a_chore(self) -> None:
        """One at a time: nobody waits until a thousand other halls have closed their day."""
        if self._chores:
            chore, done = self._chores.pop(0)
            succeeded = False
            try:
                await chore()
                succeeded = True
            except Unavailable as error:
                log.error("journal_unavailable", error=str(error))
            except Exception:
                log.exception("chore_failed")
            if not done.cancelled():
                done.set_result(succeeded)

    async def _write(self, group: CommandGroup) -> None:
        try:
            await self._days.roll(group.receptions)
            await self._turns.write(group)
        except Unavailable as error:
            log.error("journal_unavailable", error=str(error), commands=len(group.requests))
            group.give_up(error)
        except Exception as error:
            await self._write_apart(group, error)
        else:
            self._tell(group)

    def _tell(self, group: CommandGroup) -> None:
        """It is written: whatever goes wrong now, it must not be written again."""
        try:
            group.tell(self._listeners)
        except Exception as error:
            log.exception("told_in_part", commands=len(group.requests))
            group.give_up(error)

    async def _write_apart(self, group: CommandGroup, error: Exception) -> None:
        """One of them brings down whatever it is written with: the others are to be served."""
        if len(group.requests) > 1:
            for request in group.requests:
                await self._write(CommandGroup([request]))
            return
        log.exception("command_failed", command=type(group.requests[0].command).__name__)
        group.give_up(error)

    async def _roll(self, reception: Reception) -> None:
        await self._days.roll([reception])

    async def _catch_up(self, reception: Reception) -> None:
        await self._turns.catch_up([reception])


async def _nothing() -> None:
    pass
