"""`suivant serve`."""

from __future__ import annotations

import signal
import sys

import uvicorn

from server.application.clock import clock_from
from server.application.share import share_of
from server.commands.door import open_door
from server.commands.failure import Failure, understood
from server.commands.secret import agree
from server.commands.store import store_to_serve
from server.serving import allow_many_connections, run_workers, server_config
from server.settings import Settings
from server.web.app import create_app


def run_server(host: str, port: int, workers: int) -> None:
    """Blocking, until it is told to stop."""
    settings = Settings()
    open_door(host, port).close()  # for good once the day is folded: nobody is to wait behind it
    _check(settings)
    allow_many_connections()
    if workers == 1:
        # Uvicorn drains, then raises the signal again: told to stop, we have stopped well.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        uvicorn.Server(server_config(create_app(settings), settings, host, port)).run()
        return
    if not settings.database_url.startswith("postgres") or not settings.bus_url:
        raise Failure(
            "several workers need PostgreSQL and a bus: set SUIVANT_DATABASE_URL=postgresql://… "
            "and SUIVANT_BUS_URL=nats://…, or leave --workers out"
        )
    run_workers(settings, host, port, workers)


def _check(settings: Settings) -> None:
    """What several processes would make at once: secret and tables; and what only looks right."""
    understood("CLOCK", clock_from, settings.clock)
    understood("SITES", share_of, settings.sites)
    with store_to_serve(settings) as store:
        agree(store, settings)
