"""The one door: every change is a command that waits here, is decided, written and answered.

All commands that wait are decided on the day as it will be, written in one transaction (group
commit), and only then answered and shown. When another process wrote first, the store refuses the
whole transaction: the writer reads what it missed and decides again, now taking turns with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol, TypeVar

import structlog

from server.application.answers import Answer, read
from server.application.clock import Clock
from server.application.measures import (
    COMMANDS,
    COMMIT_SECONDS,
    CONFLICTS,
    GROUP_SIZE,
    PRINTS,
)
from server.application.reception import Journal, Reception, current_day, left_open, missed_facts
from server.application.request import Repeat, Request
from server.domain.commands import CloseDay, Command, ReportPrint, Who
from server.domain.journal import Conflict, Entry, Unavailable
from server.domain.refusal import Refusal

MOST_AT_ONCE = 256
"""Commands in one transaction: beyond it the first would wait for the last."""
RETRIES = 20
"""Lost races in a row before giving up; each means that another process did write."""
CROWDED = 20
"""So many groups in a row without a word from another process, and turns are not taken any more."""
SYSTEM = Who("system", staff=True, in_charge=True)

log = structlog.get_logger()


class WritingJournal(Journal, Protocol):
    def append(self, entries: Sequence[Entry]) -> None: ...
    def take_turn(self, sites: Iterable[str]) -> None: ...
    def leave_turn(self) -> None: ...
    def answer(self, site: str, day: date, seq: int) -> str | None: ...
    def newest(self) -> dict[str, tuple[date, int]]: ...
    def last_fallback(self, site: str, before: date) -> str | None: ...


Told = Callable[[Reception], None]
Chore = Callable[[], Awaitable[object]]
T = TypeVar("T")


class Writer:
    """One for the process; sites share its transactions.

    `changed` is told whenever a reception has new facts, `written` when they are of this process.
    """

    def __init__(self, journal: WritingJournal, clock: Clock, changed: Told, written: Told) -> None:
        self._journal = journal
        self._clock = clock
        self._changed = changed
        self._written = written
        self._waiting: list[Request] = []
        self._chores: list[Chore] = []
        self._ending: set[Reception] = set()
        self._behind_others: set[Reception] = set()
        self._crowded = 0
        self._wake = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    @property
    def running(self) -> bool:
        return self._task is not None and not self._task.done()

    async def stop(self) -> None:
        """Writes what waits, then ends."""
        while self._waiting:
            await asyncio.sleep(0)
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._thread.shutdown(wait=True)

    async def submit(
        self,
        reception: Reception,
        command: Command,
        who: Who,
        key: str | None = None,
        note: tuple[str, str] | None = None,
    ) -> Answer | Refusal:
        """Decided, kept and answered. Raises Unavailable when the store cannot keep it."""
        reply: asyncio.Future[Answer | Refusal] = asyncio.get_running_loop().create_future()
        self._waiting.append(Request(reception, command, who, key, note, reply))
        self._wake.set()
        return await reply

    def roll(self, receptions: Iterable[Reception]) -> None:
        """Closes the days whose hour has come; commands do it too, this is for quiet nights."""
        for reception in self._over(receptions) - self._ending:
            self._ending.add(reception)
            self._chore(partial(self._roll, reception))

    def settle(self, reception: Reception) -> None:
        """Closes what was left open before the reception's day, by a store that failed then."""
        self._chore(partial(self._close_older_days, reception))

    def refresh(self, reception: Reception) -> None:
        """Another process has written. However often it says so, the store is read once."""
        if reception not in self._behind_others:
            self._behind_others.add(reception)
            self._chore(partial(self._catch_up, reception))

    def _chore(self, chore: Chore) -> None:
        self._chores.append(chore)
        self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting or self._chores:
                await self._do_a_chore()
                batch = self._waiting[:MOST_AT_ONCE]
                del self._waiting[:MOST_AT_ONCE]
                if batch:
                    await self._write(batch)

    async def _do_a_chore(self) -> None:
        """One at a time: nobody waits until a thousand other halls have closed their day."""
        if self._chores:
            try:
                await self._chores.pop(0)()
            except Unavailable as error:
                log.error("journal_unavailable", error=str(error))
            except Exception:
                log.exception("chore_failed")

    async def _write(self, batch: list[Request]) -> None:
        try:
            await self._roll_if_due({request.reception for request in batch})
            await self._decide_and_append(batch)
        except Unavailable as error:
            log.error("journal_unavailable", error=str(error), commands=len(batch))
            self._give_up(batch, error)
        except Exception as error:
            if len(batch) > 1:
                await self._write_one_by_one(batch)
                return
            log.exception("command_failed", command=type(batch[0].command).__name__)
            self._give_up(batch, error)
        else:
            await self._tell(batch)

    async def _tell(self, batch: list[Request]) -> None:
        """It is written: whatever goes wrong now, it must not be written again."""
        try:
            await self._commit(batch)
        except Exception as error:
            log.exception("told_in_part", commands=len(batch))
            self._give_up(batch, error)

    async def _write_one_by_one(self, batch: list[Request]) -> None:
        """One of them brings down whatever it is written with: the others are to be served."""
        for request in batch:
            await self._write([request])

    def _give_up(self, batch: list[Request], error: Exception) -> None:
        for request in batch:
            if not request.reply.done():
                request.reply.set_exception(error)

    async def _decide_and_append(self, batch: list[Request]) -> None:
        """Whatever goes wrong, the days are then as they are in the store."""
        receptions = {request.reception for request in batch}
        try:
            await self._until_appended(batch, receptions)
        except Exception:
            for reception in receptions:
                reception.forget_ahead()
            raise

    async def _until_appended(self, batch: list[Request], receptions: set[Reception]) -> None:
        for _ in range(RETRIES):
            try:
                if self._crowded:
                    await self._try_in_turn(batch, receptions)
                else:
                    await self._try_at_once(batch)
            except Conflict:
                CONFLICTS.inc()
                self._crowded = CROWDED
                for reception in receptions:
                    await self._catch_up(reception)
            else:
                return
        raise Unavailable("other processes wrote first, again and again")

    async def _try_at_once(self, batch: list[Request]) -> None:
        """Raises Conflict when another process was first."""
        self._decide(batch)
        if await self._behind(batch):
            raise Conflict("decided on a day that has gone on")
        await self._append(batch)

    async def _try_in_turn(self, batch: list[Request], receptions: set[Reception]) -> None:
        """Where others write too: nobody decides in vain, nobody is always too late."""
        await self._in_thread(self._journal.take_turn, [r.site.slug for r in receptions])
        try:
            missed = [await self._catch_up(reception) for reception in receptions]
            self._crowded = CROWDED if any(missed) else self._crowded - 1
            self._decide(batch)
            await self._append(batch)
        finally:
            await self._in_thread(self._journal.leave_turn)

    def _decide(self, batch: list[Request]) -> None:
        now = self._clock.now()
        for request in batch:
            request.decide(now)

    async def _behind(self, batch: list[Request]) -> bool:
        """Whether a refusal, which no place in the journal checks, overlooks another's facts."""
        unsure = {r.reception for r in batch if not r.facts and not isinstance(r.result, Repeat)}
        for reception in unsure:
            slug, day = reception.site.slug, reception.committed
            if await self._in_thread(self._journal.facts, slug, day.date, day.seq, 1):
                return True
        return False

    async def _append(self, batch: list[Request]) -> None:
        entries = [request.entry for request in batch if request.facts]
        if entries:
            GROUP_SIZE.observe(len(entries))
            with COMMIT_SECONDS.time():
                await self._in_thread(self._journal.append, entries)

    async def _in_thread(self, call: Callable[..., T], *told: Any) -> T:
        """The journal's own: calls to the store stand in one line."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *told)

    async def _commit(self, batch: list[Request]) -> None:
        for request in batch:
            if request.note and request.facts:
                request.reception.notes[request.note[0]] = request.note[1]
            request.reception.commit(request.facts)
        for reception in {request.reception for request in batch if request.facts}:
            self._changed(reception)
            self._written(reception)
        await self._answer(batch)

    async def _answer(self, batch: list[Request]) -> None:
        """What was written is told first; an older answer may be unreadable, for its asker."""
        repeats = []
        for request in batch:
            if isinstance(request.result, Repeat):
                repeats.append((request, request.result))
            else:
                _reply(request, request.result)
        for request, first in repeats:
            try:
                _reply(request, await self._first_answer(request, first.seq))
            except Exception as error:
                log.error("first_answer_unreadable", error=str(error))
                self._give_up([request], error)

    async def _first_answer(self, request: Request, seq: int) -> Answer:
        reception = request.reception
        slug, day = reception.site.slug, reception.ahead.date
        kept = await self._in_thread(self._journal.answer, slug, day, seq)
        return read(kept, request.command)

    async def _catch_up(self, reception: Reception) -> bool:
        """Read in the journal's thread, applied in the loop's: nobody sees half of it.

        Returns whether there was anything to catch up with.
        """
        self._behind_others.discard(reception)
        facts, notes = await self._in_thread(missed_facts, self._journal, reception)
        reception.catch_up(facts, notes)
        if facts:
            self._changed(reception)
        return bool(facts)

    async def _roll(self, reception: Reception) -> None:
        self._ending.discard(reception)
        await self._roll_if_due([reception])

    async def _roll_if_due(self, receptions: Iterable[Reception]) -> None:
        for reception in self._over(receptions):
            await self._begin_next_day(reception)

    def _over(self, receptions: Iterable[Reception]) -> set[Reception]:
        now = self._clock.now()
        return {reception for reception in receptions if reception.is_over(now)}

    async def _begin_next_day(self, reception: Reception) -> None:
        now = self._clock.now()
        if now < reception.ends_at:
            await self._begin_current_day(reception, now)
        while now >= reception.ends_at:
            await self._close_day(reception)
            await self._begin_current_day(reception, now)

    async def _begin_current_day(self, reception: Reception, now: datetime) -> None:
        day = await self._in_thread(current_day, self._journal, reception.site, now)
        if day != reception.committed.date:
            reception.begin(day)
            await self._catch_up(reception)
            self._changed(reception)

    async def _close_day(self, reception: Reception) -> None:
        """A day without facts needs no closing. Another process may have closed it first."""
        if reception.ahead.seq and not reception.ahead.closed:
            reply: asyncio.Future[Answer | Refusal] = asyncio.get_running_loop().create_future()
            closing = [Request(reception, CloseDay(), SYSTEM, None, None, reply)]
            await self._decide_and_append(closing)
            await self._commit(closing)

    async def _close_older_days(self, reception: Reception) -> None:
        for older in await self._in_thread(left_open, self._journal, reception):
            await self._close_day(older)


def _reply(request: Request, result: Answer | Refusal | None) -> None:
    assert result is not None
    _count(request)
    if not request.reply.done():
        request.reply.set_result(result)


def _count(request: Request) -> None:
    """Refusals are counted where they are said (`server.rim.problems`)."""
    command = request.command
    COMMANDS.labels(type(command).__name__).inc()
    if isinstance(command, ReportPrint) and request.facts:  # an agent repeats what it reports
        PRINTS.labels(command.result).inc()
