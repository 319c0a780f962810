"""Hints that do not arrive: screens of other servers follow all the same, by asking the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.servers import eventually, nats, new_database, postgresql
from tests.worlds.town import Town, two_servers

FRENCH = {"Accept-Language": "fr"}
FOLLOWS_WITHIN = 10.0
"""Seconds, on a busy machine, for the two that are promised."""


@pytest.fixture(scope="module")
def database_server() -> Iterator[str]:
    with postgresql() as address:
        yield address


def _sees(town: Town, numbers: list[str]) -> None:
    nadia = town.agent("agent1")

    def seen() -> list[str]:
        return [place["ticket"]["number"] for place in nadia.get("queue").json()["tickets"]]

    eventually(lambda: seen() == numbers, FOLLOWS_WITHIN)


def _hears_no_bus(town: Town) -> bool:
    return "bus" in patient.get(f"{town.url}/health/ready").json()["missing"]


def test_a_frozen_bus_is_noticed_and_the_screens_follow(
    database_server: str, tmp_path: Path
) -> None:
    with nats() as bus:
        shared = {
            "SUIVANT_DATABASE_URL": new_database(database_server),
            "SUIVANT_BUS_URL": bus.url,
        }
        with two_servers(tmp_path / "town", shared) as (here, there):
            eventually(lambda: not _hears_no_bus(here) and not _hears_no_bus(there))
            bus.freeze()
            here.take("identity")
            _sees(there, ["A001"])
            eventually(lambda: _hears_no_bus(here) and _hears_no_bus(there))
            office = there.agent("manager").client.get("/office/mairie", headers=FRENCH)
            assert "ne communiquent plus" in office.text

            bus.thaw()
            eventually(lambda: not _hears_no_bus(here) and not _hears_no_bus(there))
            there.take("identity")
            _sees(here, ["A001", "A002"])


def test_two_servers_that_each_listen_to_another_bus_follow_each_other(
    database_server: str, tmp_path: Path
) -> None:
    shared = {"SUIVANT_DATABASE_URL": new_database(database_server)}
    with nats() as one, nats() as two:
        settings = ({**shared, "SUIVANT_BUS_URL": bus.url} for bus in (one, two))
        with two_servers(tmp_path / "town", *settings) as (here, there):
            here.take("identity")
            _sees(there, ["A001"])


def test_two_servers_without_a_bus_follow_each_other(database_server: str, tmp_path: Path) -> None:
    shared = {"SUIVANT_DATABASE_URL": new_database(database_server)}
    with two_servers(tmp_path / "town", shared) as (here, there):
        here.take("identity")
        _sees(there, ["A001"])


def test_two_servers_on_one_file_follow_each_other(tmp_path: Path) -> None:
    with two_servers(tmp_path / "town", {}) as (here, there):
        here.take("identity")
        _sees(there, ["A001"])


def test_a_screen_that_comes_back_to_another_server_sees_nothing_older(tmp_path: Path) -> None:
    with two_servers(tmp_path / "town", {}) as (here, there):
        here.take("identity")
        _sees(there, ["A001"])
        here.take("identity")
        seen = here.agent("agent1").get("queue").json()["seq"]

        board_at = f"{there.url.replace('http', 'ws')}/ws/display/mairie/hall?after={seen}"
        token = {"Authorization": f"Bearer {there.tokens['ecran-hall']}"}
        with connect(board_at, additional_headers=token) as board:
            shown = json.loads(board.recv())

    assert shown["seq"] >= seen
    assert sum(row["count"] for row in shown["data"]["waiting"]) == 2
