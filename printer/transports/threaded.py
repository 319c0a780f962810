"""Lines whose libraries block: each call runs in a thread, and returns within a second."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from printer.transports.wire import Lost, Submitted

T = TypeVar("T")

SLICE_SECONDS = 0.5
_CHUNK = 1024


class BlockingLine(Protocol):
    def write_some(self, data: bytes) -> int:
        """How many bytes were taken within `SLICE_SECONDS`; 0 while the printer is busy."""

    def read_some(self) -> bytes:
        """Within `SLICE_SECONDS`, b"" when nothing came."""

    def close(self) -> None: ...


class ThreadedWire:
    def __init__(self, line: BlockingLine, *, two_way: bool) -> None:
        self._line = line
        self.two_way = two_way
        self._closed = False
        self._running: set[asyncio.Future[Any]] = set()

    async def write(self, data: bytes) -> None:
        while data:
            sent = await self._call(lambda part=data[:_CHUNK]: self._line.write_some(part))  # type: ignore[misc]
            data = data[sent:]

    async def read(self) -> bytes:
        while True:
            if data := await self._call(self._line.read_some):
                return data

    async def finish(self, job: Submitted) -> None:
        """Nothing to submit: the bytes are gone already."""

    async def close(self) -> None:
        """Waits for threads still inside the line: its number might be given to another file."""
        self._closed = True
        await asyncio.gather(*self._running, return_exceptions=True)
        # A pulled-out adapter complains in ways of its own (`termios.error` is no OSError).
        with contextlib.suppress(Exception):
            await asyncio.to_thread(self._line.close)

    async def _call(self, act: Callable[[], T]) -> T:
        if self._closed:
            raise Lost("closed")
        running = asyncio.ensure_future(asyncio.to_thread(act))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        try:
            return await asyncio.shield(running)
        except Exception as error:
            raise Lost(str(error)) from error
