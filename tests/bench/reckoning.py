"""The server, and beside it in processes of their own a full hall that is played on again and again
and a lab that never ends: `python -m tests.bench.reckoning PORT SIGN`, while the file SIGN stands.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from server.application.aside import Aside
from server.domain.foresight import foresee
from server.serving import server_config
from server.settings import Settings
from server.web.app import create_app
from tests.bench.full_hall import AS_SERVED, full_hall, lab, more_come

LOOKS = 0.02


class ReckoningServer(uvicorn.Server):
    sign: Path

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        lobby = full_hall()
        hall = (lobby.day, lobby.site, lobby.now, more_come(lobby), AS_SERVED)
        self._reckoning = [
            asyncio.create_task(self._again_and_again(foresee, *hall)),
            asyncio.create_task(self._again_and_again(lab)),
        ]

    async def _again_and_again(self, function: Callable[..., object], *args: object) -> None:
        aside = Aside()
        try:
            while True:
                if self.sign.exists():
                    await aside.reckon(function, *args)
                else:
                    await asyncio.sleep(LOOKS)
        finally:
            aside.end()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for one in self._reckoning:
            one.cancel()
        await asyncio.gather(*self._reckoning, return_exceptions=True)
        await super().shutdown(sockets)


def main() -> None:
    port, sign = sys.argv[1:]
    settings = Settings()
    config = server_config(create_app(settings), settings, "127.0.0.1", int(port))
    server = ReckoningServer(config)
    server.sign = Path(sign)
    server.run()


if __name__ == "__main__":
    main()
