"""Boards, in a process of their own: how long from a call to the last of them.

A Watch on a line of standard input, and "connected" on standard output once every board has its
first picture. Another line lets the calls begin; the last line of output is what was Seen. The next
call is made when all boards show the one before.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from itertools import cycle

import uvloop
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.wire import Wire, request
from tests.worlds.patient import PATIENCE

"""Seconds for all boards to show a call."""
CONNECTING_AT_ONCE = 50
BETWEEN = 0.08
"""Seconds between two calls: a hall's calls do not come in the same blink of an eye."""


@dataclass(frozen=True)
class Watch:
    port: int
    path: str
    """The boards' socket."""
    token: str
    boards: int
    calls: int
    calling: list[tuple[str, str]] = field(default_factory=list)
    """(path of `next`, token) of each counter in turn; none: a frame is said by the bare server."""
    frame_size: int = 0
    """Characters of that frame."""
    saying: str = "/say"
    """How: sent at once, or a row kept before (`/keep`)."""
    calls_at: int = 0
    """The port where calls are made, when it is not the boards'."""


@dataclass(frozen=True)
class Seen:
    milliseconds: list[float]
    frame_size: int


@lru_cache(maxsize=16)
def newest_call(frame: str) -> str:
    """The number that stands on top of a board. Every board has the same frame: read once."""
    calls = json.loads(frame).get("data", {}).get("calls", ())
    return str(calls[0]["number"]) if calls else ""


class Boards:
    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.shown: dict[str, int] = {}
        """How many boards have shown a number."""
        self.last: dict[str, int] = {}
        """When the last of them did, in nanoseconds."""
        self.all_show = asyncio.Event()
        self.size = 0
        self.listeners: list[asyncio.Task[None]] = []

    async def run(self) -> Seen:
        for start in range(0, self.watch.boards, CONNECTING_AT_ONCE):
            several = range(start, min(start + CONNECTING_AT_ONCE, self.watch.boards))
            await asyncio.gather(*(self._connect() for _ in several))
        print("connected", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        port, milliseconds = self.watch.calls_at or self.watch.port, []
        wire = await Wire.open(port)
        for ring in self._rings():
            await asyncio.sleep(BETWEEN)
            wire = await wire.kept(port)
            milliseconds.append(await self._call(wire, ring))
        for listener in self.listeners:
            listener.cancel()
        return Seen(milliseconds, self.size)

    async def _connect(self) -> None:
        socket = await connect(
            f"ws://127.0.0.1:{self.watch.port}{self.watch.path}",
            additional_headers={"Authorization": f"Bearer {self.watch.token}"},
            compression=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        shown = newest_call(str(await socket.recv()))
        self.listeners.append(asyncio.create_task(self._listen(socket, shown)))

    async def _listen(self, socket: ClientConnection, shown: str) -> None:
        async for frame in socket:
            number = newest_call(str(frame))
            if number in ("", shown):
                continue  # a heartbeat, or waits that have grown
            shown, self.size = number, len(frame)
            self.last[number] = time.perf_counter_ns()
            self.shown[number] = self.shown.get(number, 0) + 1
            if self.shown[number] == self.watch.boards:
                self.all_show.set()

    def _rings(self) -> Iterator[bytes]:
        """Requests that each put a new call on the boards."""
        calling = cycle(self.watch.calling or [("", "")])
        for n in range(self.watch.calls):
            path, token = next(calling)
            yield request(path, token, b'{"finish":"solved"}') if path else self._said(n)

    def _said(self, n: int) -> bytes:
        frame = json.dumps({"data": {"calls": [{"number": f"Z{n:03d}"}]}, "filling": ""})
        filled = frame[:-2] + "." * (self.watch.frame_size - len(frame)) + frame[-2:]
        return request(self.watch.saying, "", filled.encode())

    async def _call(self, wire: Wire, ring: bytes) -> float:
        """Milliseconds from the request to the last board that shows the number."""
        self.all_show.clear()
        began = time.perf_counter_ns()
        status, body = await wire.ask(ring)
        if status != 200:
            raise RuntimeError(f"{status} {body.decode()}")
        called = json.loads(body)
        number = called["ticket"]["number"] if "ticket" in called else newest_call(_body(ring))
        while self.shown.get(number, 0) < self.watch.boards:
            await asyncio.wait_for(self.all_show.wait(), PATIENCE)
            self.all_show.clear()
        return (self.last[number] - began) / 1e6


def _body(sent: bytes) -> str:
    return sent.partition(b"\r\n\r\n")[2].decode()


def main() -> None:
    watch = Watch(**json.loads(sys.stdin.readline()))
    print(json.dumps(asdict(uvloop.run(Boards(watch).run()))))


if __name__ == "__main__":
    main()
