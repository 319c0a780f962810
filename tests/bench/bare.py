"""The machine's own limit: FastAPI that does nothing, run with our server's options.

`python -m tests.bench.bare PORT PROCESSES`
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

import uvicorn
from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect
from pydantic import BaseModel

from server.serving import run_workers, server_config
from server.settings import Settings


class Wanted(BaseModel):
    """As much as the body of a ticket says."""

    services: list[str]
    language: str
    priority: bool


def bare_app() -> FastAPI:
    app = FastAPI()
    sockets: list[WebSocket] = []

    @app.post("/nothing")
    async def nothing() -> dict[str, bool]:
        return {"ok": True}

    @app.post("/parsed")
    async def parsed(wanted: Wanted) -> dict[str, bool]:
        return {"ok": bool(wanted.services)}

    @app.post("/say")
    async def say(request: Request) -> dict[str, bool]:
        frame = (await request.body()).decode()
        for socket in sockets:
            await socket.send_text(frame)
        return {"ok": True}

    @app.websocket("/screen")
    async def screen(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("{}")
        sockets.append(socket)
        with suppress(WebSocketDisconnect):
            await socket.receive_text()
        sockets.remove(socket)

    return app


def main() -> None:
    port, processes = int(sys.argv[1]), int(sys.argv[2])
    if processes > 1:
        run_workers(Settings(), "127.0.0.1", port, processes, app="tests.bench.bare:bare_app")
        return
    config = server_config(bare_app(), Settings(), "127.0.0.1", port)
    asyncio.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main()
