"""The agent's disk is full: what cannot be remembered is not printed, and everybody is told."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paper.paper import HALL, Emulated, agent_at, soon
from tests.worlds.town import DEMO_SITE, Desk, Town, running


@pytest.fixture
def always_open(tmp_path: Path) -> Iterator[Town]:
    always = re.sub(r"^hours = .*$", 'hours = "24/7"', DEMO_SITE.read_text("utf-8"), flags=re.M)
    with running(Town(tmp_path / "town", clock="", site_text=always)) as town:
        yield town


def allow(agent: subprocess.Popen[bytes], size: int) -> None:
    """How large a file the agent may write; 0 is a full disk."""
    _, most = resource.prlimit(agent.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(agent.pid, resource.RLIMIT_FSIZE, (size, most))


def printed(claire: Desk, number: object) -> str:
    tickets = claire.get("queue").json()["tickets"]
    return next(str(t["ticket"]["printed"]) for t in tickets if t["ticket"]["number"] == number)


def test_nothing_is_sent_that_cannot_be_remembered(always_open: Town, tmp_path: Path) -> None:
    town, claire = always_open, always_open.agent("manager")

    def office() -> str:
        return claire.client.get("/office/mairie").text

    with (
        Emulated() as printer,
        agent_at(town, HALL, printer.address, tmp_path / "spool", log=subprocess.DEVNULL) as agent,
    ):
        soon(lambda: "papier\u00a0: suffisant" in office())
        allow(agent, 0)
        lost = town.take("welcome")["number"]
        soon(lambda: printed(claire, lost) == "not_printed")
        soon(lambda: "signale un défaut" in office())
        assert printer.papers == []
        assert agent.poll() is None

        # The next visitor is told before choosing, and nothing is printed later in her absence.
        with town.device() as kiosk:
            assert "ne répond pas" in kiosk.get("/kiosk/mairie").text

        allow(agent, resource.RLIM_INFINITY)
        soon(lambda: "signale un défaut" not in office())
        kept = town.take("welcome")["number"]
        soon(lambda: printed(claire, kept) == "printed")
        soon(lambda: len(printer.papers) == 1)


def test_a_spool_that_cannot_be_opened_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "jobs.sqlite").mkdir()
    words = ["--server", "http://127.0.0.1:1", "--token", "x", "--device", "tcp://127.0.0.1"]
    done = subprocess.run(
        [sys.executable, "-m", "printer", *words, "--spool", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith(f"printer: {tmp_path} cannot be used")
