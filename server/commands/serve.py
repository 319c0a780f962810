"""`suivant serve`."""

from __future__ import annotations

import uvicorn

from server.commands.failure import Failure
from server.serving import server_config
from server.settings import Settings
from server.web.app import create_app


def run_server(host: str, port: int, workers: int) -> None:
    settings = Settings()
    if workers > 1:
        raise Failure(_why_one_process(settings))
    uvicorn.Server(server_config(create_app(settings), settings, host, port)).run()


def _why_one_process(settings: Settings) -> str:
    del settings
    return "several workers need a PostgreSQL store and a bus, which this version does not have"
