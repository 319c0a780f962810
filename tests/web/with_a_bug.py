"""The real server with bugs in it: `python -m tests.web.with_a_bug PORT`, and its town."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import WebSocket

from server.serving import server_config
from server.settings import Settings
from server.web.app import create_app
from tests.worlds.town import ROOT, Town


class StumblingTown(Town):
    """Its server has a bug in it; what it logs is kept."""

    @property
    def log(self) -> Path:
        return self.folder / "stderr"

    def start(self) -> None:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.web.with_a_bug", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stderr=log,
            )
        self.wait_until_ready()

    def events(self) -> list[dict[str, Any]]:
        """Fails at a line that is no event."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


async def stumble(token: str) -> None:
    raise RuntimeError("any bug")


async def stumble_at_the_kiosk(site: str) -> None:
    raise RuntimeError("a screen's bug")


async def stumble_on_the_line(socket: WebSocket, token: str) -> None:
    await socket.accept()
    raise RuntimeError("any bug on the line")


if __name__ == "__main__":
    settings = Settings()
    app = create_app(settings)
    app.add_api_route("/api/v1/tickets/{token}/bug", stumble)
    app.add_api_route("/kiosk/{site}/bug", stumble_at_the_kiosk)
    app.add_api_websocket_route("/ws/ticket/{token}/bug", stumble_on_the_line)
    uvicorn.Server(server_config(app, settings, "127.0.0.1", int(sys.argv[1]))).run()
