"""The server's side of `/ws/printer`: it shows jobs and writes down what it is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve

from printer.agent import PrinterAgent
from printer.emulator.machine import Machine
from printer.link import ServerLink
from server.protocol.printing import PrinterFrame, PrinterPicture, PrintOrder
from tests.agent.conftest import Bench, bench

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""The town hall's: the machine's own clock shows something else."""


class TownHall:
    """The server's side of `/ws/printer`: shows jobs, writes down what it is told."""

    def __init__(self) -> None:
        self.jobs: list[PrintOrder] = []
        self.heard: list[dict[str, Any]] = []
        self.tokens: list[str | None] = []
        self.paths: list[str] = []
        self.close_code: int | None = None
        self._lines: set[ServerConnection] = set()
        self._seq = 0

    async def __call__(self, line: ServerConnection) -> None:
        request = line.request
        assert request is not None
        self.tokens.append(request.headers.get("Authorization"))
        self.paths.append(request.path)
        if self.close_code:
            return await line.close(self.close_code)
        self._lines.add(line)
        await line.send(self._frame())
        try:
            async for message in line:
                self.heard.append(json.loads(message))
        finally:
            self._lines.discard(line)

    async def show(self, *jobs: PrintOrder) -> None:
        self.jobs = list(jobs)
        for line in list(self._lines):
            await line.send(self._frame())

    async def say(self, message: str) -> None:
        for line in list(self._lines):
            await line.send(message)

    async def beat(self) -> None:
        for line in list(self._lines):
            await line.send(PrinterFrame(seq=self._seq, at=NOON).model_dump_json())

    async def hang_up(self) -> None:
        for line in list(self._lines):
            await line.close()

    def results(self, name: str) -> list[tuple[str, str | None]]:
        return [(m["result"], m["reason"]) for m in self.heard if m.get("job") == name]

    def statuses(self) -> list[dict[str, Any]]:
        return [m["status"] for m in self.heard if "status" in m]

    def _frame(self) -> str:
        self._seq += 1
        data = PrinterPicture(jobs=self.jobs)
        return PrinterFrame(seq=self._seq, at=NOON, data=data).model_dump_json()


@asynccontextmanager
async def at_work(
    folder: Path, machine: Machine | None = None
) -> AsyncIterator[tuple[TownHall, Bench]]:
    hall = TownHall()
    async with serve(hall, "127.0.0.1", 0) as server, bench(folder, machine) as desk:
        agent = PrinterAgent(desk.press, desk.spool, idle=0.1)
        link = ServerLink(address(server), "secret", agent, silence=5)
        tasks = [asyncio.create_task(agent.work()), asyncio.create_task(link.run())]
        try:
            yield hall, desk
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def address(server: Server) -> str:
    return f"http://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
