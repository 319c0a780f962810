"""Told to stop, the server answers whoever it has begun to serve, and takes nobody else."""

from __future__ import annotations

import asyncio
import json
import signal

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from tests.bench.wire import Wire, request
from tests.faults.kept import kept_in
from tests.worlds.patient import connect
from tests.worlds.play import play
from tests.worlds.town import Town

PRESSES = 40


def test_what_was_written_before_the_end_was_also_answered(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.tokens['ecran-hall']}"}
    address = town.url.replace("http", "ws") + "/ws/display/mairie/hall"
    with connect(address, additional_headers=headers) as board:
        board.recv()

        answered = play(_press_and_stop(town))

        _hangs_up(board)
    assert town.process is not None
    assert town.process.wait() == 0
    kept = {row.number for row in kept_in(town.database) if row.kind == "ticket_taken"}
    assert answered == kept
    assert town.command("journal", "verify").stdout.endswith(f" {len(kept)} tickets, 0 breaches\n")


def _hangs_up(board: ClientConnection) -> None:
    try:
        while True:
            board.recv()
    except ConnectionClosed:
        pass


async def _press_and_stop(town: Town) -> set[str]:
    """The numbers that visitors were told."""
    wires = [await Wire.open(town.port) for _ in range(PRESSES)]
    path, body = "/api/v1/sites/mairie/tickets", b'{"services":["civil"]}'
    press = request(path, town.tokens["borne-hall"], body)
    asked = [asyncio.ensure_future(wire.ask(press)) for wire in wires]
    await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
    assert town.process is not None
    town.process.send_signal(signal.SIGTERM)
    told = await asyncio.gather(*asked, return_exceptions=True)
    for wire in wires:
        wire.close()
    answers = [answer for answer in told if not isinstance(answer, BaseException)]
    assert {status for status, _ in answers} == {201}
    return {str(json.loads(text)["number"]) for _, text in answers}
