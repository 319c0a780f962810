"""`suivant doctor`: whatever is wrong is one line with its cure, and looking changes nothing."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.worlds.servers import nats, new_database, postgresql
from tests.worlds.town import Town


def lines(town: Town) -> dict[str, str]:
    """What is said of each thing, with `ok` or `wrong` before it."""
    told = town.command("doctor")
    assert told.stderr == ""
    wrong = any(not line.startswith("ok") for line in told.stdout.splitlines())
    assert told.returncode == int(wrong), told.stdout
    said = [(line[:6].strip(), *line[7:].split(": ", 1)) for line in told.stdout.splitlines()]
    return {name: f"{how} {words}" for how, name, words in said}


@pytest.fixture
def folder(tmp_path: Path) -> Town:
    """A data folder with the demo town hall, no server."""
    town = Town(tmp_path / "town")
    town.set_up()
    return town


def test_a_healthy_town_hall(folder: Town) -> None:
    told = lines(folder)

    assert all(words.startswith("ok ") for words in told.values()), told
    assert list(told) == [
        *(
            "settings",
            "disk",
            "bus",
            "store",
            "secret",
            "clock",
            "sites",
            "fonts",
            "voices",
            "printers",
        )
    ]
    assert "MB free" in told["disk"]
    assert "mairie/hall (fr" in told["voices"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SUIVANT_DATABASE_URL", "foo"),
        ("SUIVANT_DATABASE_URL", "mysql://h/x"),
        ("SUIVANT_DATABASE_URL", "postgresql://h:port/x"),
        ("SUIVANT_BUS_URL", "foo"),
        ("SUIVANT_BUS_URL", "nats://127.0.0.1:port"),
        ("SUIVANT_CLOCK", "yesterday"),
        ("SUIVANT_CLOCK", "2026-11-24T09:00:00"),
        ("SUIVANT_CLOCK", "0001-01-01T00:00:00+01:00"),
        ("SUIVANT_CLOCK", "2026-11-24T09:00:00+01:00 xnan"),
        ("SUIVANT_CLOCK", "2026-11-24T09:00:00+01:00 x-1"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(folder: Town, name: str, value: str) -> None:
    folder.settings[name] = value
    told = lines(folder)

    assert list(told) == ["settings"]
    assert told["settings"].startswith(f"wrong {name}: ")
    serve = folder.command("serve")
    assert (serve.returncode, len(serve.stderr.splitlines())) == (1, 1)
    assert name in serve.stderr


def test_a_name_that_nothing_has_is_told(folder: Town) -> None:
    folder.settings["SUIVANT_SITES"] = "mairie,Annexe"
    assert lines(folder)["sites"] == 'wrong SUIVANT_SITES: there is no site "Annexe"'

    folder.settings["SUIVANT_SESION_HOURS"] = "8"
    assert lines(folder)["settings"] == (
        "wrong SUIVANT_SESION_HOURS is no setting; do you mean SUIVANT_SESSION_HOURS? "
        "see docs/administer.md"
    )


def test_a_store_that_is_away_is_said_once_with_its_cure(folder: Town) -> None:
    folder.settings["SUIVANT_DATABASE_URL"] = "postgresql://127.0.0.1:1/x"
    told = lines(folder)

    assert [words for words in told.values() if "does not answer" in words] == [told["store"]]
    assert "start PostgreSQL" in told["store"]
    assert told["secret, clock, sites, fonts, voices, printers"].startswith("- not looked at")


def test_it_only_looks(tmp_path: Path) -> None:
    town = Town(tmp_path / "nothing-yet")
    town.folder.mkdir()

    assert lines(town)["store"].startswith("wrong none yet")
    assert list(town.folder.iterdir()) == []


def test_a_journal_ahead_of_the_clock_is_told(town: Town) -> None:
    town.take("civil")
    town.clock = "2026-11-24T07:00:00+01:00"

    told = lines(town)["clock"]
    assert told.startswith("wrong the journal of mairie is ahead of the clock")
    assert "set the machine's date" in told


def test_the_bus_is_greeted_as_a_client_does(folder: Town) -> None:
    with nats() as one, nats() as other, socket.create_server(("127.0.0.1", 0)) as mute:
        folder.settings["SUIVANT_BUS_URL"] = f"{one.url},{other.url}"
        assert lines(folder)["bus"] == f"ok {one.url}, {other.url}"

        somebody = f"nats://127.0.0.1:{mute.getsockname()[1]}"
        folder.settings["SUIVANT_BUS_URL"] = f"{one.url},{somebody}"
        told = lines(folder)["bus"]
        assert told.startswith(f"wrong {somebody}: ")
        assert "start NATS" in told


def test_postgresql_is_asked_its_version_and_whether_it_takes_what_is_written(
    tmp_path: Path,
) -> None:
    with postgresql() as server:
        database = new_database(server)
        town = Town(tmp_path / "town", settings={"SUIVANT_DATABASE_URL": database})
        town.set_up()
        assert "(PostgreSQL 1" in lines(town)["store"]

        with psycopg.connect(server, autocommit=True) as connection:
            name = urlsplit(database).path.lstrip("/")
            connection.execute(
                f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode()
            )
        told = lines(town)["store"]
        assert told.startswith("wrong ") and "read-only" in told
