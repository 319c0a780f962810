"""Simulated visitors: they come at random, take a ticket at the kiosk by the door and wait."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import httpx

from server.demo.pace import Pace
from server.demo.setting_up import SITE
from server.domain.site import Site

WANTED: Mapping[str, int] = {
    **{"identity": 18, "pickup": 18, "civil": 16, "welcome": 12, "elections": 8},
    **{"certificates": 8, "school": 6, "planning": 4, "housing": 3, "social": 3, "digital": 3},
    **{"birth": 2, "death": 1, "wedding": 1},
}
"""How often each service is what somebody comes for."""
LANGUAGES: Mapping[str, int] = {
    **{"fr": 64, "fr-easy": 6, "en": 8, "ar": 6, "es": 3},
    **{"pt": 4, "tr": 3, "ru": 2, "uk": 2, "zh": 2},
}
PRIORITY_SHARE, GIVES_UP_SHARE = 0.08, 0.05
THERE_ALREADY = 8
"""Who waits at the door when it opens, or came in while somebody turned the clock on."""
HALL_FULL = 24
"""Whoever finds so many before her comes another day."""
RUSHES = ((time(9, 30), time(11, 30)), (time(14, 0), time(15, 30)))
BUSY, CALM = 1.7, 0.7
"""Times the average, in a rush and outside."""


class Visitors:
    def __init__(
        self, server: str, token: str, site: Site, pace: Pace, per_hour: int, chance: random.Random
    ) -> None:
        self._kiosk = httpx.AsyncClient(
            base_url=server, headers={"Authorization": f"Bearer {token}"}, timeout=30
        )
        self._pace, self._per_hour, self._chance = pace, per_hour, chance
        self._zone = ZoneInfo(site.timezone)
        self._tickets: list[str] = []
        """Secrets of those taken lately."""

    async def come(self) -> None:
        """Until cancelled."""
        async with self._kiosk:
            await self._some(THERE_ALREADY)
            due = self._pace.now()
            while True:
                due += timedelta(hours=self._chance.expovariate(self._rate()))
                await self._pace.until(due)
                missed = (self._pace.now() - due) / timedelta(hours=1) * self._per_hour
                if missed > THERE_ALREADY:
                    await self._some(THERE_ALREADY)
                    due = self._pace.now()
                await self._some(1)

    def _rate(self) -> float:
        hour = self._pace.now().astimezone(self._zone).time()
        busy = any(start <= hour < end for start, end in RUSHES)
        return self._per_hour * (BUSY if busy else CALM)

    async def _some(self, count: int) -> None:
        for _ in range(count):
            try:
                await self._arrive()
            except httpx.HTTPError:
                continue  # the kiosk does not answer: she asks at the desk

    async def _arrive(self) -> None:
        offered = (await self._kiosk.get(f"/api/v1/sites/{SITE}")).json()["services"]
        if sum(service["waiting"] for service in offered) >= HALL_FULL:
            return
        open_now = [service["code"] for service in offered if service["open"]]
        if not open_now:
            return
        chance = self._chance
        wanted = {
            "services": chance.choices(open_now, [WANTED.get(code, 1) for code in open_now]),
            "language": chance.choices([*LANGUAGES], [*LANGUAGES.values()])[0],
            "priority": chance.random() < PRIORITY_SHARE,
        }
        taken = await self._kiosk.post(f"/api/v1/sites/{SITE}/tickets", json=wanted)
        if taken.is_success:
            self._tickets.append(taken.json()["token"])
        if len(self._tickets) > 4 and chance.random() < GIVES_UP_SHARE:
            # One who came a while ago; whoever is at a counter meanwhile is not heard.
            await self._kiosk.post(f"/api/v1/tickets/{self._tickets.pop(0)}/leave")
            self._tickets.clear()
