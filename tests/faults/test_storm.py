"""Every board of a big town comes back at once after a restart."""

from __future__ import annotations

import asyncio
import json
import resource
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.worlds.play import play
from tests.worlds.town import Town, running

BOARDS = 2000
AT_ONCE = 200
"""Handshakes under way: more than the system's queue of new connections would be refused."""
FILES = 3 * BOARDS


def test_two_thousand_boards_reconnect_after_a_restart_and_all_show_the_call(
    tmp_path: Path,
) -> None:
    _allow_many_connections()
    with running(Town(tmp_path / "town")) as town:
        town.take("identity")
        nadia = town.agent("agent1")
        nadia.open("1")
        nadia.next("1")

        play(_storm(town))


def _allow_many_connections() -> None:
    """For this process and the servers that it starts."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < FILES:
        pytest.skip(f"this machine allows {most} connections to one process")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(allowed, FILES), most))


async def _storm(town: Town) -> None:
    boards = await _all_connected(town)
    await asyncio.to_thread(town.kill)
    await asyncio.gather(*(_cut_off(board) for board in boards))
    await asyncio.to_thread(town.start)
    boards = await _all_connected(town)
    await asyncio.gather(*(board.close() for board in boards))


async def _all_connected(town: Town) -> list[ClientConnection]:
    """Each has its picture."""
    gate = asyncio.Semaphore(AT_ONCE)
    return await asyncio.gather(*(_connected(town, gate) for _ in range(BOARDS)))


async def _connected(town: Town, gate: asyncio.Semaphore) -> ClientConnection:
    address = town.url.replace("http", "ws") + "/ws/display/mairie/hall"
    headers = {"Authorization": f"Bearer {town.tokens['ecran-hall']}"}
    async with gate:
        board = await connect(
            address,
            additional_headers=headers,
            open_timeout=None,
            ping_interval=None,
            compression=None,
        )
        shown: list[str] = []
        while "A001" not in shown:
            calls = json.loads(await board.recv()).get("data", {}).get("calls", [])
            shown = [call["number"] for call in calls]
        return board


async def _cut_off(board: ClientConnection) -> None:
    try:
        while True:
            await board.recv()
    except ConnectionClosed:
        pass
