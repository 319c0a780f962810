"""A board in the waiting room: connects, shows the newest picture, comes back after every loss."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from server.web.sockets import display_socket
from tests.simulate.network import Wire
from tests.simulate.process import Process

if TYPE_CHECKING:
    from tests.simulate.witness import Seen
    from tests.simulate.world import World

SILENCE = 12.0
"""Seconds without a frame after which a screen says that it is cut off."""


class BoardScreen:
    def __init__(self, world: World, site: str) -> None:
        self._world, self.site = world, site
        self._chance = world.chance(f"{site}/board")
        self._wire: Wire | None = None
        self._process: Process | None = None
        self._shown: dict[str, Any] | None = None
        self._seq = 0

    async def live(self) -> None:
        """For ever."""
        while True:
            if process := self._world.somewhere(self._chance):
                await self._watch(process)
            await asyncio.sleep(self._chance.uniform(0.3, 1.0))

    async def _watch(self, process: Process) -> None:
        wire = Wire(process, self._chance, f"{self.site}/display/hall")
        serving = process.start(display_socket(wire.socket, self.site, "hall"))
        self._wire, self._process, self._seq = wire, process, 0
        try:
            await self._listen(wire)
        finally:
            self._wire = self._shown = None
            wire.hang_up()
            serving.add_done_callback(self._ended)

    def cut(self) -> None:
        if self._wire:
            self._wire.cut = True

    async def _listen(self, wire: Wire) -> None:
        """Until the line is closed, or silent for too long."""
        while True:
            try:
                async with asyncio.timeout(SILENCE):
                    text = await wire.heard()
            except TimeoutError:
                return
            if text is None:
                return
            self._hear(json.loads(text))

    def _hear(self, frame: dict[str, Any]) -> None:
        if frame["seq"] < self._seq:
            self._world.breach(f"the board of {self.site} went back: {frame['seq']}")
        self._seq = frame["seq"]
        self._shown = frame.get("data", self._shown)

    def _ended(self, serving: asyncio.Task[None]) -> None:
        if not serving.cancelled() and (error := serving.exception()):
            self._world.breach(f"the socket of a board broke: {error!r}")

    def look(self, within: float) -> None:
        """What it shows must be so, or have been so little ago."""
        if self._shown is None or (self._process and not self._process.alive):
            return
        if not self._world.witness.may_show(self.site, _seen(self._shown), within):
            self._world.breach(f"the board of {self.site} is stale: {_seen(self._shown)}")


def _seen(data: dict[str, Any]) -> Seen:
    calls = tuple((call["number"], call["counter"]) for call in data["calls"])
    return calls, tuple(sorted((row["service"], row["count"]) for row in data["waiting"]))
