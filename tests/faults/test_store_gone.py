"""PostgreSQL goes away, or freezes, and comes back: said plainly, nothing acknowledged is lost."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Connection, text
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from server.domain.journal import Unavailable
from server.store.store import Store
from tests.faults.checker import judge
from tests.faults.clients import Printer, at_work, deeds
from tests.faults.kept import kept_in
from tests.faults.own_postgresql import OwnPostgresql, own_postgresql
from tests.faults.siege import stop, towns_on
from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.servers import eventually, new_database
from tests.worlds.town import Town

TOLD_WITHIN = 15.0
"""Seconds, on a busy machine, until somebody at the kiosk hears that it does not work."""
HEARD_NOTHING = 7.0
"""Seconds: longer than the heartbeat's five."""
NOTICED_WITHIN = 5.0
"""Seconds until the server knows that PostgreSQL is away: it asks every second."""
SILENT_FOR = 25.0
"""Seconds: words that age, "2 min" and the like, are painted anew every ten."""


@pytest.fixture
def database_server() -> Iterator[OwnPostgresql]:
    with own_postgresql() as server:
        yield server


@pytest.fixture
def shared(database_server: OwnPostgresql, tmp_path: Path) -> Iterator[Town]:
    settings = {"SUIVANT_DATABASE_URL": new_database(database_server.url)}
    (town,) = towns_on(tmp_path / "town", settings, 1)
    town.start()
    yield town
    town.leave()


def _take(town: Town, key: str) -> httpx.Response:
    headers = {"Idempotency-Key": key}
    with town.device() as kiosk:
        return kiosk.post(
            "/api/v1/sites/mairie/tickets", json={"services": ["civil"]}, headers=headers
        )


def _ready(town: Town) -> bool:
    return patient.get(f"{town.url}/health/ready").status_code == 200


def test_without_postgresql_commands_say_so_and_all_recovers_by_itself(
    shared: Town, database_server: OwnPostgresql
) -> None:
    people = at_work([shared], seed=5)
    eventually(lambda: deeds(people) > 40)

    database_server.crash()
    refused = _take(shared, "while-it-is-gone")
    assert refused.status_code == 503
    assert shared.measured('suivant_refusals_total{code="unavailable"}') >= 1
    assert refused.json()["code"] == "unavailable"
    assert int(refused.headers["retry-after"]) > 0
    assert not _ready(shared)
    eventually(lambda: all(p.unavailable for p in people if not isinstance(p, Printer)))
    before = deeds(people)

    database_server.start()
    eventually(lambda: _ready(shared))
    eventually(lambda: deeds(people) > before + 40)
    assert _take(shared, "while-it-is-gone").status_code == 201
    stop(people)

    verdict = judge([d for p in people for d in p.deeds], kept_in(shared.database))
    assert verdict.wrong == []
    assert verdict.acknowledged > 80
    assert shared.command("journal", "verify").stdout.endswith(", 0 breaches\n")


def test_a_frozen_postgresql_keeps_nobody_waiting_and_all_recovers_by_itself(
    shared: Town, database_server: OwnPostgresql
) -> None:
    people = at_work([shared], seed=6)
    eventually(lambda: deeds(people) > 40)
    with _board(shared) as board:
        database_server.freeze()
        try:
            began = time.monotonic()
            with ThreadPoolExecutor(8) as at_once:
                refused = list(at_once.map(lambda n: _take(shared, f"frozen-{n}"), range(8)))
            assert time.monotonic() - began < TOLD_WITHIN
            assert [answer.status_code for answer in refused] == [503] * 8
            assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)
            _falls_silent(board)
        finally:
            database_server.thaw()
        eventually(lambda: _ready(shared))
        board.recv(HEARD_NOTHING)

    again = [_take(shared, f"frozen-{n}") for n in range(8)]
    assert [answer.status_code for answer in again] == [201] * 8
    assert len({answer.json()["number"] for answer in again}) == 8
    stop(people)
    verdict = judge([d for p in people for d in p.deeds], kept_in(shared.database))
    assert verdict.wrong == []
    assert shared.command("journal", "verify").stdout.endswith(", 0 breaches\n")


def test_no_screen_looks_fresh_while_postgresql_is_away(
    shared: Town, database_server: OwnPostgresql
) -> None:
    token = [shared.take("identity") for _ in range(3)][-1]["token"]
    nadia = shared.agent("agent1")
    nadia.open("1")
    nadia.next("1")
    screens = {
        "/ws/display/mairie/hall": shared.tokens["ecran-hall"],
        "/ws/kiosk/mairie": shared.tokens["borne-hall"],
        "/ws/counter/mairie": nadia.client.cookies["suivant_staff"],
        f"/ws/ticket/{token}": "",
    }
    with ExitStack() as hall:
        sockets = [hall.enter_context(_screen(shared, *screen)) for screen in screens.items()]
        database_server.crash()
        with ThreadPoolExecutor(len(sockets)) as at_once:
            told = list(at_once.map(_stays_silent, sockets))
        assert told == [[]] * len(sockets)
        with pytest.raises(ConnectionClosed), _screen(shared, f"/ws/ticket/{token}") as phone:
            phone.recv(HEARD_NOTHING)

        database_server.start()
        eventually(lambda: _ready(shared))
        for socket in sockets:
            socket.recv(HEARD_NOTHING)


def _stays_silent(screen: ClientConnection) -> list[object]:
    """What it is told, from when the loss must be known on, for longer than words take to age."""
    until = time.monotonic() + NOTICED_WITHIN + SILENT_FOR
    told: list[object] = []
    while (left := until - time.monotonic()) > 0:
        with suppress(TimeoutError):
            frame = screen.recv(left)
            if until - time.monotonic() < SILENT_FOR:
                told.append(frame)
    return told


def test_a_server_that_froze_in_the_middle_of_writing_does_not_hold_up_the_others(
    shared: Town,
) -> None:
    first = shared.take("civil")
    frozen = Store(shared.database)
    with suppress(Unavailable), frozen.writing() as connection:
        _begin_to_write(connection, place=len(kept_in(shared.database)) + 1)
        assert _take(shared, "behind-it").status_code in (201, 503)
        eventually(lambda: _take(shared, "behind-it").status_code == 201)
        assert _take(shared, "behind-it").json()["number"] == "C002" != first["number"]
    frozen.close()
    assert shared.command("journal", "verify").stdout.endswith(" 2 tickets, 0 breaches\n")


def _begin_to_write(connection: Connection, place: int) -> None:
    """The next place of the journal, taken and not committed."""
    statement = (
        "INSERT INTO journal (site, day, seq, at, actor, kind, body) "
        "SELECT site, day, :place, at, actor, kind, body FROM journal WHERE seq = 1"
    )
    connection.execute(text(statement), {"place": place})


def _board(town: Town) -> ClientConnection:
    return _screen(town, "/ws/display/mairie/hall", town.tokens["ecran-hall"])


def _screen(town: Town, path: str, token: str = "") -> ClientConnection:
    """As a page: its pictures are HTML."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    address = town.url.replace("http", "ws") + path + "?as=html"
    return connect(address, additional_headers=headers)


def _falls_silent(board: ClientConnection) -> None:
    """What the board may trust no more it hears no more, and says so by itself."""
    until = time.monotonic() + TOLD_WITHIN
    while time.monotonic() < until:
        try:
            json.loads(board.recv(HEARD_NOTHING))
        except TimeoutError:
            return
    raise AssertionError("the board goes on as if nothing had happened")
