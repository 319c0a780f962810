"""Which job is printed, voided or refused next, and how the printer is: one thing at a time."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta

import structlog

from printer.crests import Crests
from printer.fate import InDoubt, NotReady
from printer.press import Press
from printer.reports import SPOOL, Reports
from printer.spool import Record, Spool, SpoolBroken
from server.protocol.printing import JobReport, PrinterStatus, PrintOrder

log = structlog.get_logger()

OFFLINE_SECONDS = 6.0
"""A printer that does not answer is asked for so long before the visitor is told."""
IDLE_SECONDS = 0.8
"""Between two looks at the printer: with its time to answer, trouble is known within 2 s."""
RETRY_SECONDS = 1.0
CRESTS = "crests"
"""The folder beside the spool where the town's picture is kept."""

OUT_OF_MEMORY = PrinterStatus(online=False, error=SPOOL)
"""The agent cannot write down what it does: its printer counts as broken."""


class PrinterAgent:
    """What to print, what became of it, and how the printer is. Knows no socket."""

    def __init__(
        self,
        press: Press,
        spool: Spool,
        idle: float = IDLE_SECONDS,
        crests: Crests | None = None,
    ) -> None:
        self.status = PrinterStatus(online=False)
        self.changed = asyncio.Event()
        """There is something new to tell the server."""
        self.view: list[PrintOrder] = []
        self._press, self._spool, self._idle = press, spool, idle
        self._crests = crests or Crests(spool.folder / CRESTS)
        self._next_crest: str | None = None
        self._misunderstood: str | None = None
        """Why the server's last picture could not be read."""
        self._told_time: tuple[datetime, float] | None = None
        """The server's time, and our monotonic second when it said so."""
        self._jobs = asyncio.Event()
        self._first_try: dict[str, float] = {}
        self._reports = Reports(spool)
        self._adopt_unfinished()

    def hear_time(self, at: datetime) -> None:
        """A job's time is told by the server's clock: this machine's may be wrong by hours."""
        self._told_time = (at, time.monotonic())

    def misunderstand(self, why: str) -> None:
        """A picture that cannot be read: the office is told, and what was seen before goes on."""
        self._misunderstood = why
        self._show(self.status)

    def see(self, jobs: list[PrintOrder], crest: str | None = None) -> None:
        """The server's picture: what is not settled, oldest first."""
        self.view, self._next_crest, self._misunderstood = jobs, crest, None
        self._first_try = {j.id: t for j in jobs if (t := self._first_try.get(j.id)) is not None}
        self._jobs.set()

    def reports(self) -> list[JobReport]:
        return self._reports.of(self.view)

    async def step(self) -> bool:
        """Do one thing; False when there is nothing to do now."""
        self._jobs.clear()
        try:
            return await self._step()
        except SpoolBroken as fault:
            self._print_nothing(fault)
            return False

    def _print_nothing(self, fault: SpoolBroken) -> None:
        if self.status.error != SPOOL:
            log.error("nothing is printed: the spool fails", reason=str(fault))
        self._show(OUT_OF_MEMORY)
        self._reports.without_spool(self.view)
        self.changed.set()

    async def _step(self) -> bool:
        self._refuse_expired()
        wanted = [j for j in self.view if not self._reports.is_final(j) and not self._is_expired(j)]
        hanging = self._spool.hanging()
        if hanging and all(job.id != hanging.id for job in wanted) and await self._void(hanging):
            return True
        if wanted:
            return await self._attend(wanted[0])
        if self._next_crest:
            await self._crests.find(self._next_crest)
        return False

    async def rest(self) -> None:
        """Until there is a new picture, the printer says something, or it is time to look."""
        self._show(await self._condition())
        self._press.news.clear()
        waiting = any(not self._reports.is_final(job) for job in self.view)
        sleepers = [asyncio.create_task(event.wait()) for event in (self._jobs, self._press.news)]
        pause = min(RETRY_SECONDS, self._idle) if waiting else self._idle
        await asyncio.wait(sleepers, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
        for sleeper in sleepers:
            sleeper.cancel()

    async def _condition(self) -> PrinterStatus:
        try:
            if self.status == OUT_OF_MEMORY:
                self._spool.try_out()
                self._adopt_unfinished()
                self._reports.with_spool_again()
            return await self._press.look()
        except SpoolBroken:
            return OUT_OF_MEMORY

    async def work(self) -> None:
        """For ever."""
        while True:
            if not await self.step():
                await self.rest()

    async def _attend(self, job: PrintOrder) -> bool:
        try:
            document = await self._crests.dress(job.document)
            body = await asyncio.to_thread(self._press.composer.body, document)
        except Exception:
            log.exception("the ticket cannot be drawn", job=job.id)
            self._settle(job, "document")
            return True
        try:
            result = await self._press.print(job, body, lambda why: self._worry(job, why))
            log.info("ticket", job=job.id, number=job.number, result=result)
        except NotReady as refusal:
            return self._refused(job, refusal.reason)
        except InDoubt as doubt:
            log.warning("ticket in doubt", job=job.id, number=job.number, reason=doubt.reason)
            self.changed.set()
            return False
        self._tell_late(JobReport(job=job.id, result=result))
        return True

    async def _void(self, hanging: Record) -> bool:
        """Its time is over, or a person took it over: only its paper is left to void."""
        try:
            await self._press.settle()
        except NotReady:
            return False
        self._tell_late(JobReport(job=hanging.id, result="not_printed", reason="voided"))
        return True

    def _tell_late(self, report: JobReport) -> None:
        if all(job.id != report.job for job in self.view):
            self._reports.out_of_view(report)
        self.changed.set()

    def _refused(self, job: PrintOrder, reason: str) -> bool:
        """A known fault is told at once: the visitor stands there. Silence gets a second chance."""
        record = self._spool.find(job.id)
        if record and record.meaning.hangs:
            return False
        since = self._first_try.setdefault(job.id, time.monotonic())
        silent = reason in ("offline", "no_answer")
        if silent and time.monotonic() - since < OFFLINE_SECONDS:
            return False
        self._settle(job, reason)
        return True

    def _refuse_expired(self) -> None:
        for job in self.view:
            record = self._spool.find(job.id)
            unbegun = record is None or record.meaning.unbegun
            if unbegun and self._is_expired(job):
                self._settle(job, "expired")

    def _is_expired(self, job: PrintOrder) -> bool:
        if job.expires_at is None or self._told_time is None:
            return False
        at, second = self._told_time
        return job.expires_at <= at + timedelta(seconds=time.monotonic() - second)

    def _settle(self, job: PrintOrder, reason: str) -> None:
        log.warning("ticket not printed", job=job.id, number=job.number, reason=reason)
        self._spool.write(job.id, job.number, "not_printed", reason)
        self.changed.set()

    def _worry(self, job: PrintOrder, reason: str) -> None:
        self._spool.write(job.id, job.number, "doubt", reason)
        self._show(self._press.last_status() or self.status)
        self.changed.set()

    def _show(self, status: PrinterStatus) -> None:
        if self._misunderstood:
            status = PrinterStatus(online=False, error=self._misunderstood)
        if status != self.status:
            self.status = status
            self.changed.set()

    def _adopt_unfinished(self) -> None:
        """A job that was being sent when the agent stopped has an unknown fate."""
        record = self._spool.hanging()
        if record and record.fate == "sending":
            self._spool.write(record.id, record.number, "doubt", "restart")
