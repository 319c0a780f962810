"""Simulated agents: each keeps a counter as people do, by what the console's buttons do.

They call, are sometimes told that nobody came, pass somebody on, set somebody aside, and rest.
"""

from __future__ import annotations

import random
from typing import Any

import httpx

from server.demo.pace import Pace
from server.demo.setting_up import SITE
from server.domain.site import Site

SEATS = {"agent2": "2", "agent3": "3", "agent4": "4", "agent5": "5"}
"""Counter 1 is left to whoever looks."""
WALKING = (0.3, 0.9)
"""Minutes from the chair to the counter."""
NOBODY_CAME, PASSED_ON, SET_ASIDE, PAPER_MISSING = 0.06, 0.06, 0.05, 0.08
RESTED_EVERY = (6, 10)
"""Visits between two pauses."""
A_PAUSE = 6.0
LOOKS_UP = 0.4
"""Minutes until an agent without visitors looks again."""


class SimulatedAgent:
    def __init__(
        self, server: str, login: str, password: str, site: Site, pace: Pace, chance: random.Random
    ) -> None:
        self._login, self._password, self._counter = login, password, SEATS[login]
        self._site, self._pace, self._chance = site, pace, chance
        self._line = httpx.AsyncClient(base_url=server, headers={"Origin": server}, timeout=30)
        self._visits = chance.randint(*RESTED_EVERY)
        self._aside: list[str] = []

    async def work(self) -> None:
        """Until cancelled."""
        async with self._line:
            await self._pace.rest(self._chance.uniform(0, 0.1))
            await self._sign_in()
            while True:
                try:
                    await self._a_visit()
                except httpx.HTTPError:
                    await self._pace.rest(LOOKS_UP)

    async def _a_visit(self) -> None:
        seat = await self._ask(f"counters/{self._counter}/open")
        if seat is None:  # somebody else sits there, or the session has ended
            await self._pace.rest(LOOKS_UP)
            await self._sign_in()
        elif seat["ticket"]:  # from before the server stopped
            await self._serve(seat["ticket"])
        elif number := await self._next():
            await self._serve(number)
            await self._rest_sometimes()
        elif await self._closed():
            await self._ask(f"counters/{self._counter}/close")
            await self._pace.rest(5)
        else:
            await self._pace.rest(LOOKS_UP)

    async def _next(self) -> str | None:
        """Somebody set aside comes back with her paper before the next is called."""
        if self._aside and self._chance.random() < 0.3:
            number = self._aside.pop(0)
            if await self._move(number, "resume", counter=self._counter):
                return number
        called = await self._ask(f"counters/{self._counter}/next")
        return str(called["ticket"]["number"]) if called else None

    async def _serve(self, number: str) -> None:
        await self._pace.rest(self._chance.uniform(*WALKING))
        if self._chance.random() < NOBODY_CAME:
            await self._call_in_vain(number)
            return
        served = await self._move(number, "serve")
        service = served["services"][0] if served else ""
        minutes = self._talk(service)
        await self._pace.rest(minutes)
        await self._end(number, service)

    async def _call_in_vain(self, number: str) -> None:
        for _ in range(self._site.policy.no_show_after):
            await self._move(number, "recall")
            await self._pace.rest(1)
        await self._move(number, "no-show")

    def _talk(self, service: str) -> float:
        """Minutes. Around the usual, as people are: seldom much shorter, sometimes much longer."""
        known = self._site.services.get(service)
        return (known.minutes if known else 5) * self._chance.lognormvariate(-0.25, 0.35)

    async def _end(self, number: str, service: str) -> None:
        lot = self._chance.random()
        if lot < PASSED_ON and (other := self._another(service)):
            await self._move(number, "transfer", service=other)
        elif lot < PASSED_ON + SET_ASIDE and await self._move(number, "park"):
            self._aside.append(number)
        elif lot < PASSED_ON + SET_ASIDE + PAPER_MISSING:
            await self._move(number, "finish", outcome="missing_document")
        else:
            await self._move(number, "finish", outcome="solved")

    def _another(self, service: str) -> str | None:
        """A short one, that a colleague answers."""
        short = [s.code for s in self._site.services.values() if s.minutes <= 10]
        others = [code for code in short if code != service]
        return self._chance.choice(others) if others else None

    async def _rest_sometimes(self) -> None:
        self._visits -= 1
        if self._visits == 0:
            self._visits = self._chance.randint(*RESTED_EVERY)
            await self._ask(f"counters/{self._counter}/pause")
            await self._pace.rest(A_PAUSE)

    async def _closed(self) -> bool:
        return not (await self._line.get(f"/api/v1/sites/{SITE}")).json()["open"]

    async def _sign_in(self) -> None:
        who = {"login": self._login, "password": self._password}
        await self._line.post("/api/v1/session", json=who)

    async def _move(self, number: str, action: str, **body: str) -> dict[str, Any] | None:
        return await self._ask(f"tickets/{number}/{action}", **body)

    async def _ask(self, what: str, **body: str) -> dict[str, Any] | None:
        """None for a refusal: somebody else was quicker, or the day has ended."""
        answer = await self._line.post(f"/api/v1/sites/{SITE}/{what}", json=body or None)
        said: dict[str, Any] | None = answer.json() if answer.status_code == 200 else None
        return said
