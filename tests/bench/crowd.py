"""Everybody who looks at one town hall, in a process of their own, while visitors are called.

A Crowd on a line of standard input, "connected" on standard output once every screen has its first
picture. Another line lets the calls begin; the last line of output is what was Noticed.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import cycle, islice

import uvloop
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.wire import Wire, request
from tests.worlds.patient import PATIENCE

"""Seconds for every screen to show a call."""
CONNECTING_AT_ONCE = 20
BOARD, CONSOLE = "board", "console"
_CALL = re.compile(r'<[^>]*data-testid=\\"call\\"[^>]*>')
_NUMBER = re.compile(r'data-number=\\"([^"\\]+)\\"')


@dataclass(frozen=True)
class Crowd:
    port: int
    screens: list[tuple[str, str, str]]
    """(kind, path, token), each shown as its page is."""
    calling: list[tuple[str, str]]
    """(path of `next`, token) of each counter in turn."""
    calls: int
    between: float
    """Seconds between two calls: a hall's calls do not come in the same blink of an eye."""


@dataclass
class Noticed:
    boards: list[float] = field(default_factory=list)
    """Milliseconds from the press to the last board that shows the call."""
    answers: list[float] = field(default_factory=list)
    """To the agent's own answer."""
    consoles: list[float] = field(default_factory=list)
    """To the last console that has a new picture."""
    sizes: dict[str, int] = field(default_factory=dict)
    """Characters of the newest picture, by kind of screen."""


def call_shown(frame: str) -> str:
    """The number on top of a board that is sent as its page shows it."""
    call = _CALL.search(frame)
    number = _NUMBER.search(call[0]) if call else None
    return number[1] if number else ""


@dataclass
class Screen:
    kind: str
    changed: asyncio.Event
    """Anybody's picture has changed."""
    since: float = 0.0
    """When its newest picture came."""
    shown: str = ""
    """The number on top, of a board."""
    size: int = 0

    async def listen(self, socket: ClientConnection) -> None:
        async for frame in socket:
            self.hear(str(frame))

    def hear(self, frame: str) -> None:
        if '"html"' not in frame:
            return  # a heartbeat
        number = call_shown(frame) if self.kind == BOARD else ""
        if self.kind != BOARD or number != self.shown:
            self.since, self.shown = time.perf_counter(), number
        self.size = len(frame)
        self.changed.set()


Done = Callable[[Screen], bool]


class Audience:
    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.noticed = Noticed()
        self.changed = asyncio.Event()
        self.screens: list[Screen] = []
        self.listeners: list[asyncio.Task[None]] = []

    async def run(self) -> Noticed:
        everybody = iter(self.crowd.screens)
        while several := list(islice(everybody, CONNECTING_AT_ONCE)):
            await asyncio.gather(*(self._connect(*one) for one in several))
        print("connected", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        wire = await Wire.open(self.crowd.port)
        for path, token in islice(cycle(self.crowd.calling), self.crowd.calls):
            await asyncio.sleep(self.crowd.between)
            wire = await wire.kept(self.crowd.port)
            await self._call(wire, request(path, token, b'{"finish":"solved"}'))
        self.noticed.sizes = {screen.kind: screen.size for screen in self.screens}
        for listener in self.listeners:
            listener.cancel()
        return self.noticed

    async def _connect(self, kind: str, path: str, token: str) -> None:
        socket = await connect(
            f"ws://127.0.0.1:{self.crowd.port}{path}?as=html",
            additional_headers={"Authorization": f"Bearer {token}"} if token else None,
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        screen = Screen(kind, self.changed)
        screen.hear(str(await socket.recv()))
        self.screens.append(screen)
        self.listeners.append(asyncio.create_task(screen.listen(socket)))

    async def _call(self, wire: Wire, ring: bytes) -> None:
        began = time.perf_counter()
        status, body = await wire.ask(ring)
        self.noticed.answers.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{status} {body.decode()}")
        number = json.loads(body)["ticket"]["number"]
        await self._until(lambda s: s.kind != BOARD or s.shown == number)
        await self._until(lambda s: s.kind != CONSOLE or s.since > began)
        for kind, told in ((BOARD, self.noticed.boards), (CONSOLE, self.noticed.consoles)):
            if times := [screen.since for screen in self.screens if screen.kind == kind]:
                told.append((max(times) - began) * 1000)

    async def _until(self, done: Done) -> None:
        while not all(map(done, self.screens)):
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), PATIENCE)


def main() -> None:
    crowd = Crowd(**json.loads(sys.stdin.readline()))
    print(json.dumps(asdict(uvloop.run(Audience(crowd).run()))))


if __name__ == "__main__":
    main()
