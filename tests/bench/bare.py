"""The machine's own limit: FastAPI that does nothing, run with our server's options.

`python -m tests.bench.bare PORT PROCESSES [FOLDER]`; in FOLDER it keeps a row before it sends.
It imports what a server of this kind cannot do without, SQLModel among it: its start is a limit.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlmodel  # noqa: F401  # see above
import uvicorn
from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect
from pydantic import BaseModel
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.bench import bare_pages
from tests.bench.disk import ROW, open_disk

APP = "tests.bench.bare:bare_app"
ANSWER: dict[str, Any] = {
    **{"number": "A042", "services": ["identity"], "state": "waiting", "priority": False},
    **{"needs": [], "language": "fr", "taken_at": "2026-11-24T13:00:00.000000Z"},
    **{"called_at": None, "started_at": None, "ended_at": None, "counter": None},
    **{"people_ahead": 42, "estimate": {"low": 8, "likely": 12, "high": 19}, "printed": "off"},
    **{"outcome": None, "token": "-" * 24, "follow_url": "http://127.0.0.1:8000/t/" + "-" * 24},
}
"""As much as is said of a ticket."""


class Wanted(BaseModel):
    """As much as the body of a ticket says."""

    services: list[str]
    language: str
    priority: bool


def bare_app(folder: Path | None = None) -> ASGIApp:
    app = FastAPI()
    _add_requests(app)
    _add_screens(app, open_disk(folder / "bare.db") if folder else None)
    app.include_router(bare_pages.router)
    return _beside_asgi(app)


def _add_requests(app: FastAPI) -> None:
    @app.post("/nothing")
    async def nothing() -> dict[str, bool]:
        return {"ok": True}

    @app.post("/parsed", status_code=201)
    async def parsed(wanted: Wanted) -> dict[str, Any]:
        return ANSWER if wanted.services else {}


def _add_screens(app: FastAPI, disk: sqlite3.Connection | None) -> None:
    sockets: list[WebSocket] = []

    @app.post("/say")
    async def say(request: Request) -> dict[str, bool]:
        frame = (await request.body()).decode()
        for socket in sockets:
            await socket.send_text(frame)
        return {"ok": True}

    @app.post("/keep")
    async def keep(request: Request) -> dict[str, bool]:
        assert disk is not None
        await asyncio.to_thread(disk.execute, "INSERT INTO kept (text) VALUES (?)", (ROW,))
        return await say(request)

    @app.websocket("/screen")
    async def screen(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("{}")
        sockets.append(socket)
        with suppress(WebSocketDisconnect):
            await socket.receive_text()
        sockets.remove(socket)


def _beside_asgi(app: ASGIApp) -> ASGIApp:
    """`/asgi` is answered without any framework."""
    start = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"11")]}
    body = {"type": "http.response.body", "body": b'{"ok":true}'}

    async def beside(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/asgi":
            return await app(scope, receive, send)
        await send(start)
        await send(body)

    return beside


def main() -> None:
    port, processes, *folder = sys.argv[1:]
    options: dict[str, Any] = {
        **{"host": "127.0.0.1", "port": int(port), "log_level": "warning", "access_log": False},
        **{"ws": "websockets-sansio", "ws_per_message_deflate": False, "lifespan": "off"},
    }
    if int(processes) > 1:
        uvicorn.run(APP, factory=True, workers=int(processes), **options)
    else:
        uvicorn.run(bare_app(*map(Path, folder)), **options)


if __name__ == "__main__":
    main()
