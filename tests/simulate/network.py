"""The way between people and servers: it takes a while, and an answer may never come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, MutableMapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any, TypeVar

from starlette.websockets import WebSocket

from tests.simulate.process import Process

T = TypeVar("T")
PATIENCE = 10.0
"""Seconds after which somebody who hears nothing tries again."""
TOO_LONG = 60.0
"""Seconds: a living server owes everybody an answer sooner, be it that it cannot."""


class Lost(Exception):
    """No answer came: done or not, nobody knows."""


@dataclass
class Network:
    loop: asyncio.AbstractEventLoop
    loss: float = 0.0
    complain: Callable[[str], None] = print

    async def ask(
        self, chance: Random, process: Process, work: Callable[[Process], Coroutine[Any, Any, T]]
    ) -> T:
        """Raises `Lost`, and whatever the server answers with."""
        heard: asyncio.Future[T] = self.loop.create_future()
        patience = self.loop.call_later(PATIENCE, _give_up, heard)
        if chance.random() >= self.loss:
            self.loop.call_later(latency(chance), self._arrive, chance, process, work, heard)
        try:
            return await heard
        finally:
            patience.cancel()

    def _arrive(
        self,
        chance: Random,
        process: Process,
        work: Callable[[Process], Coroutine[Any, Any, T]],
        heard: asyncio.Future[T],
    ) -> None:
        if not process.alive:
            _give_up(heard)  # refused: nobody listens
            return
        task = process.start(work(process))
        expected = self.loop.call_later(TOO_LONG, self._expect, process, task)
        task.add_done_callback(partial(self._answered, chance, heard, expected))

    def _answered(
        self,
        chance: Random,
        heard: asyncio.Future[T],
        expected: asyncio.TimerHandle,
        task: asyncio.Task[T],
    ) -> None:
        expected.cancel()
        if chance.random() >= self.loss:
            self.loop.call_later(latency(chance), _hear, heard, task)
        elif not task.cancelled():
            task.exception()  # nobody hears of it

    def _expect(self, process: Process, task: asyncio.Task[Any]) -> None:
        if process.alive and not task.done():
            self.complain(f"{process.name} has not answered for {TOO_LONG} s")


def latency(chance: Random) -> float:
    return chance.expovariate(1 / (0.5 if chance.random() < 0.02 else 0.003))


def _give_up(heard: asyncio.Future[Any]) -> None:
    if not heard.done():
        heard.set_exception(Lost())


def _hear(heard: asyncio.Future[T], task: asyncio.Task[T]) -> None:
    if task.cancelled():
        _give_up(heard)
    elif error := task.exception():
        if not heard.done():
            heard.set_exception(error)
    elif not heard.done():
        heard.set_result(task.result())


class Wire:
    """One socket, as both ends hold it: in order, late, and cut without a word."""

    def __init__(self, process: Process, chance: Random, token: str, seen: int = 0) -> None:
        self._process, self._chance, self._loop = process, chance, process.loop
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._frames: asyncio.Queue[str | None] = asyncio.Queue()
        self._last = 0.0
        self._token = token
        self._room = asyncio.Event()
        """The far end reads: more can be sent."""
        self._room.set()
        self.cut = False
        self.code: int | None = None
        """Why the server closed it."""
        self.socket = WebSocket(
            {
                "type": "websocket",
                "app": process,
                "scheme": "wss",
                "path": "/",
                "headers": [(b"authorization", b"Bearer " + token.encode())],
                "query_string": f"after={seen}".encode() if seen else b"",
            },
            self._receive,
            self._send,
        )
        self._said.put_nowait({"type": "websocket.connect"})

    async def heard(self) -> str | None:
        """The next frame; None once the line is closed."""
        return await self._frames.get()

    def say(self, text: str) -> None:
        message = {"type": "websocket.receive", "text": text}
        self._loop.call_later(latency(self._chance), self._pass, message)

    def _pass(self, message: dict[str, Any]) -> None:
        if not self.cut:
            self._said.put_nowait(message)

    def read_slowly(self, slow: bool) -> None:
        """So slowly that nothing more can be sent."""
        if slow:
            self._room.clear()
        else:
            self._room.set()

    def drop(self) -> None:
        """Broken, and the near end learns of it at once."""
        self.cut = True
        self._frames.put_nowait(None)

    def hang_up(self) -> None:
        """The far end learns of it."""
        self.cut = True
        self._said.put_nowait({"type": "websocket.disconnect", "code": 1006})

    async def _receive(self) -> dict[str, Any]:
        return await self._said.get()

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "websocket.accept":
            return
        if self.cut:
            raise OSError("cut")
        if message["type"] == "websocket.send":
            await self._room.wait()
            self._process.world.may_be_told(self._token)
            self._deliver(message["text"])
        elif message["type"] == "websocket.close":
            self.code = message["code"]
            self._deliver(None)

    def _deliver(self, text: str | None) -> None:
        """What is sent first arrives first."""
        self._last = max(self._last + 1e-6, self._loop.time() + latency(self._chance))
        self._loop.call_at(self._last, self._arrive, text)

    def _arrive(self, text: str | None) -> None:
        if self._process.alive and not self.cut:
            self._frames.put_nowait(text)
