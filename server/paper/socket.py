"""The printer's socket: its open jobs go out, its reports come in (contract, section 5)."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, ValidationError

from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.domain import commands as c
from server.domain.papers import FALLBACK, PrintJob
from server.live.channel import Channel
from server.live.connection import show
from server.live.hub import Hub
from server.live.picture import Picture
from server.live.urgency import Urgency
from server.paper.staff.fallback import fallback_job
from server.paper.staff.pages import LANGUAGE, is_page, page_job
from server.paper.ticket import ticket_job
from server.protocol.printing import JobReport, PrinterPicture, PrintOrder, StatusReport
from server.rim.access import Caller, is_printer
from server.rim.asker import base_url, kept, receptions_of
from server.rim.problems import Refused
from server.rim.sockets import TRY_AGAIN_LATER, admitted, close, reception_for

SILENCE = 12.0
"""Seconds. An agent that answers each heartbeat, every 5 s, and then none, has lost its power or
its cable; the socket itself would notice that half a minute later."""

router = APIRouter()
log = structlog.get_logger()


class PrinterLine:
    """One printer's agent, connected."""

    def __init__(self, socket: WebSocket, reception: Reception, caller: Caller) -> None:
        assert caller.device is not None
        self._receptions: Receptions = receptions_of(socket)
        self._hub: Hub = socket.app.state.hub
        self._base = base_url(socket)
        self._tasks: set[asyncio.Task[None]] = set()
        self._beats = False
        self.patience = asyncio.timeout(None)
        """Runs out when the agent falls silent."""
        self.reception = reception
        self._caller = caller
        self.device_id = caller.device.id

    @property
    def channel(self) -> Channel:
        name = f"printer|{self.device_id}"
        return Channel(
            self.reception.site.slug, name, "printer", self.paint, lambda: Urgency.VISITOR
        )

    def paint(self) -> Picture:
        sight = Sight(self.reception, self._receptions.now(), LANGUAGE)
        day = sight.day
        known = self.device_id in self._receptions.printers.enrolled  # else it was revoked
        theirs = day.papers.for_printer(self.device_id) if known else []
        jobs = [self._wire(sight, job) for job in theirs]
        body = {"data": PrinterPicture(jobs=jobs).model_dump(mode="json")}
        return Picture(day.date.isoformat(), day.seq, sight.now, body)

    def _wire(self, sight: Sight, job: PrintJob) -> PrintOrder:
        if is_page(job):
            name = self._receptions.printers.enrolled[self.device_id].name
            return page_job(sight, job, name)
        if job.kind == FALLBACK:
            return fallback_job(sight.site, job)
        return ticket_job(sight, job, self._base)

    def heard(self, text: str) -> None:
        """A report on a job, or on the printer itself. Nonsense is logged, not answered."""
        told = _parse(text)
        if isinstance(told, StatusReport):
            self._beats = told.beats
            if self._receptions.printers.told(self.device_id, told.status):
                self._spread()
        if self._beats:
            self.patience.reschedule(asyncio.get_running_loop().time() + SILENCE)
        if isinstance(told, JobReport):
            task = asyncio.create_task(self._settle(told))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _settle(self, report: JobReport) -> None:
        """The agent repeats until the job leaves its picture: a lost report is only late."""
        command = c.ReportPrint(report.job, report.result, report.reason)
        try:
            kept(await self._receptions.do(self.reception, command, self._caller.who()))
        except Refused as refused:
            log.warning("print_report_refused", code=refused.refusal.code)
        except Exception as error:  # a job's name holds its ticket's number: not logged
            log.error("print_report_lost", error=str(error))

    def joined(self) -> None:
        self._receptions.printers.joined(self.device_id, self._receptions.now())
        self._spread()

    def left(self) -> None:
        self._receptions.printers.left(self.device_id, self._receptions.now())
        self._spread()

    def _spread(self) -> None:
        """Kiosk, office and console say how the printer is, in every process."""
        self._hub.changed(self.reception.site.slug)
        self._receptions.tell_printer(self.device_id)


@router.websocket("/ws/printer")
async def printer_socket(socket: WebSocket) -> None:
    caller = await admitted(socket, None, is_printer)
    if caller is None or caller.device is None:
        return
    reception = await reception_for(socket, caller.device.site)
    if reception is None:
        return
    if caller.device.id not in receptions_of(socket).printers.enrolled:
        await close(socket, TRY_AGAIN_LATER)  # enrolled a moment ago, or revoked: known in a second
        return
    line = PrinterLine(socket, reception, caller)
    hub: Hub = socket.app.state.hub
    await socket.accept()
    line.joined()
    try:
        with suppress(WebSocketDisconnect, RuntimeError):  # it comes back by itself
            async with line.patience:
                await show(socket, hub, line.channel, receptions_of(socket).now, line.heard)
    except TimeoutError:
        log.warning("printer_fell_silent", printer=line.device_id)
    finally:
        line.left()
    if line.patience.expired():
        with suppress(WebSocketDisconnect, RuntimeError):  # nobody is there to hear it
            await socket.close(reason="silent")


def _parse(text: str) -> BaseModel | None:
    for kind in (JobReport, StatusReport):
        try:
            return kind.model_validate_json(text)
        except ValidationError:
            continue
    log.warning("printer_said_nonsense", length=len(text))
    return None
