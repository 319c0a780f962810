"""What people ask of a server, as its doors pass it on: at the use cases, with a key, again and
again until an answer comes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from server.application import counters, visitors
from server.application.answers import Answer, TicketAnswer
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain import commands as c
from server.domain.journal import Unavailable
from server.domain.lifecycle import Action, Actor
from server.domain.refusal import Code, Refusal
from server.protocol.queue import ActionRequest, TakeRequest
from tests.simulate.answers import Deed, Told
from tests.simulate.network import Lost
from tests.simulate.process import Process
from tests.simulate.town import KIOSK, MANAGER

if TYPE_CHECKING:
    from tests.simulate.world import World

TRIES = 5
AGAIN = 0.15
"""How often a button is pressed twice."""
THE_KIOSK = c.Who(KIOSK, Actor.KIOSK)

Asked = Awaitable[Answer | Refusal]
Here = Callable[[Receptions, Reception], Asked]
"""A use case, with what is wished."""


def who(login: str) -> c.Who:
    return c.Who(login, Actor.MANAGER if login == MANAGER else Actor.STAFF)


@dataclass
class Presser:
    """Somebody with buttons before her."""

    world: World
    site: str
    name: str

    def __post_init__(self) -> None:
        self.chance: Random = self.world.chance(f"{self.site}/{self.name}")
        self._pressed = 0

    async def press(self, what: str, here: Here, services: tuple[str, ...] = ()) -> Told | None:
        """None when it was given up: done or not, she does not know."""
        deed = Deed(self.site, what, self.key, services)
        told = None
        for _ in range(TRIES):
            told = await self._try(deed, here) or told
            if told and self.chance.random() >= AGAIN:
                return told
            await asyncio.sleep(self.chance.uniform(0.1, 1.0))
        return told

    @property
    def key(self) -> str:
        """Of the button that is pressed next."""
        return f"{self.name}-{self._pressed}"

    def another(self) -> str:
        self._pressed += 1
        return self.key

    async def _try(self, deed: Deed, here: Here) -> Told | None:
        world = self.world
        process = world.somewhere(self.chance)
        if process is None:
            return None
        kept_before = len(world.answers.kept(deed))
        try:
            told = await world.network.ask(self.chance, process, lambda p: _served(p, deed, here))
        except (Lost, Unavailable):
            return None
        except Exception as error:
            world.breach(f"{deed} broke the server: {error!r}")
            return None
        world.answers.told(deed, told, kept_before)
        return told


async def _served(process: Process, deed: Deed, here: Here) -> Told:
    """What a door does: wakes the site, asks, and tells the ticket's secret."""
    asked_at = process.watch.now()
    reception = await process.receptions.at(deed.site)
    assert reception is not None
    answer = await here(process.receptions, reception)
    token = reception.token(answer.number) if isinstance(answer, TicketAnswer) else ""
    return Told(answer, asked_at, process.watch.now(), token)


def taking(wish: TakeRequest, key: str) -> Here:
    return lambda all_, reception: visitors.take_ticket(
        all_, reception, THE_KIOSK, wish, key, KIOSK
    )


def moving(login: str, number: str, action: Action, wish: ActionRequest, key: str) -> Here:
    return lambda all_, reception: counters.move_ticket(
        all_, reception, who(login), number, action, wish, key
    )


def by_phone(token: str, hers: str, key: str, minutes: int = 0) -> Here:
    """The place given back, or some more minutes."""

    async def asked(all_: Receptions, reception: Reception) -> Answer | Refusal:
        held = await all_.holder(token)
        if held is None:
            return Refusal(Code.UNKNOWN_TICKET)
        theirs, number = held
        assert number == hers, "a secret opens somebody else's ticket"
        if minutes:
            return await visitors.come_later(all_, theirs, number, minutes, key)
        return await visitors.leave(all_, theirs, number, key)

    return asked
