"""Two machines of one store have one secret, or phones would find no ticket."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.servers import new_database, postgresql
from tests.town import Town

ANOTHER = "this machine's secret is not the one"


def test_a_second_machine_serves_once_it_has_the_secret_of_the_first(tmp_path: Path) -> None:
    with postgresql() as database_server:
        shared = {"SUIVANT_DATABASE_URL": new_database(database_server)}
        first = Town(tmp_path / "first", settings=shared)
        first.set_up()
        first.start()
        ticket = first.take("identity")
        second = Town(tmp_path / "second", settings=shared, tokens=first.tokens)

        refused = second.command("serve", "--port", str(second.port))
        assert refused.returncode == 1
        assert ANOTHER in refused.stderr and "SUIVANT_SECRET" in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
        assert ANOTHER in second.command("doctor").stdout
        assert ANOTHER not in first.command("doctor").stdout

        kept = (first.folder / "secret").read_text()
        second.settings = {**shared, "SUIVANT_SECRET": kept}
        second.start()
        phone = httpx.get(f"{second.url}/api/v1/tickets/{ticket['token']}")
        assert phone.status_code == 200
        first.leave()
        second.leave()


def test_after_a_restore_without_the_secret_one_command_is_the_way_out(tmp_path: Path) -> None:
    burnt = Town(tmp_path / "burnt")
    burnt.set_up()
    burnt.start()
    burnt.take("identity")
    copy = str(tmp_path / "copy.db")
    assert burnt.command("backup", copy).returncode == 0
    burnt.leave()
    new = Town(tmp_path / "new", tokens=burnt.tokens)

    assert new.command("restore", copy).returncode == 0
    assert new.command("journal", "verify").stdout.endswith(" 1 tickets, 0 breaches\n")
    assert "borne-hall" in new.command("device", "list").stdout
    refused = new.command("serve", "--port", str(new.port))
    assert refused.returncode == 1
    assert "suivant secret accept" in refused.stderr

    assert new.command("secret", "accept").returncode == 0
    new.start()
    assert new.take("identity")["number"] == "A002"
    new.leave()


def test_the_demo_says_it_too(tmp_path: Path) -> None:
    town = Town(tmp_path / "town", settings={"SUIVANT_SECRET": "of yesterday"})
    assert town.command("secret", "accept").returncode == 0
    town.settings = {"SUIVANT_SECRET": "of today"}

    refused = town.command("demo", "--data", str(town.folder), "--port", str(town.port))

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"suivant: {ANOTHER}")
