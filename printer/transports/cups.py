"""A CUPS queue: the whole ticket as one raw job. CUPS can only say that it took it."""

from __future__ import annotations

import asyncio
import shutil

from printer.address import Cups
from printer.text import clean
from printer.transports.channel import Lost, Unreachable
from server.protocol.printing import PrintJob

SUBMIT_SECONDS = 10.0


class CupsChannel:
    two_way = False

    def __init__(self, command: str, queue: str) -> None:
        self._command = command
        self._queue = queue
        self._waiting = bytearray()

    async def write(self, data: bytes) -> None:
        self._waiting += data

    async def read(self) -> bytes:
        raise Lost("CUPS gives no answers")

    async def finish(self, job: PrintJob) -> None:
        title = clean(job.number).lstrip("-") or "ticket"
        process = await asyncio.create_subprocess_exec(
            self._command, "-d", self._queue, "-t", title, "-o", "raw", "-",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        data, self._waiting = bytes(self._waiting), bytearray()
        try:
            async with asyncio.timeout(SUBMIT_SECONDS):
                _, complaint = await process.communicate(data)
        except TimeoutError:
            process.kill()
            raise Lost("lp did not come back") from None
        if process.returncode:
            raise Unreachable(complaint.decode(errors="replace").strip() or "lp failed")

    async def close(self) -> None:
        self._waiting.clear()


async def connect(address: Cups) -> CupsChannel:
    command = shutil.which("lp")
    if command is None:
        raise Unreachable("the command lp is missing (Debian: cups-client)")
    return CupsChannel(command, address.name)
