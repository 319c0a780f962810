"""Simulated visitors: they come at random, take a ticket at the kiosk's door and wait."""

from __future__ import annotations

import asyncio
import random

import httpx
import structlog

log = structlog.get_logger()

LANGUAGES = ("fr",) * 8 + ("en", "en")
PRIORITY_SHARE = 0.08


async def let_visitors_come(server: str, token: str, per_hour: int) -> None:
    """Exponential gaps between arrivals, services as the site offers them. Until cancelled."""
    chance = random.Random()
    async with httpx.AsyncClient(
        base_url=server, headers={"Authorization": f"Bearer {token}"}, timeout=10
    ) as kiosk:
        while True:
            await asyncio.sleep(chance.expovariate(per_hour / 3600))
            try:
                await _arrive(kiosk, chance)
            except httpx.HTTPError as error:
                log.warning("visitor_turned_away", error=str(error))


async def _arrive(kiosk: httpx.AsyncClient, chance: random.Random) -> None:
    offered = (await kiosk.get("/api/v1/sites/mairie")).json()["services"]
    open_now = [service["code"] for service in offered if service["open"]]
    if open_now:
        wanted = {
            "services": [chance.choice(open_now)],
            "language": chance.choice(LANGUAGES),
            "priority": chance.random() < PRIORITY_SHARE,
        }
        await kiosk.post("/api/v1/sites/mairie/tickets", json=wanted)
