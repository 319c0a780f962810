"""The doors: every route and page, put before what runs behind them (`server.backstage`)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from display import board
from display import page as display
from kiosk import page as kiosk
from server.api import (
    appointments,
    counters,
    docs,
    exceptional,
    health,
    interruptions,
    lab,
    metrics,
    office,
    prints,
    roster,
    session,
    tickets,
    visitor,
)
from server.api.description import DescribedApp, by_its_name
from server.api.short import short_routes
from server.application.rounds import Round, Rounds
from server.backstage.running import backstage
from server.counter import page as counter
from server.entrance import enrol
from server.entrance import page as home
from server.logs import set_up_logs
from server.looks.folders import static_folders
from server.office import days, fairness, fallback, lab_compare, promise, strip, ticket_picture
from server.office import interruptions as interrupted
from server.office import lab as office_lab
from server.office import page as manager
from server.office import roster as office_roster
from server.paper import crests, socket
from server.phone import page as phone
from server.rim import problems
from server.rim.access import Doorkeeper
from server.rim.presence import LOOKED_AGAIN, Presence
from server.rim.session import SignIns
from server.settings import Settings
from server.texts.compiled import WORKSHOP
from server.web import sockets, theme
from server.web.body_limit import BodyLimit
from server.web.head import HeadAsGet
from server.web.headers import SafeHeaders
from server.web.kept_files import KeptFiles

APIS = (
    *(tickets, counters, appointments, session, visitor),
    *(office, roster, lab, board, interruptions, exceptional, prints, health, metrics),
)
PAGES = (
    *(sockets, socket, crests, theme, home, enrol, docs, kiosk, display, counter),
    *(manager, interrupted, days, fairness, promise, office_roster, office_lab, lab_compare, strip),
    *(fallback, ticket_picture, phone),
)


def create_app(settings: Settings | None = None, framed: bool = False) -> FastAPI:
    """`framed`: a page of ours may show the others side by side."""
    set_up_logs()
    settings = settings or Settings()
    WORKSHOP.settle(settings.data_dir)
    app = DescribedApp(
        title="Suivant",
        docs_url=None,  # api/docs.py
        redoc_url=None,
        openapi_url="/api/openapi.json",
        generate_unique_id_function=by_its_name,
        # Nothing of a visit is traced; what is measured stands at /metrics.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        lifespan=_life,
    )
    app.state.settings = settings
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders, framed=framed)
    app.add_middleware(HeadAsGet)
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
    async with backstage(app.state.settings) as running:
        app.state.store, app.state.hub = running.store, running.hub
        app.state.receptions, app.state.lab = running.receptions, running.lab
        app.state.strips, app.state.reader = running.strips, running.reader
        app.state.doorkeeper = Doorkeeper(running.store)
        app.state.presence = Presence(app.state.doorkeeper)
        app.state.sign_ins = SignIns(app.state.settings.secret_bytes())
        rights = Rounds([Round("rights", LOOKED_AGAIN, app.state.presence.look_again)])
        rights.start()
        try:
            yield
        finally:
            await rights.stop()
            app.state.sign_ins.hashing.close()
