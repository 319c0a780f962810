"""The real agent on a printer that draws, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.sync.client import connect

from tests.servers import eventually
from tests.town import ROOT, Town

SOON = 60.0
"""Seconds for a ticket to come out on a busy machine."""


@dataclass
class Tray:
    """Where the paper falls."""

    folder: Path

    def papers(self, label: str) -> list[Path]:
        return sorted(self.folder.glob(f"{label}-*.png"))


@contextmanager
def printer_at(town: Town, folder: Path, profile: str = "80mm") -> Iterator[Tray]:
    """Connected to the town, ready."""
    tray = Tray(folder / "tray")
    who = ("--server", town.url, "--token", town.tokens["imprimante-hall"])
    what = ("--device", f"png://{tray.folder}", "--profile", profile)
    where = ("--spool", str(folder / "spool"))
    agent = subprocess.Popen([sys.executable, "-m", "printer", *who, *what, *where], cwd=ROOT)
    try:
        soon(lambda: town.take("welcome")["printed"] == "queued")
        yield tray
    finally:
        agent.terminate()
        agent.wait(10)


@contextmanager
def printer_listening(town: Town) -> Iterator[None]:
    """A printer that says it is well, for as long as nobody asks what it has printed."""
    bearer = {"Authorization": f"Bearer {town.tokens['imprimante-hall']}"}
    address = f"ws://127.0.0.1:{town.port}/ws/printer"
    with connect(address, additional_headers=bearer) as printer:
        printer.send(json.dumps({"status": {"online": True, "paper": "ok", "cover": "closed"}}))
        claire = town.agent("manager")
        soon(lambda: claire.post("prints", {"kind": "test"}).json()["printed"] == "queued")
        yield


def soon(happened: Callable[[], object]) -> None:
    """Waits for a thing to be so; fails the test when it never is."""
    eventually(lambda: bool(happened()), SOON)


def result_of(town: Town, job: str) -> str | None:
    """What the journal says became of a job."""
    events = town.agent("manager").get("journal").json()["events"]
    reports = [e["body"] for e in events if e["kind"] == "print_reported"]
    return next((str(r["result"]) for r in reports if r["job"] == job), None)
