"""The real agent in a process of its own, on a printer that draws or on an emulated one."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from printer.emulator.machine import Machine
from printer.emulator.network import NetworkPrinter
from tests.worlds.patient import connect
from tests.worlds.servers import eventually
from tests.worlds.town import ROOT, Town

SOON = 60.0
"""Seconds for a ticket to come out on a busy machine."""
HALL = "imprimante-hall"


@dataclass
class Tray:
    """Where the paper falls."""

    folder: Path

    def papers(self, label: str) -> list[Path]:
        return sorted(self.folder.glob(f"{label}-*.png"))


@contextmanager
def printer_at(town: Town, folder: Path, profile: str = "80mm") -> Iterator[Tray]:
    """Draws the town's tickets; connected, ready."""
    tray = Tray(folder / "tray")
    with agent_at(town, HALL, f"png://{tray.folder}", folder / "spool", profile):
        with town.device() as kiosk:
            soon(lambda: "ne répond pas" not in kiosk.get(f"/kiosk/{town.site}").text)
        yield tray


@contextmanager
def agent_at(
    town: Town,
    name: str,
    device: str,
    spool: Path,
    profile: str = "80mm",
    log: int | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """The agent of one of the town's printers."""
    who = ("--server", town.url, "--token", town.tokens[name])
    what = ("--device", device, "--profile", profile, "--spool", str(spool))
    words = [sys.executable, "-m", "printer", *who, *what]
    agent = subprocess.Popen(words, cwd=ROOT, stderr=log)
    try:
        yield agent
    finally:
        agent.terminate()
        agent.wait()


class Emulated:
    """A network printer that prints while the test does other things."""

    def __init__(self, machine: Machine | None = None, pace: int | None = None) -> None:
        """`pace`: rows of dots in a second; as fast as this machine can, without one."""
        self.machine = machine or Machine()
        self._loop = asyncio.new_event_loop()
        self.printer = NetworkPrinter(self.machine, pace)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.printer.port}"

    @property
    def papers(self) -> list[bytes]:
        """The ink of each piece that was cut."""
        return [b"".join(piece.ink) for piece in self.machine.paper.pieces]

    def do(self, act: Callable[[], object]) -> None:
        """Something that befalls it, between two of its own steps."""
        done: Future[None] = Future()

        def befall() -> None:
            act()
            done.set_result(None)

        self._loop.call_soon_threadsafe(befall)
        done.result(10)

    def __enter__(self) -> Emulated:
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.printer.__aenter__(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self.printer.__aexit__(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


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
    return next((str(r["result"]) for r in reversed(reports) if r["job"] == job), None)
