"""A whole country's minute: at every town hall one visitor takes a ticket and one is called.

A Pulse on standard input, what was Felt on standard output. Visitors come when they come: each
moment is fixed beforehand, and a late answer makes nobody else come later.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass, field

import uvloop
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.screens import newest_call
from tests.bench.wire import Wire, request
from tests.worlds.patient import PATIENCE

CONNECTING_AT_ONCE = 50
"""Seconds."""


@dataclass(frozen=True)
class Pulse:
    port: int
    halls: list[dict[str, str]]
    """`tests.bench.country.Hall`, as dictionaries."""
    period: float
    """Seconds between two tickets of a hall."""
    seconds: float


@dataclass
class Felt:
    tickets: list[float] = field(default_factory=list)
    """Milliseconds from the moment of the press to the answer."""
    calls: list[float] = field(default_factory=list)
    boards: list[float] = field(default_factory=list)
    """From the agent's press to the call on that hall's board."""
    wrong: list[str] = field(default_factory=list)


class Country:
    def __init__(self, pulse: Pulse) -> None:
        self.pulse = pulse
        self.felt = Felt()
        self.shown: dict[str, tuple[str, float]] = {}
        """By site: the number on top of its board, and since when."""
        self.called: dict[str, tuple[str, float]] = {}
        """By site: the number that its board must show, and when the agent pressed."""
        self.free: list[Wire] = []
        self.listeners: list[asyncio.Task[None]] = []

    async def run(self) -> Felt:
        halls = self.pulse.halls
        for start in range(0, len(halls), CONNECTING_AT_ONCE):
            several = halls[start : start + CONNECTING_AT_ONCE]
            await asyncio.gather(*(self._open(hall) for hall in several))
        print("connected", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        begins = time.perf_counter() + 0.5
        await asyncio.gather(*(self._hall(n, hall, begins) for n, hall in enumerate(halls)))
        await self._last_boards()
        for listener in self.listeners:
            listener.cancel()
        return self.felt

    async def _last_boards(self) -> None:
        """Those that were called at the very end are on their way."""
        until = time.perf_counter() + PATIENCE
        while self.called and time.perf_counter() < until:
            await asyncio.sleep(0.01)

    async def _open(self, hall: dict[str, str]) -> None:
        """Its board hangs, its agent sits down."""
        board = await connect(
            f"ws://127.0.0.1:{self.pulse.port}/ws/display/{hall['site']}/hall",
            additional_headers={"Authorization": f"Bearer {hall['board']}"},
            compression=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        await board.recv()
        self.listeners.append(asyncio.create_task(self._listen(hall["site"], board)))
        await self._ask(request(f"/api/v1/sites/{hall['site']}/counters/1/open", hall["agent"]))

    async def _listen(self, site: str, board: ClientConnection) -> None:
        async for frame in board:
            if number := newest_call(str(frame)):
                self.shown[site] = (number, time.perf_counter())
                self._compare(site)

    def _compare(self, site: str) -> None:
        """The board may show the call before the agent has her answer."""
        number, pressed = self.called.get(site, ("", 0.0))
        shown, since = self.shown.get(site, ("", 0.0))
        if number and number == shown:
            self.felt.boards.append((since - pressed) * 1000)
            del self.called[site]

    async def _hall(self, n: int, hall: dict[str, str], begins: float) -> None:
        """Halls are spread over the period; the call comes half a period after the ticket."""
        site = f"/api/v1/sites/{hall['site']}"
        taking = request(f"{site}/tickets", hall["kiosk"], b'{"services":["civil"]}')
        calling = request(f"{site}/counters/1/next", hall["agent"], b'{"finish":"solved"}')
        at = begins + self.pulse.period * n / len(self.pulse.halls)
        while at < begins + self.pulse.seconds:
            await _until(at)
            self.felt.tickets.append(await self._timed(taking, at, 201))
            at += self.pulse.period / 2
            await _until(at)
            self.called[hall["site"]] = (await self._next_number(calling, at), at)
            self._compare(hall["site"])
            at += self.pulse.period / 2

    async def _next_number(self, calling: bytes, at: float) -> str:
        status, body = await self._ask(calling)
        self.felt.calls.append((time.perf_counter() - at) * 1000)
        if status != 200:
            self.felt.wrong.append(f"{status} {body.decode()[:200]}")
            return ""
        return str(json.loads(body)["ticket"]["number"])

    async def _timed(self, sent: bytes, at: float, expected: int) -> float:
        status, body = await self._ask(sent)
        if status != expected:
            self.felt.wrong.append(f"{status} {body.decode()[:200]}")
        return (time.perf_counter() - at) * 1000

    async def _ask(self, sent: bytes) -> tuple[int, bytes]:
        """On a connection that is free and that the server has not hung up on, or one more."""
        while self.free and not self.free[-1].open_still:
            self.free.pop()
        wire = self.free.pop() if self.free else await Wire.open(self.pulse.port)
        answer = await wire.ask(sent)
        self.free.append(wire)
        return answer


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))


def main() -> None:
    pulse = Pulse(**json.loads(sys.stdin.readline()))
    print(json.dumps(asdict(uvloop.run(Country(pulse).run()))))


if __name__ == "__main__":
    main()
