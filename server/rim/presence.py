"""Who is behind each open socket: asked again and again, for a right may end while it is open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

from fastapi import WebSocket, WebSocketDisconnect

from server.identity.devices import Device
from server.identity.staff import Staff
from server.live.connection import RESTART
from server.rim.access import Caller, Doorkeeper, Person, Rule, allowed
from server.rim.sockets import BAD_IDENTITY, NO_RIGHT

MOST_PICTURES = 32
"""Different ones, for one device or one person signed in."""
LOOKED_AGAIN = 0.7
"""Seconds between two looks: with the store's answer, a right that ends is gone within two."""


@dataclass(eq=False)
class Stay:
    """A screen's, or a printer's: for as long as its caller may be here."""

    caller: Caller
    site: str
    rule: Rule
    picture: str
    """The name of what it watches."""
    code: int | None = None
    """Why it ended."""
    patience: asyncio.Timeout = field(default_factory=lambda: asyncio.timeout(None))

    def judge(self, people: Mapping[str, Person]) -> None:
        person = people.get(self.caller.proof)
        if person is None:
            self._end(BAD_IDENTITY)
        elif person != self.caller.person:
            now = replace(
                self.caller,
                staff=person if isinstance(person, Staff) else None,
                device=person if isinstance(person, Device) else None,
            )
            # What she sees was painted for who she was: she comes back as who she is.
            self._end(RESTART if allowed(now, self.site, self.rule) else NO_RIGHT)

    def _end(self, code: int) -> None:
        if self.code is None:
            self.code = code
            self.patience.reschedule(asyncio.get_running_loop().time())


class Presence:
    """Of one process."""

    def __init__(self, doorkeeper: Doorkeeper) -> None:
        self._doorkeeper = doorkeeper
        self._stays: dict[Stay, None] = {}

    async def look_again(self) -> None:
        """One question to the store for all of them. Raises Unavailable."""
        stays = tuple(self._stays)
        people = await self._doorkeeper.look_again({stay.caller.proof for stay in stays})
        for stay in stays:
            if stay in self._stays:  # others have left while the store was asked
                stay.judge(people)

    def sees_enough(self, caller: Caller, picture: str) -> bool:
        """Each picture is painted at every change: nobody has that many screens."""
        watched = {stay.picture for stay in self._stays if stay.caller.proof == caller.proof}
        return picture not in watched and len(watched) >= MOST_PICTURES

    @asynccontextmanager
    async def staying(
        self, socket: WebSocket, caller: Caller, site: str, rule: Rule, picture: str
    ) -> AsyncIterator[Stay]:
        """What is done in here ends with the caller's right; the socket is told why."""
        stay = Stay(caller, site, rule, picture)
        self._stays[stay] = None
        try:
            with suppress(WebSocketDisconnect, RuntimeError):  # the screen left: nobody to tell
                async with stay.patience:
                    yield stay
        except TimeoutError:
            if stay.code is None:
                raise
        finally:
            self._stays.pop(stay, None)
        if stay.code is not None:
            with suppress(WebSocketDisconnect, RuntimeError):
                await socket.close(stay.code)


def presence_of(socket: WebSocket) -> Presence:
    presence: Presence = socket.app.state.presence
    return presence
