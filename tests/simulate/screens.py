"""The screens: each connects, shows the newest picture, comes back after every loss.

What one shows is held against the journal. Like the real ones, a screen that comes back tells the
last fact that it has seen: the server that it comes to may not have heard of it.
"""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Coroutine
from typing import Any

from starlette.websockets import WebSocket

from server.rim.sockets import BAD_IDENTITY
from server.web.sockets import counter_socket, display_socket, kiosk_socket, ticket_socket
from tests.simulate.disk import Place
from tests.simulate.looks import Look, Story
from tests.simulate.network import Wire
from tests.simulate.process import Process
from tests.simulate.town import KIOSK
from tests.simulate.world import SETTLED, World

SILENCE = 12.0
"""Seconds without a frame after which a screen says that it is cut off."""


class Screen(ABC):
    def __init__(self, world: World, site: str, name: str, who: str) -> None:
        self._world, self.site, self.name, self.who = world, site, name, who
        self._chance = world.chance(f"{site}/{name}")
        self._wire: Wire | None = None
        self._process: Process | None = None
        self._shown: dict[str, Any] | None = None
        self._blank_since = world.loop.time()
        self._seq = 0
        self._slow = False

    @abstractmethod
    def _served(self, socket: WebSocket) -> Coroutine[Any, Any, None]:
        """The server's end of its socket."""

    @abstractmethod
    def _is_so(self, within: float) -> bool:
        """Whether what it shows is so, or was so little ago."""

    def _received(self, data: dict[str, Any]) -> None:
        self._shown = data

    def _goes_on(self) -> bool:
        """Whether it is worth coming back; asked when it was turned away."""
        return True

    async def live(self) -> None:
        """As long as it is worth it."""
        while True:
            process = self._world.somewhere(self._chance)
            code = await self._watch(process) if process else None
            if code == BAD_IDENTITY and not self._goes_on():
                return
            await asyncio.sleep(self._chance.uniform(0.3, 1.0))

    async def _watch(self, process: Process) -> int | None:
        """The code that the line was closed with."""
        wire = Wire(process, self._chance, self._world.disk.token_of(self.who), self._seq)
        wire.read_slowly(self._slow)
        serving = process.start(self._served(wire.socket))
        self._wire, self._process = wire, process
        try:
            return await self._listen(wire)
        finally:
            self._wire = self._shown = None
            self._blank_since = self._world.loop.time()
            wire.hang_up()
            serving.add_done_callback(self._ended)

    async def _listen(self, wire: Wire) -> int | None:
        """Until the line is closed, or silent for too long."""
        seq = 0
        while True:
            try:
                async with asyncio.timeout(SILENCE):
                    text = await wire.heard()
            except TimeoutError:
                return None
            if text is None:
                return wire.code
            frame = json.loads(text)
            if frame["seq"] < seq:
                self._world.breach(f"{self} went back: {frame['seq']}")
            self._seq = seq = frame["seq"]
            if "data" in frame:
                self._received(frame["data"])

    def _ended(self, serving: asyncio.Task[None]) -> None:
        if not serving.cancelled() and (error := serving.exception()):
            self._world.breach(f"the socket of {self} broke: {error!r}")

    def cut(self) -> None:
        if self._wire:
            self._wire.cut = True

    def drop(self) -> None:
        if self._wire:
            self._wire.drop()

    @property
    def forsaken(self) -> bool:
        """Its server is dead."""
        return self._process is not None and not self._process.alive

    def read_slowly(self, slow: bool) -> None:
        self._slow = slow
        if self._wire:
            self._wire.read_slowly(slow)

    def look(self, within: float) -> None:
        if self.forsaken:
            return
        if self._shown is None:
            blank = self._world.loop.time() - self._blank_since
            if self._world.fair and blank > SETTLED and self._goes_on():
                self._world.breach(f"{self} shows nothing")
        elif not self._is_so(within):
            self._world.breach(f"{self} is stale: {self._shown}")

    def __str__(self) -> str:
        return f"{self.name} of {self.site}"


