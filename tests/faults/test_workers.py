"""`suivant serve --workers 2`: several processes behind one port are one town hall."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.sync.client import ClientConnection

from tests.faults.checker import judge
from tests.faults.clients import at_work, deeds
from tests.faults.kept import kept_in
from tests.faults.siege import stop
from tests.worlds.patient import connect
from tests.worlds.servers import eventually, nats, new_database, postgresql
from tests.worlds.town import running
from tests.worlds.workers import Workers


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    with postgresql() as server, nats() as bus:
        settings = {
            "SUIVANT_DATABASE_URL": new_database(server),
            "SUIVANT_BUS_URL": bus.url,
            "SUIVANT_BASE_URL": "http://mairie.example",
        }
        town = Workers(tmp_path_factory.mktemp("town"), settings=settings)
        with running(town):
            yield town


def test_whatever_process_answers_every_board_shows_the_call(two: Workers) -> None:
    headers = {"Authorization": f"Bearer {two.tokens['ecran-hall']}"}
    address = two.url.replace("http", "ws") + "/ws/display/mairie/hall"
    with ExitStack() as stack:
        before = {pid: _connections(pid) for pid in two.workers()}
        boards: list[ClientConnection] = []

        def on_both() -> bool:
            """The system hands each connection to whichever process is awake."""
            board = connect(address, additional_headers=headers)
            boards.append(stack.enter_context(board))
            return all(_connections(pid) >= had + 2 for pid, had in before.items())

        eventually(on_both)
        two.take("identity")
        nadia = two.agent("agent1")
        assert nadia.open("1").status_code == 200
        assert nadia.next("1").status_code == 200

        for board in boards:
            _wait_for(board, "A001")


def test_a_crowd_on_both_processes_doubles_nothing_and_one_that_dies_is_replaced(
    two: Workers,
) -> None:
    nadia = two.agent("agent1")
    nadia.act("A001", "finish")
    nadia.post("counters/1/close")
    people = at_work([two], seed=11)
    eventually(lambda: deeds(people) > 60)
    victim = two.workers()[0]
    os.kill(victim, signal.SIGKILL)
    eventually(lambda: len({*two.workers()} - {victim}) == 2)
    enough = deeds(people) + 60
    eventually(lambda: deeds(people) > enough)
    stop(people)

    verdict = judge([d for p in people for d in p.deeds], kept_in(two.database))
    assert verdict.wrong == []
    assert two.command("journal", "verify").stdout.endswith(", 0 breaches\n")


def test_whatever_process_answers_the_figures_are_of_both(two: Workers) -> None:
    line = 'suivant_commands_total{command="TakeTicket"}'
    before = two.measured(line)
    with two.device() as kiosk, two.device() as another:
        for _ in range(10):
            for client in (kiosk, another):
                taken = client.post("/api/v1/sites/mairie/tickets", json={"services": ["civil"]})
                assert taken.status_code == 201

    assert {two.measured(line) for _ in range(10)} == {before + 20}


def test_whatever_process_answers_the_screens_are_of_both(two: Workers) -> None:
    headers = {"Authorization": f"Bearer {two.tokens['ecran-hall']}"}
    address = two.url.replace("http", "ws") + "/ws/display/mairie/hall"
    eventually(lambda: two.measured("suivant_sockets") == 0)
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(connect(address, additional_headers=headers)).recv()

        assert two.measured("suivant_sockets") == 20
        assert {two.measured("suivant_sockets") for _ in range(10)} == {20}
    eventually(lambda: two.measured("suivant_sockets") == 0)


def test_it_stops_politely(two: Workers) -> None:
    assert two.process is not None
    children = two.workers()
    two.process.send_signal(signal.SIGTERM)
    assert two.process.wait() == 0
    eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


def _connections(pid: int) -> int:
    """What the process holds open; between two looks, the difference is connections."""
    return len([*Path(f"/proc/{pid}/fd").iterdir()])


def _wait_for(board: ClientConnection, number: str) -> None:
    shown: list[str] = []
    while number not in shown:
        calls = json.loads(board.recv()).get("data", {}).get("calls", [])
        shown = [call["number"] for call in calls]
