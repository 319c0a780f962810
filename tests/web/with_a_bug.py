"""The real server with a bug in it: `python -m tests.web.with_a_bug PORT`."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import WebSocket

from server.serving import server_config
from server.settings import Settings
from server.web.app import create_app


async def stumble(token: str) -> None:
    raise RuntimeError("any bug")


async def stumble_on_the_line(socket: WebSocket, token: str) -> None:
    await socket.accept()
    raise RuntimeError("any bug on the line")


if __name__ == "__main__":
    settings = Settings()
    app = create_app(settings)
    app.add_api_route("/api/v1/tickets/{token}/bug", stumble)
    app.add_api_websocket_route("/ws/ticket/{token}/bug", stumble_on_the_line)
    uvicorn.Server(server_config(app, settings, "127.0.0.1", int(sys.argv[1]))).run()
