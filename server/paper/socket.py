"""The printer's socket: its open jobs go out, its reports come in (contract, section 5)."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import structlog
from fastapi import APIRouter, WebSocket
from pydantic import BaseModel, ValidationError

from server.application.days import SYSTEM
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.rounds import attempt
from server.domain import commands as c
from server.domain.journal import Unavailable
from server.domain.papers import PrintJob
from server.domain.refusal import Code
from server.live.channel import Channel
from server.live.connection import show
from server.live.hub import Hub
from server.live.urgency import Urgency
from server.paper.orders import Orders
from server.protocol.printing import JobReport, StatusReport
from server.rim.access import Caller, Doorkeeper, is_printer
from server.rim.asker import base_url, kept, receptions_of
from server.rim.presence import presence_of
from server.rim.problems import Refused
from server.rim.seldom import SELDOM
from server.rim.sockets import admitted, reception_for

SILENCE = 12.0
"""Seconds. An agent that answers each heartbeat, every 5 s, and then none, has lost its power or
its cable; the socket itself would notice that half a minute later."""
AT_ONCE = 64
"""Reports under way; whatever is beyond them the agent says again."""

router = APIRouter()
log = structlog.get_logger()


class PrinterLine:
    """One printer's agent, connected."""

    def __init__(self, socket: WebSocket, reception: Reception, caller: Caller) -> None:
        assert caller.device is not None
        self._receptions: Receptions = receptions_of(socket)
        self._hub: Hub = socket.app.state.hub
        self._doorkeeper: Doorkeeper = socket.app.state.doorkeeper
        self._base = base_url(socket)
        self._tasks: set[asyncio.Task[None]] = set()
        self._given_up: set[str] = set()
        self._beats = False
        self.patience = asyncio.timeout(None)
        """Runs out when the agent falls silent."""
        self.reception = reception
        self._caller = caller
        self.device_id, self._name = caller.device.id, caller.device.name

    @property
    def site(self) -> str:
        return self.reception.site.slug

    @property
    def channel(self) -> Channel:
        name = f"printer|{self.device_id}"
        orders = Orders(self._receptions, self.reception, self.device_id, self._base, self._give_up)
        return Channel(self.site, name, "printer", orders.paint, lambda: Urgency.VISITOR)

    def heard(self, text: str) -> None:
        """A report on a job, or on the printer itself. Nonsense is logged, not answered."""
        told = _parse(text)
        if isinstance(told, StatusReport):
            self._beats = told.beats
            if self._receptions.printers.told(self.device_id, told.status):
                self._spread()
        if self._beats:
            self.patience.reschedule(asyncio.get_running_loop().time() + SILENCE)
        if isinstance(told, JobReport) and len(self._tasks) < AT_ONCE:
            self._start(self._settle(told))

    def _give_up(self, job: PrintJob, reason: str) -> None:
        if job.id not in self._given_up:
            self._given_up.add(job.id)
            command = c.ReportPrint(job.id, "not_printed", reason)
            self._start(attempt("give_up", lambda: self._ask(command, SYSTEM)))

    async def _settle(self, report: JobReport) -> None:
        """The agent repeats until the job leaves its picture: a lost report is only late."""
        command = c.ReportPrint(report.job, report.result, report.reason)
        try:
            await self._believe(report.job)
            await self._ask(command, self._caller.who())
        except Refused as refused:
            SELDOM.warn("print_report_refused", refused.refusal.code)
        except Exception as error:  # a job's name holds its ticket's number: not logged
            log.error("print_report_lost", error=str(error))

    async def _ask(self, command: c.ReportPrint, who: c.Who) -> None:
        kept(await self._receptions.do(self.reception, command, who))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _believe(self, job_id: str) -> None:
        """A printer reports for its own jobs alone, and as long as it is in force.

        Raises `not_signed_in`, `forbidden`, Unavailable.
        """
        job = self.reception.committed.papers.jobs.get(job_id)
        if job is not None and job.printer != self.device_id:
            raise Refused(Code.FORBIDDEN)
        if self._caller.proof not in await self._doorkeeper.look_again((self._caller.proof,)):
            raise Refused(Code.NOT_SIGNED_IN)

    def joined(self) -> None:
        self._receptions.printers.enrol(self.device_id, self._name, self.site)
        self._receptions.printers.joined(self.device_id, self._receptions.now())
        self._spread()

    def left(self) -> None:
        self._receptions.printers.left(self.device_id, self._receptions.now())
        self._spread()

    def _spread(self) -> None:
        """Kiosk, office and console say how the printer is, in every process."""
        self._hub.changed(self.site)
        self._receptions.tell_printer(self.device_id)


@router.websocket("/ws/printer")
async def printer_socket(socket: WebSocket) -> None:
    caller = await admitted(socket, None, is_printer)
    if caller is None or caller.device is None:
        return
    reception = await reception_for(socket, caller.device.site)
    if reception is None:
        return
    line, presence = PrinterLine(socket, reception, caller), presence_of(socket)
    channel = line.channel
    await socket.accept()
    async with presence.staying(socket, caller, line.site, is_printer, channel.name) as stay:
        with suppress(Unavailable):
            # Enrolled anew: whoever was here under its name before is let go first.
            await presence.look_again()
        if stay.code is None:
            await _print(socket, line, channel)


async def _print(socket: WebSocket, line: PrinterLine, channel: Channel) -> None:
    """As long as its agent is heard."""
    line.joined()
    try:
        async with line.patience:
            hub: Hub = socket.app.state.hub
            await show(socket, hub, channel, receptions_of(socket).now, line.heard)
    except TimeoutError:
        log.warning("printer_fell_silent", printer=line.device_id)
    finally:
        line.left()
    await socket.close(reason="silent")


def _parse(text: str) -> BaseModel | None:
    for kind in (JobReport, StatusReport):
        try:
            return kind.model_validate_json(text)
        except ValidationError:
            continue
    SELDOM.warn("printer_said_nonsense", "not the protocol's")
    return None
