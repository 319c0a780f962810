"""PostgreSQL goes away and comes back: said plainly, nothing acknowledged is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults.checker import judge
from tests.faults.clients import crowd
from tests.faults.kept import kept_in
from tests.faults.own_postgresql import OwnPostgresql, own_postgresql
from tests.faults.siege import stop, towns_on
from tests.servers import eventually, new_database
from tests.town import Town


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
    return httpx.get(f"{town.url}/health/ready", timeout=20).status_code == 200


def test_without_postgresql_commands_say_so_and_all_recovers_by_itself(
    shared: Town, database_server: OwnPostgresql
) -> None:
    people = crowd([shared], seed=5)
    for person in people:
        person.start()
    eventually(lambda: sum(len(p.deeds) for p in people) > 40)

    database_server.crash()
    refused = _take(shared, "while-it-is-gone")
    assert refused.status_code == 503
    assert refused.json()["code"] == "unavailable"
    assert int(refused.headers["retry-after"]) > 0
    assert not _ready(shared)
    eventually(lambda: all(p.unavailable for p in people))
    before = sum(len(p.deeds) for p in people)

    database_server.start()
    eventually(lambda: _ready(shared))
    eventually(lambda: sum(len(p.deeds) for p in people) > before + 40)
    assert _take(shared, "while-it-is-gone").status_code == 201
    stop(people)

    verdict = judge([d for p in people for d in p.deeds], kept_in(shared.database))
    assert verdict.wrong == []
    assert verdict.acknowledged > 80
    assert shared.command("journal", "verify").stdout.endswith(", 0 breaches\n")
