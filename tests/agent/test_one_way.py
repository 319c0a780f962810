"""Lines without answers: a CUPS queue and a device file. What is sent is all that is claimed."""

from __future__ import annotations

import asyncio
import os
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from printer.address import Address, Cups, DeviceFile
from printer.agent import PrinterAgent
from printer.drawing.compose import Composer
from printer.emulator.machine import Machine
from printer.emulator.paper import Piece
from printer.fate import NotReady
from printer.press import Press
from printer.profile import find
from printer.spool import Spool
from tests.agent.conftest import HURRIED
from tests.agent.judge import judge
from tests.agent.tickets import job
from tests.worlds.play import play

TICKET = job("j1", "A042")
WIDE = find("80mm")

_LP = """#!/bin/sh
cd "{folder}"
if [ -f gone ]; then echo "lp: The printer or class does not exist." >&2; exit 1; fi
cat > "job-$(ls | wc -l)"
"""
_LPSTAT = """#!/bin/sh
cd "{folder}"
if [ -f gone ]; then echo 'lpstat: Invalid destination name in list "hall".' >&2; exit 1; fi
if [ -f rejecting ]; then echo "hall not accepting requests since today"; exit 0; fi
echo "hall accepting requests since today"
"""


class Queue:
    """CUPS's two commands, as files on the path; each job becomes a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "queue"
        self.folder.mkdir()
        self.commands = folder / "bin"
        self.commands.mkdir()
        for name, script in (("lp", _LP), ("lpstat", _LPSTAT)):
            (self.commands / name).write_text(script.format(folder=self.folder))
            (self.commands / name).chmod(0o755)

    def papers(self) -> list[Piece]:
        """What a printer makes of the jobs."""
        machine = Machine(buffer=10**7)
        for path in sorted(self.folder.glob("job-*")):
            machine.receive(path.read_bytes())
            machine.run(10**6)
        return machine.paper.pieces


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Queue:
    hall = Queue(tmp_path)
    monkeypatch.setenv("PATH", f"{hall.commands}:{os.environ['PATH']}")
    return hall


@contextmanager
def pressed(folder: Path, place: Address) -> Iterator[tuple[Press, Spool]]:
    spool = Spool(folder / "spool")
    yield Press(place, WIDE, spool, Composer.of(WIDE, place), HURRIED), spool
    spool.close()


async def put(press: Press) -> str:
    return await press.print(TICKET, press.composer.body(TICKET.document), lambda _: None)


def test_a_ticket_goes_whole_through_a_queue(tmp_path: Path, queue: Queue) -> None:
    async def scene() -> None:
        with pressed(tmp_path, Cups("hall")) as (press, _):
            assert await put(press) == "unconfirmed"
            assert judge(queue.papers(), [TICKET], WIDE).valid == {"j1": 1}
            await press.close()

    play(scene())


def test_a_void_notice_is_in_the_queue_when_the_ticket_is_told_to_be_void(
    tmp_path: Path, queue: Queue
) -> None:
    """Nobody waits for the ticket any more, so no other job would carry the notice along."""

    async def scene() -> None:
        with pressed(tmp_path, Cups("hall")) as (press, spool):
            spool.write("j1", "A042", "doubt", "connection_lost")
            agent = PrinterAgent(press, spool)
            (queue.folder / "gone").touch()
            assert await agent.step() is False
            (queue.folder / "gone").unlink()
            assert await agent.step() is True
            assert [(r.result, r.reason) for r in agent.reports()] == [("not_printed", "voided")]
            assert len(queue.papers()) == 1
            await press.close()

    play(scene())


@pytest.mark.parametrize("fault", ["gone", "rejecting"])
def test_a_queue_that_takes_nothing_is_an_unreachable_printer(
    tmp_path: Path, queue: Queue, fault: str
) -> None:
    async def scene() -> None:
        with pressed(tmp_path, Cups("hall")) as (press, _):
            (queue.folder / fault).touch()
            assert (await press.look()).error == "unreachable"
            (queue.folder / fault).unlink()
            assert (await press.look()).online
            await press.close()

    play(scene())


def test_a_queue_that_vanishes_is_noticed_with_the_next_ticket(
    tmp_path: Path, queue: Queue
) -> None:
    async def scene() -> None:
        with pressed(tmp_path, Cups("hall")) as (press, _):
            assert (await press.look()).online
            (queue.folder / "gone").touch()
            with pytest.raises(NotReady, match="offline"):
                await put(press)
            assert (await press.look()).error == "unreachable"
            (queue.folder / "gone").unlink()
            assert await put(press) == "unconfirmed"
            assert judge(queue.papers(), [TICKET], WIDE).valid == {"j1": 1}
            await press.close()

    play(scene())


def test_a_ticket_goes_whole_through_a_device_file(tmp_path: Path) -> None:
    async def scene() -> None:
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        machine = Machine(buffer=10**7)
        with pressed(tmp_path, DeviceFile(os.ttyname(theirs))) as (press, _):
            reading = asyncio.create_task(asyncio.to_thread(_drain, ours, machine))
            assert await put(press) == "unconfirmed"
            await press.close()
            os.close(theirs)
            await reading
        os.close(ours)
        machine.run(10**6)
        assert judge(machine.paper.pieces, [TICKET], WIDE).valid == {"j1": 1}

    play(scene())


def _drain(line: int, machine: Machine) -> None:
    """Until the other side is closed."""
    while True:
        try:
            machine.receive(os.read(line, 4096))
        except OSError:
            return
