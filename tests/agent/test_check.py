"""`python -m printer --check`, as a technician reads it beside the printer."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from websockets.asyncio.server import serve

from printer.emulator.machine import Machine
from printer.emulator.network import NetworkPrinter
from tests.agent.town_hall import TownHall, address
from tests.worlds.play import play


async def checked(folder: Path, machine: Machine, hall: TownHall, profile: str = "80mm") -> str:
    """All that is printed, and the exit code after it."""
    async with serve(hall, "127.0.0.1", 0) as server, NetworkPrinter(machine) as printer:
        command = [sys.executable, "-m", "printer", "--check", "--token", "secret"]
        command += ["--server", address(server), "--device", f"tcp://127.0.0.1:{printer.port}"]
        command += ["--spool", str(folder), "--profile", profile]
        asked = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        said, _ = await asyncio.wait_for(asked.communicate(), 40)
    return f"{said.decode()}exit {asked.returncode}"


@pytest.mark.parametrize(
    ("process_id", "profile", "way"),
    [(True, "80mm", "GS ( H"), (False, "80mm", "GS r"), (True, "80mm-mute", "never as printed")],
)
def test_all_is_well_and_nothing_is_printed(
    tmp_path: Path, process_id: bool, profile: str, way: str
) -> None:
    async def scene() -> None:
        machine = Machine(process_id=process_id)
        said = await checked(tmp_path, machine, TownHall(), profile)
        assert "NO" not in said
        assert way in said
        assert "knows this printer" in said
        assert "letters for Latin" in said
        assert said.endswith("exit 0")
        assert machine.paper.pieces == []
        assert not machine.paper.uncut.ink

    play(scene())


def test_it_says_what_the_printer_is(tmp_path: Path) -> None:
    play(_says(tmp_path, Machine(), "EMULATOR", "exit 0"))


def test_paper_that_is_out_is_said(tmp_path: Path) -> None:
    play(_says(tmp_path, Machine(roll=0), "NO  paper", "exit 1"))


def test_a_printer_without_an_answer_is_said(tmp_path: Path) -> None:
    play(_says(tmp_path, Machine(mute=True), "NO  printer", "no_answer", "exit 1"))


def test_a_token_that_the_server_does_not_know_is_said(tmp_path: Path) -> None:
    hall = TownHall()
    hall.close_code = 4401
    play(_says(tmp_path, Machine(), "NO  server", "refuses this printer", "exit 1", hall=hall))


async def _says(folder: Path, machine: Machine, *words: str, hall: TownHall | None = None) -> None:
    said = await checked(folder, machine, hall or TownHall())
    for word in words:
        assert word in said
