"""The load, in a process of its own: a Job on standard input, a Result on standard output.

Each client asks, waits for the answer and asks again at once, until the time is over.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from itertools import count

import uvloop

from tests.bench.wire import Wire, request

WARM_UP = 0.3
"""Seconds at the start that do not count."""


@dataclass(frozen=True)
class Job:
    port: int
    kind: str
    """`take`: tickets; `call`: next, then finish, by agents."""
    path: str
    """Where tickets are taken, or the site's address."""
    seconds: float
    tokens: list[str]
    """One for each client."""
    counters: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    seconds: float
    """How long each client kept asking, the warm-up left out: the mean."""
    milliseconds: list[float]
    """Of each answer."""
    asked: int
    """The warm-up included."""
    wrong: list[str] = field(default_factory=list)
    """Answers that were not what was asked for."""


@dataclass
class Clients:
    job: Job
    milliseconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    worked: float = 0.0
    asked: int = 0

    async def run(self) -> Result:
        work = {"take": self.take, "call": self.call}[self.job.kind]
        wires = [await Wire.open(self.job.port) for _ in self.job.tokens]
        self.begins = time.perf_counter() + WARM_UP
        self.ends = self.begins + self.job.seconds
        await asyncio.gather(*(self._client(work, i, wire) for i, wire in enumerate(wires)))
        for wire in wires:
            wire.close()
        return Result(self.worked / len(wires), self.milliseconds, self.asked, self.wrong[:3])

    async def _client(
        self, work: Callable[[int, Wire], Awaitable[None]], i: int, wire: Wire
    ) -> None:
        await work(i, wire)
        self.worked += min(time.perf_counter(), self.ends) - self.begins

    @property
    def going_on(self) -> bool:
        return time.perf_counter() < self.ends and not self.wrong

    async def ask(self, wire: Wire, sent: bytes, *expected: int) -> tuple[int, bytes]:
        began = time.perf_counter()
        status, body = await wire.ask(sent)
        ended = time.perf_counter()
        self.asked += 1
        if self.begins <= ended <= self.ends:
            self.milliseconds.append((ended - began) * 1000)
        if status not in expected:
            self.wrong.append(f"{status} {body[:200].decode()}")
        return status, body

    async def take(self, i: int, wire: Wire) -> None:
        job, token = self.job, self.job.tokens[i]
        for n in count():
            if not self.going_on:
                return
            service = job.services[(i + n) % len(job.services)]
            body = b'{"services":["%s"],"language":"fr","priority":false}' % service.encode()
            key = f"{job.port}-{time.monotonic_ns()}-{i}"
            await self.ask(wire, request(job.path, token, body, key), 200, 201)

    async def call(self, i: int, wire: Wire) -> None:
        """Ends early when nobody waits any more."""
        site, token, counter = self.job.path, self.job.tokens[i], self.job.counters[i]
        ring = request(f"{site}/counters/{counter}/next", token)
        while self.going_on:
            status, body = await self.ask(wire, ring, 200, 204)
            if status != 200:
                return
            number = json.loads(body)["ticket"]["number"]
            await self.ask(wire, request(f"{site}/tickets/{number}/finish", token), 200)


def main() -> None:
    clients = Clients(Job(**json.load(sys.stdin)))
    print(json.dumps(asdict(uvloop.run(clients.run()))))


if __name__ == "__main__":
    main()
