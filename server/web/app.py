"""The composition root: everything is built here, once, and closed here."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI

from display import board
from display import page as display
from kiosk import page as kiosk
from server.api import counters, docs, health, metrics, office, prints, session, tickets, visitor
from server.api.short import short_routes
from server.application.bus import InProcessBus
from server.application.clock import clock_from
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.counter import page as counter
from server.domain.journal import Unavailable
from server.entrance import enrol
from server.entrance import page as home
from server.journal.store import Store
from server.live.bus import NatsBus
from server.live.hub import HEARTBEAT, Hub
from server.logs import set_up_logs
from server.looks.folders import static_folders
from server.office import fallback, ticket_picture
from server.office import page as manager
from server.paper import socket
from server.paper.unheard import doubt_unheard
from server.phone import page as phone
from server.rim import problems
from server.rim.access import Doorkeeper
from server.settings import Settings
from server.store.migrate import migrate
from server.web import sockets, theme
from server.web.body_limit import BodyLimit
from server.web.headers import SafeHeaders
from server.web.kept_files import KeptFiles
from server.web.reload import take_in_changes

MINUTES_PASS = 10.0
"""Seconds between two repaints of waits shown in words."""
FOLLOWED = 2.0
"""Seconds after which what other processes did is looked at, whatever the bus says or loses."""

APIS = (tickets, counters, session, visitor, office, board, prints, health, metrics)
PAGES = (
    *(sockets, socket, theme, home, enrol, docs, kiosk, display, counter),
    *(manager, fallback, ticket_picture, phone),
)

log = structlog.get_logger()


def create_app(settings: Settings | None = None) -> FastAPI:
    set_up_logs()
    settings = settings or Settings()
    app = FastAPI(
        title="Suivant",
        docs_url=None,  # api/docs.py
        redoc_url=None,
        openapi_url="/api/openapi.json",
        # Nothing of a visit is traced; what is measured stands at /metrics.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        lifespan=_life,
    )
    app.state.settings = settings
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders)
    problems.install(app)
    app.router.routes.extend(short_routes())
    for api in APIS:
        app.include_router(api.router)
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    for name, folder in static_folders().items():
        app.mount(f"/static/{name}", KeptFiles(directory=folder, check_dir=False), name=name)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(settings.store_url)
    hub = Hub(lambda: store.in_doubt)

    def changed(reception: Reception) -> None:
        hub.changed(reception.site.slug)

    bus = NatsBus(settings.bus_url) if settings.bus_url else InProcessBus()
    clock = clock_from(settings.clock)
    receptions = Receptions(store, clock, settings.secret_bytes(), changed, bus)
    await asyncio.to_thread(migrate, store.url)
    app.state.store, app.state.hub, app.state.receptions = store, hub, receptions
    app.state.doorkeeper = Doorkeeper(store)
    known: dict[str, int] = {}
    await take_in_changes(receptions, store, known)
    receptions.writer.start()
    await bus.open(receptions.heard)
    chores = [
        asyncio.create_task(_every(FOLLOWED, receptions.tell_of_printers)),
        asyncio.create_task(_follow(receptions)),
        asyncio.create_task(_every(HEARTBEAT, hub.beat)),
        asyncio.create_task(hub.let_time_pass(MINUTES_PASS)),
        asyncio.create_task(_watch(receptions, store, known)),
        asyncio.create_task(doubt_unheard(receptions)),
    ]
    # What was built lives as long as the process: not looked at again at every collection.
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        for chore in chores:
            chore.cancel()
        await receptions.writer.stop()
        await bus.close()
        store.close()


async def _every(seconds: float, chore: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(seconds)
        chore()


async def _follow(receptions: Receptions) -> None:
    """What others wrote to the journal."""
    while True:
        await asyncio.sleep(FOLLOWED)
        try:
            await receptions.follow()
        except Unavailable as error:
            log.error("store_unavailable", error=str(error))


async def _watch(receptions: Receptions, store: Store, known: dict[str, int]) -> None:
    """New site files, new printers and the end of the day, every second."""
    while True:
        await asyncio.sleep(1.0)
        try:
            await take_in_changes(receptions, store, known)
        except Unavailable as error:
            log.error("store_unavailable", error=str(error))
        receptions.writer.roll(receptions.awake.values())
