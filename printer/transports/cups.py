"""A CUPS queue: the whole ticket as one raw job. CUPS can only say that it took it."""

from __future__ import annotations

import asyncio
import os
import shutil

from printer.address import Cups
from printer.drawing.text import clean
from printer.transports.wire import Lost, Submitted, Unreachable

SUBMIT_SECONDS = 10.0
ASK_SECONDS = 3.0


class CupsWire:
    two_way = False

    def __init__(self, command: str, queue: str) -> None:
        self._command = command
        self._queue = queue
        self._waiting = bytearray()

    async def write(self, data: bytes) -> None:
        self._waiting += data

    async def read(self) -> bytes:
        raise Lost("CUPS gives no answers")

    async def finish(self, job: Submitted) -> None:
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
            await process.wait()
            raise Lost("lp did not come back") from None
        if process.returncode:
            raise Unreachable(complaint.decode(errors="replace").strip() or "lp failed")

    async def close(self) -> None:
        self._waiting.clear()


async def connect(address: Cups) -> CupsWire:
    """Asks CUPS whether it takes jobs for this queue; whether they get printed it cannot say."""
    command, asking = shutil.which("lp"), shutil.which("lpstat")
    if command is None or asking is None:
        raise Unreachable("the commands lp and lpstat are missing (Debian: cups-client)")
    process = await asyncio.create_subprocess_exec(
        asking, "-a", address.name,
        env=os.environ | {"LC_ALL": "C"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(ASK_SECONDS):
            said, complaint = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise Unreachable("CUPS does not answer") from None
    if process.returncode or b"not accepting" in said:
        raise Unreachable((complaint or said).decode(errors="replace").strip())
    return CupsWire(command, address.name)
