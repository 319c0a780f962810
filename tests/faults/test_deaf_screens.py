"""Screens that read nothing: let go, with little kept for them, and nobody else waits."""

from __future__ import annotations

import base64
import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.worlds.patient import connect
from tests.worlds.servers import eventually
from tests.worlds.town import Town

DEAF = 20
CALLS = 200
KEPT_AT_MOST = 200_000
"""Bytes: some dozens of pictures. Left to itself the system keeps megabytes."""
LET_GO_WITHIN = 90.0
"""Seconds, on a busy machine: thirty after the line is full, or two pings if it never is."""


@contextmanager
def deaf_board(town: Town) -> Iterator[None]:
    """Shakes hands as a board, then never reads."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.connect(("127.0.0.1", town.port))
        line.sendall(
            "GET /ws/display/mairie/hall?as=html HTTP/1.1\r\nHost: x\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n"
            f"Authorization: Bearer {town.tokens['ecran-hall']}\r\n\r\n".encode()
        )
        yield


def waiting_to_be_read(port: int) -> list[int]:
    """The bytes that the system keeps for each connection of the server (proc(5), tx_queue)."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [int(row[4].split(":")[0], 16) for row in rows if row[1].endswith(f":{port:04X}")]


def test_screens_that_read_nothing_are_let_go_and_others_are_served(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.tokens['ecran-hall']}"}
    address = town.url.replace("http", "ws") + "/ws/display/mairie/hall"
    with ExitStack() as hall, connect(address, additional_headers=headers) as board:
        for _ in range(DEAF):
            hall.enter_context(deaf_board(town))
        eventually(lambda: town.measured("suivant_sockets") == DEAF + 1)

        last = _call_many(town)

        shown: list[str] = []
        while last not in shown:
            calls = json.loads(board.recv()).get("data", {}).get("calls", [])
            shown = [call["number"] for call in calls]
        assert max(waiting_to_be_read(town.port)) < KEPT_AT_MOST
        eventually(lambda: town.measured("suivant_sockets") == 1, LET_GO_WITHIN)


def _call_many(town: Town) -> str:
    """The number of the last call."""
    nadia = town.agent("agent1")
    nadia.open("1")
    town.take("civil")
    called = nadia.next("1")
    for _ in range(CALLS):
        town.take("civil")
        called = nadia.next("1", finish="solved")
    number: str = called.json()["ticket"]["number"]
    return number
