"""How the web server is run."""

from __future__ import annotations

import os
import resource
import tempfile
from typing import Any

import uvicorn
from fastapi import FastAPI

from server.logs import set_up_logs
from server.settings import Settings
from server.web.request_line import RequestLine
from server.web.screen_line import FROM_A_PRINTER, ScreenLine

DRAIN_SECONDS = 5
APP = "server.web.app:create_app"


def allow_many_connections() -> None:
    """As many as the machine lets us: systemd gives a process 1,024 files unless it asks for more,
    and every screen is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def server_config(app: FastAPI, settings: Settings, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(app, **_options(settings, host, port))


def run_workers(settings: Settings, host: str, port: int, workers: int) -> None:
    """Several processes on one port, started again when one dies. Blocking."""
    set_up_logs()
    with tempfile.TemporaryDirectory(prefix="suivant-measures-") as together:
        # Whichever process is asked for /metrics answers for all.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = together
        uvicorn.run(APP, factory=True, workers=workers, **_options(settings, host, port))


def _options(settings: Settings, host: str, port: int) -> dict[str, Any]:
    return {
        "host": host,
        "port": port,
        "log_config": None,  # as server/logs.py says
        "log_level": "warning",
        "access_log": False,
        # A frame is encoded once for all who watch the same; compressed, it would be made anew for
        # each connection, and zlib's windows take 300 KB of memory there: 1.5 GB for 5,000 boards.
        # Measured: a console's 40 KB become 5 in 0.2 ms, a phone's 3.7 become 1.2 in 0.02 ms and a
        # board's 1.6 become 0.5 in 0.01 ms, while a town's network carries 40 KB in 0.3 to 3 ms.
        "ws_per_message_deflate": False,
        "http": RequestLine,
        "ws": ScreenLine,
        "ws_max_size": FROM_A_PRINTER,
        "ws_ping_interval": 20,
        "ws_ping_timeout": 20,
        # Screens would hold the door open for ever.
        "timeout_graceful_shutdown": DRAIN_SECONDS,
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": settings.trusted_proxies or None,
    }
