"""Serial lines: a pseudo-terminal carries the bytes to the emulator at the line's own pace."""

from __future__ import annotations

import asyncio
import os
import termios
import time
import tty
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from printer.address import Flow, Serial
from printer.drawing.compose import Composer
from printer.emulator.machine import Machine
from printer.press import Press
from printer.profile import find
from printer.spool import Spool
from printer.talk.patience import Patience
from tests.agent.judge import judge
from tests.agent.tickets import job
from tests.worlds.play import play

XON, XOFF = b"\x11", b"\x13"
_FULL, _FREE = 128, 256
"""Room in its buffer at which an Epson printer becomes busy, and free again."""
_BITS = 10
_HOLE = 6000
"""Bytes that come while the cover is open and nothing holds them: more than its buffer takes."""


@dataclass
class Wire:
    """What a pseudo-terminal lacks: a speed, a busy line that the port obeys only when it was
    told to, and a printer that drops what it cannot take."""

    line: int
    port: int
    machine: Machine
    baud: int
    xoff: bool
    """The printer says that it is busy by a character, not by the RTS line."""
    pause_at: int | None = None
    """The cover is opened once, for a moment, when so many bytes have come."""
    carried: int = 0
    lost: int = 0
    _busy: bool = False

    async def run(self) -> None:
        last, closes, passed = time.monotonic(), 0.0, 0
        while True:
            await asyncio.sleep(0.002)
            now = time.monotonic()
            held = self._obeys
            if not (self._busy and held):
                self._take(min(120, int((now - last) * self.baud / _BITS)))
            last = now
            if self.pause_at is not None and self.carried > self.pause_at:
                self.pause_at, self.machine.cover_open = None, True
                closes, passed = now + 0.7, self.carried + _HOLE
            if now > closes if held else self.carried > passed:
                self.machine.cover_open = False
            self.machine.run(60)
            self._answer()

    @property
    def _obeys(self) -> bool:
        into, _, control, *_ = termios.tcgetattr(self.port)
        return bool(into & termios.IXON if self.xoff else control & termios.CRTSCTS)

    def _take(self, count: int) -> None:
        try:
            data = os.read(self.line, count) if count else b""
        except BlockingIOError:
            return
        room = self.machine.room
        self.carried += len(data)
        self.lost += max(0, len(data) - room)
        self.machine.receive(data[:room])

    def _answer(self) -> None:
        if self._busy != (self.machine.room < (_FREE if self._busy else _FULL)):
            self._busy = not self._busy
            if self.xoff:
                os.write(self.line, XOFF if self._busy else XON)
        if self.machine.answers:
            os.write(self.line, bytes(self.machine.answers))
            self.machine.answers.clear()


@asynccontextmanager
async def wired(
    folder: Path, baud: int, flow: Flow = "rtscts"
) -> AsyncIterator[tuple[Press, Wire]]:
    ours, theirs = os.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)
    os.set_blocking(ours, False)
    wire = Wire(ours, theirs, Machine(), baud, xoff=flow == "xonxoff")
    running = asyncio.create_task(wire.run())
    place, spool, profile = Serial(os.ttyname(theirs), baud, flow), Spool(folder), find("80mm")
    press = Press(place, profile, spool, Composer.of(profile, place), Patience(answer=2))
    try:
        yield press, wire
    finally:
        await press.close()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        spool.close()
        os.close(ours)
        os.close(theirs)


def test_a_slow_line_prints_in_the_printers_own_letters(tmp_path: Path) -> None:
    """9600 baud would need 25 s for a picture."""

    async def scene() -> None:
        async with wired(tmp_path, 9600) as (press, wire):
            ticket = job("j", "A042")
            body = press.composer.body(ticket.document)
            assert await press.print(ticket, body, lambda _: None) == "printed"
            paper = wire.machine.paper.pieces[0]
            assert len(body) < 2000
            assert "A 042" in paper.texts
            assert any("personnes avant vous" in text for text in paper.texts)
            assert wire.machine.interpreter.unknown == []

    play(scene())


@pytest.mark.parametrize("flow", ["rtscts", "xonxoff"])
def test_a_busy_printer_holds_the_line_back_and_loses_nothing(tmp_path: Path, flow: Flow) -> None:
    async def scene() -> None:
        async with wired(tmp_path, 115_200, flow) as (press, wire):
            wire.pause_at = 8000
            ticket = job("j", "A042")
            body = press.composer.body(ticket.document)
            assert await press.print(ticket, body, lambda _: None) == "printed"
            assert wire.lost == 0
            papers = [*wire.machine.paper.pieces, wire.machine.paper.uncut]
            assert judge(papers, [ticket], find("80mm")).valid == {"j": 1}

    play(scene())


@pytest.mark.parametrize("pause_at", [None, 6000], ids=["whole", "with-a-hole"])
def test_without_flow_control_a_picture_is_never_claimed_to_be_whole(
    tmp_path: Path, pause_at: int | None
) -> None:
    async def scene() -> None:
        async with wired(tmp_path, 115_200, "none") as (press, wire):
            wire.pause_at = pause_at
            ticket = job("j", "A042")
            body = press.composer.body(ticket.document)
            assert await press.print(ticket, body, lambda _: None) == "unconfirmed"
            assert bool(wire.lost) is bool(pause_at)

    play(scene())


def test_an_adapter_that_is_pulled_out_is_an_unreachable_printer(tmp_path: Path) -> None:
    async def scene() -> None:
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        place, profile, spool = Serial(os.ttyname(theirs)), find("80mm"), Spool(tmp_path)
        os.close(theirs)
        hurried = Patience(answer=0.2)
        press = Press(place, profile, spool, Composer.of(profile, place), hurried)
        assert (await press.look()).error == "no_answer"
        os.close(ours)
        for _ in range(2):
            assert (await press.look()).error == "unreachable"
        spool.close()

    play(scene())
