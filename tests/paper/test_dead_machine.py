"""The agent's machine loses its power: no good-bye, the line just falls silent."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path

from tests.paper.paper import HALL, agent_at, soon
from tests.worlds.patient import connect
from tests.worlds.servers import eventually
from tests.worlds.town import DEMO_SITE, Town, running

TWELVE_SECONDS = 18.0
"""On a busy machine; still less than the socket itself needs to notice."""
OLDER = "Ancienne"
OLDER_STATUS = {"status": {"online": True, "paper": "ok", "cover": "closed"}}


def test_a_dead_machine_is_known_soon_and_an_older_agent_that_says_little_is_not_dead(
    tmp_path: Path,
) -> None:
    always = re.sub(r"^hours = .*$", 'hours = "24/7"', DEMO_SITE.read_text("utf-8"), flags=re.M)
    town = Town(tmp_path / "town", clock="", site_text=always)
    with running(town):
        office = town.agent("manager").client

        def silent() -> int:
            return office.get("/office/mairie").text.count("L’imprimante ne répond pas")

        town.enrol("printer", OLDER)
        soon(lambda: silent() == 2)
        bearer = {"Authorization": f"Bearer {town.tokens[OLDER]}"}
        socket = f"ws://127.0.0.1:{town.port}/ws/printer"
        with (
            connect(socket, additional_headers=bearer) as older,
            agent_at(town, HALL, f"png://{tmp_path}/tray", tmp_path / "spool") as agent,
        ):
            older.send(json.dumps(OLDER_STATUS))
            soon(lambda: silent() == 0)

            agent.send_signal(signal.SIGSTOP)
            eventually(lambda: silent() == 1, TWELVE_SECONDS)

            agent.send_signal(signal.SIGCONT)
            soon(lambda: silent() == 0)