class BoardScreen(Screen):
    """In the waiting room."""

    def __init__(self, world: World, site: str) -> None:
        super().__init__(world, site, "board", f"{site}/display/hall")

    def _served(self, socket: WebSocket) -> Coroutine[Any, Any, None]:
        return display_socket(socket, self.site, "hall")

    def _is_so(self, within: float) -> bool:
        assert self._shown
        calls = tuple((call["number"], call["counter"]) for call in self._shown["calls"])
        rows = sorted((row["service"], row["count"]) for row in self._shown["waiting"])
        seen = calls, tuple(rows)
        return self._world.witness.may_show(self.site, within, lambda look: look.board == seen)


class KioskScreen(Screen):
    """Before whoever comes in."""

    def __init__(self, world: World, site: str) -> None:
        super().__init__(world, site, "kiosk", f"{site}/kiosk/{KIOSK}")

    def _served(self, socket: WebSocket) -> Coroutine[Any, Any, None]:
        return kiosk_socket(socket, self.site)

    def _is_so(self, within: float) -> bool:
        return self._world.witness.may_show(self.site, within, self._like)

    def _like(self, look: Look) -> bool:
        data = self._shown
        assert data
        counts = tuple((row["code"], row["waiting"]) for row in data["services"])
        people = data["waiting"] == len(look.waiting) and data["counters"] == look.open_counters
        return people and counts == look.counts


class Console(Screen):
    """Before an agent, who is signed in."""

    def __init__(self, world: World, site: str, login: str) -> None:
        super().__init__(world, site, f"console of {login}", f"{site}/staff/{login}")
        self._login = login

    def _served(self, socket: WebSocket) -> Coroutine[Any, Any, None]:
        return counter_socket(socket, self.site)

    def _is_so(self, within: float) -> bool:
        return self._world.witness.may_show(self.site, within, self._like)

    def _like(self, look: Look) -> bool:
        """Her counter, who is at it, and everybody who waits, whoever may call them."""
        data = self._shown
        assert data
        counter = look.holders.get(self._login)
        current = data["current"]["number"] if data["current"] else None
        mine = data["counter"]["code"] if data["counter"] else None
        hers = mine == counter and current == look.seats.get(counter or "")
        rows = {row["number"] for row in (*data["waiting"], *data["others"])}
        people = data["waiting_count"] + data["others_count"] == len(look.waiting)
        return hers and people and rows <= look.waiting


class Phone(Screen):
    """In the pocket of whoever holds the ticket; it is put away with the day."""

    def __init__(self, world: World, place: Place, number: str, token: str) -> None:
        super().__init__(world, place.site, f"phone of {number}", "")
        self._place, self._number, self._token = place, number, token
        self._chapter = 0
        """Of the ticket's story, as far as it was shown."""

    def _served(self, socket: WebSocket) -> Coroutine[Any, Any, None]:
        return ticket_socket(socket, self._token)

    def _goes_on(self) -> bool:
        return self._world.witness.goes_on(self._place)

    def _received(self, data: dict[str, Any]) -> None:
        super()._received(data)
        ticket = data["ticket"]
        if ticket["number"] != self._number:
            self._world.breach(f"{self} shows another's ticket: {ticket}")
        chapter = self._story.next_like((ticket["state"], ticket["counter"]), self._chapter)
        if chapter is None:
            self._world.breach(f"{self} shows what was before, or never: {ticket}")
        else:
            self._chapter = chapter

    def _is_so(self, within: float) -> bool:
        assert self._shown
        ticket, since = self._shown["ticket"], self._world.loop.time() - within
        standing = ticket["state"], ticket["counter"]
        return not self._goes_on() or self._story.any_since(since, standing)

    @property
    def _story(self) -> Story:
        return self._world.witness.stories[self._place, self._number]
