"""Whether the server is ready is proved by writing: readers are served on a full disk too."""

from __future__ import annotations

import resource

import httpx

from tests.worlds import patient
from tests.worlds.servers import eventually
from tests.worlds.town import Town


def test_a_server_on_a_full_disk_is_not_ready_until_there_is_room(town: Town) -> None:
    town.take("civil")
    assert town.process
    full = (town.folder / "suivant.db-wal").stat().st_size
    unlimited = resource.RLIM_INFINITY
    resource.prlimit(town.process.pid, resource.RLIMIT_FSIZE, (full, unlimited))

    eventually(lambda: _ready(town).status_code == 503)
    assert _ready(town).json()["missing"] == ["store"]
    assert patient.get(f"{town.url}/health/live").status_code == 200

    resource.prlimit(town.process.pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
    eventually(lambda: _ready(town).status_code == 200)
    assert town.take("civil")["number"] == "C002"


def test_whoever_asks_without_end_does_not_write_without_end(town: Town) -> None:
    log = town.folder / "suivant.db-wal"
    before = log.stat().st_size
    for _ in range(200):
        assert _ready(town).status_code == 200

    assert log.stat().st_size < before + 50 * 4096


def _ready(town: Town) -> httpx.Response:
    return patient.get(f"{town.url}/health/ready")
