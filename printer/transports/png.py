"""The virtual printer: the very bytes go through the emulator, each piece becomes a picture."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from pathlib import Path

from PIL import Image

from printer.emulator.machine import Machine
from printer.emulator.paper import CUTTER_ROWS, Piece
from printer.transports.wire import Lost, Submitted, Unreachable

EDGE = 32
"""White dots around, as the paper is wider than the print head."""
LOOKED_AT = 0.5
"""Seconds after which the printer is looked at: somebody may have put in a new roll."""

_machines: dict[tuple[Path, int], Machine] = {}


def machine_at(folder: Path, dots: int) -> Machine:
    """The printer whose papers fall into this folder: it outlives the lines to it."""
    return _machines.setdefault((folder.resolve(), dots), Machine(dots=dots))


class PngWire:
    two_way = True

    def __init__(self, folder: Path, machine: Machine) -> None:
        self._folder = folder
        self._machine = machine
        self._news = asyncio.Event()
        self._closed = False

    async def write(self, data: bytes) -> None:
        while data:
            if self._closed:
                raise Lost("closed")
            room = self._machine.room
            self._machine.receive(data[:room])
            data = data[room:]
            self._machine.run(1000)
            self._news.set()
            await asyncio.sleep(0)

    async def read(self) -> bytes:
        while not self._closed:
            self._machine.run(1000)
            if self._machine.answers:
                answer = bytes(self._machine.answers)
                self._machine.answers.clear()
                return answer
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOKED_AT):
                    await self._news.wait()
        raise Lost("closed")

    async def finish(self, job: Submitted) -> None:
        pieces, self._machine.paper.pieces = self._machine.paper.pieces, []
        for index, piece in enumerate(pieces):
            await asyncio.to_thread(save, piece, self._folder, file_name(job, index))

    async def close(self) -> None:
        self._closed = True
        self._machine.disconnected()
        self._news.set()


async def connect(folder: Path, dots: int) -> PngWire:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unreachable(f"{folder}: {error.strerror}") from error
    return PngWire(folder, machine_at(folder, dots))


def file_name(job: Submitted, index: int) -> str:
    """`A042-JOB.png`, so that a person sees which ticket it is."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", f"{job.number}-{job.id}").strip(".")[:120]
    return f"{name}.png" if index == 0 else f"{name}-{index + 1}.png"


def save(piece: Piece, folder: Path, name: str) -> None:
    """Complete or not at all: somebody may be watching the folder."""
    dots = piece.picture()
    dots = dots.crop((0, _blank_top(piece), dots.width, dots.height))
    paper = Image.new("1", (dots.width + 2 * EDGE, dots.height + EDGE), 1)
    paper.paste(dots, (EDGE, EDGE))
    draft = folder / f".{name}.part"
    paper.save(draft, format="PNG")
    draft.replace(folder / name)


def _blank_top(piece: Piece) -> int:
    """The white that the cutter's distance leaves is shown shortened."""
    first = next((i for i, row in enumerate(piece.rows) if any(row)), 0)
    return min(first, CUTTER_ROWS)
