"""`suivant demo`: server, virtual printer, agents and visitors, until it is stopped."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from printer.address import pictures_in
from printer.running import run_agent
from server.application.clock import SetClock
from server.commands.door import open_door
from server.demo import page
from server.demo.agents import SEATS, SimulatedAgent
from server.demo.doorway import address_here
from server.demo.opening import demo_clock
from server.demo.pace import Pace
from server.demo.roll import PaperRoll
from server.demo.scenery import Scenery
from server.demo.setting_up import DOOR_KIOSK, PRINTER, Demo, set_up
from server.demo.telling import start_here, tell
from server.demo.visitors import Visitors
from server.logs import only_errors
from server.serving import server_config
from server.settings import Settings
from server.store.store import Store
from server.web.app import create_app

TICKETS = "tickets"


@dataclass(frozen=True)
class DemoPlan:
    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    visitors: int = 0
    """An hour. None: nobody is simulated, agents neither."""
    lan_address: str | None = None
    """For phones and other machines, where they are let in."""

    @property
    def address(self) -> str:
        return address_here(self.host, self.port)

    @property
    def public(self) -> str:
        return self.lan_address or self.address


class DemoServer(uvicorn.Server):
    """With its company: it comes once the doors are open, and leaves before they close."""

    def __init__(self, config: uvicorn.Config, plan: DemoPlan, demo: Demo, app: FastAPI) -> None:
        super().__init__(config)
        self._plan, self._demo, self._app = plan, demo, app
        self._company: list[asyncio.Task[None]] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._company = [asyncio.create_task(one) for one in self._who_comes()]
            start_here(self._plan.address, self._plan.lan_address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for one in self._company:
            one.cancel()
        await asyncio.gather(*self._company, return_exceptions=True)
        await super().shutdown(sockets)

    def _who_comes(self) -> Iterator[Coroutine[Any, Any, None]]:
        demo, server = self._demo, self._plan.address
        scenery = self._set_the_scene()
        data, token = self._plan.data, demo.tokens[PRINTER]
        yield run_agent(server, token, pictures_in(scenery.tickets), data / "spool")
        if not scenery.alive:
            return
        pace, chance = Pace(scenery.clock), random.Random()
        yield scenery.roll.look_after(pace)
        token = demo.tokens[DOOR_KIOSK]
        yield Visitors(server, token, demo.site, pace, self._plan.visitors, chance).come()
        for login in SEATS:
            password = demo.passwords[login]
            yield SimulatedAgent(server, login, password, demo.site, pace, chance).work()

    def _set_the_scene(self) -> Scenery:
        tickets = (self._plan.data / TICKETS).resolve()
        tickets.mkdir(parents=True, exist_ok=True)
        clock = self._app.state.receptions.clock
        assert isinstance(clock, SetClock)
        alive = self._plan.visitors > 0
        scenery = Scenery(self._demo, clock, PaperRoll(tickets), tickets, alive)
        self._app.state.scenery = scenery
        return scenery


def run_demo(plan: DemoPlan) -> None:
    """Blocking, until the server is told to stop. Raises Failure."""
    with open_door(plan.host, plan.port) as door:
        settings = Settings(data_dir=plan.data)
        demo = set_up(settings)
        settings = _with_clock_and_address(settings, plan.lan_address or "")
        tell(demo, settings, plan.public)
        app = create_app(settings, framed=True)
        app.include_router(page.router, include_in_schema=False)
        only_errors()
        config = server_config(app, settings, plan.host, plan.port)
        with suppress(KeyboardInterrupt):  # the way it is meant to be stopped
            asyncio.run(DemoServer(config, plan, demo, app).serve(sockets=[door]))


def _with_clock_and_address(settings: Settings, lan: str) -> Settings:
    """As the environment says, else as a demonstration needs them."""
    store = Store(settings.store_url)
    try:
        clock = settings.clock or demo_clock(store, datetime.now(UTC))
    finally:
        store.close()
    return settings.model_copy(update={"clock": clock, "base_url": settings.base_url or lan})
