"""A line to a printer with its answers sorted: what was asked, what came, how the printer feels."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from printer.escpos_commands import COMPLETE_HEADER, ask_real_time
from printer.talk.answers import (
    Condition,
    Name,
    Ordered,
    PrinterAnswer,
    ProcessId,
    Pushed,
    Reader,
    RealTime,
    real_time_condition,
)
from printer.transports.wire import Lost, Wire

_CHUNK = 1024
_KINDS = (1, 2, 3, 4)


class Conversation:
    """One writer speaks; a task of its own listens until the line is lost or closed."""

    def __init__(self, wire: Wire, on_news: Callable[[], None]) -> None:
        self.wire = wire
        self._on_news = on_news
        self.condition: Condition | None = None
        """None until the printer has said anything."""
        self.lost = False
        self.marks: set[bytes] = set()
        """Process ids that came back."""
        self.sent = 0
        """Grows while the line takes bytes: a slow printer is not a silent one."""
        self.names: list[str] = []
        """Its maker and model, once asked."""
        self.ordered = 0
        """Answers to `GS r` that came back."""
        self.pushes = False
        """Tells each change of its condition by itself; many clones do not."""
        self._asked: list[int] = []
        """Questions under way. An answer bears no number: it belongs to the oldest."""
        self._real_time: dict[int, int] = {}
        self._news = asyncio.Event()
        self._listening = asyncio.create_task(self._listen()) if wire.two_way else None

    async def write(self, data: bytes) -> None:
        """Raises `Lost`."""
        try:
            for start in range(0, len(data), _CHUNK):
                await self.wire.write(data[start : start + _CHUNK])
                self.sent += 1
                self._news.set()
        except Lost:
            self._lose()
            raise

    @asynccontextmanager
    async def meanwhile(
        self, sending: Coroutine[Any, Any, None]
    ) -> AsyncIterator[asyncio.Task[None]]:
        """Send while answers are waited for; what has not left by the end stays unsent."""
        task = asyncio.create_task(sending)
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def until(self, done: Callable[[], bool], seconds: float) -> bool:
        """Wait for answers until `done`; False when time is up or the line is lost."""
        try:
            async with asyncio.timeout(seconds):
                while not done() and not self.lost:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            pass
        return done()

    @property
    def trouble(self) -> str | None:
        return self.condition.trouble if self.condition else None

    async def moved(self, done: Callable[[], bool], seconds: float) -> bool:
        """As `until`, but a change of condition or more bytes taken are good enough."""
        sent, trouble = self.sent, self.trouble
        return await self.until(
            lambda: done() or self.trouble != trouble or self.sent != sent, seconds
        )

    async def ask_condition(self, seconds: float) -> Condition | None:
        """`DLE EOT` 1 to 4, one at a time; None when the printer does not answer all."""
        await self.until(lambda: not self._asked, seconds)
        self._asked, self._real_time = [], {}
        if not self.sent:
            await self._write_soon(COMPLETE_HEADER, seconds)
        for kind in _KINDS:
            self._asked.append(kind)
            await self._write_soon(ask_real_time(kind), seconds)
            if not await self.until(lambda: not self._asked, seconds):
                return None
        self.condition = real_time_condition(self._real_time)
        return self.condition

    async def keep_asking(self, pause: float) -> None:
        """Until cancelled, behind a whole ticket: never two questions at a time, and none of them
        counts as progress of what was sent before. Raises `Lost`."""
        while not self.pushes:
            for kind in _KINDS:
                self._asked.append(kind)
                await self.wire.write(ask_real_time(kind))
                while not await self.until(lambda: not self._asked, pause):
                    if self.lost:
                        raise Lost("no answer will come")
            self.condition = real_time_condition(self._real_time)
            self._tell()
            await asyncio.sleep(pause)

    async def _write_soon(self, data: bytes, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.write(data)
        except TimeoutError:
            raise Lost("the line takes no bytes") from None

    async def close(self) -> None:
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        await self.wire.close()
        self._lose()

    async def _listen(self) -> None:
        reader = Reader()
        try:
            while True:
                for answer in reader.feed(await self.wire.read()):
                    self._hear(answer)
                self._tell()
        except Lost:
            self._lose()

    def _hear(self, answer: PrinterAnswer) -> None:
        match answer:
            case Pushed(condition):
                self.condition, self.pushes = condition, True
            case RealTime(bits):
                if self._asked:
                    self._real_time[self._asked.pop(0)] = bits
            case ProcessId(mark):
                self.marks.add(mark)
            case Ordered():
                self.ordered += 1
            case Name(text):
                self.names.append(text)

    def _lose(self) -> None:
        self.lost = True
        self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._on_news()
