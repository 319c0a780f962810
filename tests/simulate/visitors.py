"""The visitors: each takes a ticket at the kiosk, and some do more with it by phone."""

from __future__ import annotations

import asyncio

from server.application.answers import TicketAnswer
from server.application.counters import move_ticket
from server.application.visitors import ask_help
from server.domain.lifecycle import Action
from server.protocol.queue import ActionRequest, TakeRequest
from tests.simulate.answers import Told
from tests.simulate.deeds import THE_KIOSK, Presser, by_phone, taking
from tests.simulate.screens import Phone
from tests.simulate.town import KIOSK

NEEDS: tuple[list[str], ...] = ([], [], [], ["wheelchair"])
LANGUAGES = ("fr", "fr", "en", "ar", "xx")


class Visitor(Presser):
    async def come(self) -> None:
        await asyncio.sleep(self.chance.uniform(0.0, 8.0))
        if self.chance.random() < 0.03:
            await self.press("help", lambda all_, reception: ask_help(all_, reception, THE_KIOSK))
        told = await self._take()
        if told and isinstance(told.answer, TicketAnswer):
            if self.chance.random() < 0.3:
                self._follow_by_phone(told.answer.number, told.token)
            await asyncio.sleep(self.chance.uniform(0.2, 6.0))
            await self._go_on(told.answer.number, told.token)

    def _follow_by_phone(self, number: str, token: str) -> None:
        for place in self.world.witness.places[self.site, self.key][-1:]:
            self.world.show(Phone(self.world, place, number, token))

    async def _take(self) -> Told | None:
        known = [*self.world.disk.sites[self.site][-1].services]
        services = self.chance.sample(known, 2 if self.chance.random() < 0.2 else 1)
        wish = TakeRequest(
            services=services,
            language=self.chance.choice(LANGUAGES),
            priority=self.chance.random() < 0.15,
            needs=self.chance.choice(NEEDS),
        )
        return await self.press("take", taking(wish, self.another()), tuple(services))

    async def _go_on(self, number: str, token: str) -> None:
        luck = self.chance.random()
        if luck < 0.12:
            minutes = self.chance.randint(1, 60)
            await self.press("later", by_phone(token, number, self.another(), minutes))
        elif luck < 0.24:
            await self.press("leave", by_phone(token, number, self.another()))
        elif luck < 0.3:
            await self._print_again(number)

    async def _print_again(self, number: str) -> None:
        key, wish = self.another(), ActionRequest()
        await self.press(
            "print",
            lambda all_, reception: move_ticket(
                all_, reception, THE_KIOSK, number, Action.PRINT, wish, key, KIOSK
            ),
        )
