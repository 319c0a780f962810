"""Two machines of one store have one secret, or phones would find no ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.worlds import patient
from tests.worlds.servers import new_database, postgresql
from tests.worlds.town import Town

ANOTHER = "this machine's secret is not the one"


Machine = Callable[..., Town]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """A data folder of its own, by name; switched off at the end."""
    with ExitStack() as receptions:

        def machine(name: str, **more: Any) -> Town:
            town = Town(tmp_path / name, **more)
            receptions.callback(town.leave)
            return town

        yield machine


def test_a_second_machine_serves_once_it_has_the_secret_of_the_first(machine: Machine) -> None:
    with postgresql() as database_server:
        shared = {"SUIVANT_DATABASE_URL": new_database(database_server)}
        first = machine("first", settings=shared)
        first.set_up()
        first.start()
        ticket = first.take("identity")
        second = machine("second", settings=shared, tokens=first.tokens)

        refused = second.command("serve", "--port", str(second.port))
        assert refused.returncode == 1
        assert ANOTHER in refused.stderr and "SUIVANT_SECRET" in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
        assert ANOTHER in second.command("doctor").stdout
        assert ANOTHER not in first.command("doctor").stdout

        kept = (first.folder / "secret").read_text()
        second.settings = {**shared, "SUIVANT_SECRET": kept}
        second.start()
        phone = patient.get(f"{second.url}/api/v1/tickets/{ticket['token']}")
        assert phone.status_code == 200


def test_after_a_restore_without_the_secret_one_command_is_the_way_out(
    machine: Machine, tmp_path: Path
) -> None:
    burnt = machine("burnt")
    burnt.set_up()
    burnt.start()
    burnt.take("identity")
    copy = str(tmp_path / "copy.db")
    assert burnt.command("backup", copy).returncode == 0
    burnt.leave()
    new = machine("new", tokens=burnt.tokens)

    assert new.command("restore", copy).returncode == 0
    assert new.command("journal", "verify").stdout.endswith(" 1 tickets, 0 breaches\n")
    assert "borne-hall" in new.command("device", "list").stdout
    refused = new.command("serve", "--port", str(new.port))
    assert refused.returncode == 1
    assert "suivant secret accept" in refused.stderr

    assert new.command("secret", "accept").returncode == 0
    new.start()
    assert new.take("identity")["number"] == "A002"


def test_the_demo_says_it_too(machine: Machine) -> None:
    town = machine("town", settings={"SUIVANT_SECRET": "of yesterday"})
    assert town.command("secret", "accept").returncode == 0
    town.settings = {"SUIVANT_SECRET": "of today"}

    refused = town.command("demo", "--data", str(town.folder), "--port", str(town.port))

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"suivant: {ANOTHER}")
