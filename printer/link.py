"""The socket to the server: pictures in, reports out, back again after every loss."""

from __future__ import annotations

import asyncio
import random
from urllib.parse import urlsplit

import structlog
from pydantic import ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

from printer.agent import PrinterAgent
from server.protocol.printing import JobReport, PrinterFrame, PrinterStatus, StatusReport

log = structlog.get_logger()

SILENCE_SECONDS = 12.0
"""The server's heart beats every 5 s; silence for longer is a dead line."""
_REFUSED = {4401: "the server does not know this token", 4403: "this token is not a printer's"}
_REFUSED_EARLY = {401: _REFUSED[4401], 403: _REFUSED[4403]}
_LONGEST_PAUSE = 15.0
READ = 1024 * 1024
"""Bytes of a frame: fifty times what a long queue has."""
HEARD = 64 * READ
"""A larger one is taken whole, thrown away and told of."""


class BadToken(RuntimeError):
    """Trying again is of no use."""


class BadServer(ValueError):
    """The server's address cannot be read."""


class ServerLink:
    def __init__(
        self, server: str, token: str, agent: PrinterAgent, silence: float = SILENCE_SECONDS
    ) -> None:
        self._url = socket_address(server)
        self._headers = {"Authorization": f"Bearer {token}"}
        self._agent, self._silence = agent, silence
        self._told: tuple[PrinterStatus | None, list[JobReport]] = (None, [])

    async def run(self) -> None:
        """For ever. Raises `BadToken`."""
        pause = 0.5
        while True:
            try:
                await self._stay_connected()
            except (OSError, InvalidHandshake, TimeoutError, ConnectionClosed) as error:
                _raise_if_refused(error)
                log.warning("no server", server=self._url, reason=str(error) or "silence")
            pause = 0.5 if self._told[0] else min(_LONGEST_PAUSE, pause * 2)
            await asyncio.sleep(pause * random.uniform(0.7, 1.3))

    async def _stay_connected(self) -> None:
        self._told = (None, [])
        async with connect(
            self._url,
            additional_headers=self._headers,
            max_size=HEARD,
            open_timeout=5,
            close_timeout=1,
        ) as line:
            log.info("connected", server=self._url)
            telling = asyncio.create_task(self._tell_changes(line))
            try:
                while True:
                    async with asyncio.timeout(self._silence):
                        message = await line.recv()
                    await self._hear(line, message)
            finally:
                telling.cancel()
                await asyncio.gather(telling, return_exceptions=True)

    async def _hear(self, line: ClientConnection, message: str | bytes) -> None:
        """Each frame, heartbeats too, is answered with all that the server may have missed."""
        if frame := self._read(message):
            self._agent.hear_time(frame.at)
            if frame.data is not None:
                self._agent.see(frame.data.jobs, frame.data.crest)
        await self._tell(line, repeat=True)

    def _read(self, message: str | bytes) -> PrinterFrame | None:
        """Closing the line instead would bring the same frame again, for ever."""
        if len(message) > READ:
            log.error("a frame that is too large", length=len(message))
            self._agent.misunderstand("frame_too_large")
            return None
        try:
            return PrinterFrame.model_validate_json(message)
        except ValidationError as error:
            log.error(
                "a frame that is not the protocol's", errors=error.errors(include_input=False)
            )
            self._agent.misunderstand("protocol")
            return None

    async def _tell_changes(self, line: ClientConnection) -> None:
        while True:
            await self._agent.changed.wait()
            self._agent.changed.clear()
            await self._tell(line, repeat=False)

    async def _tell(self, line: ClientConnection, *, repeat: bool) -> None:
        status, told = self._told
        reports = self._agent.reports()
        self._told = (self._agent.status, reports)
        if repeat or self._agent.status != status:
            news = StatusReport(status=self._agent.status, beats=True)
            await line.send(news.model_dump_json())
        for report in reports:
            if repeat or report not in told:
                await line.send(report.model_dump_json())


def socket_address(server: str) -> str:
    """`http://host:8000` to `ws://host:8000/ws/printer`. Raises `BadServer`."""
    return f"{_address(server, 'ws')}/ws/printer"


def page_address(server: str) -> str:
    """`ws://host:8000/` to `http://host:8000`. Raises `BadServer`."""
    return _address(server, "http")


def _address(server: str, plain: str) -> str:
    wrong = f"server address {server!r} is not http://HOST or https://HOST"
    try:
        url = urlsplit(server)
        known = url.scheme in ("http", "https", "ws", "wss") and url.hostname and url.port != 0
    except ValueError as error:
        raise BadServer(wrong) from error
    if not known:
        raise BadServer(wrong)
    scheme = f"{plain}s" if url.scheme in ("https", "wss") else plain
    return f"{scheme}://{url.netloc}{url.path.rstrip('/')}"


def _raise_if_refused(error: Exception) -> None:
    if isinstance(error, InvalidURI):
        raise BadServer(str(error)) from error
    early = error.response.status_code if isinstance(error, InvalidStatus) else None
    code = error.rcvd.code if isinstance(error, ConnectionClosed) and error.rcvd else None
    reason = _REFUSED_EARLY.get(early or 0) or _REFUSED.get(code or 0)
    if reason:
        raise BadToken(reason) from error
