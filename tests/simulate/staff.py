"""The agents and their manager: they call, serve, set aside, err, and press twice in doubt."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from server.application import counters, prints, visitors
from server.application.answers import Answer, Done, Nobody, TicketAnswer
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.refusal import Refusal
from server.protocol.printing import PageKind, PrintsRequest
from server.protocol.queue import ActionRequest, Outcome
from tests.simulate.answers import Told
from tests.simulate.deeds import Here, Presser, moving, who
from tests.simulate.town import COUNTERS, MANAGER

A = Action
AT_THE_COUNTER = (
    *([A.SERVE] * 4 + [A.FINISH] * 6 + [A.RECALL] * 2 + [A.NO_SHOW] * 2),
    *(A.PARK, A.TRANSFER, A.TRANSFER, A.REQUEUE, A.NOTE, A.ADD_SERVICE, A.CANCEL, A.PRINT),
)
OUT_OF_ORDER = (A.CALL, A.RESUME, A.RESUME, A.REQUEUE, A.PRIORITY, A.CANCEL, A.NOTE, A.SERVE)
NOT_HERE = ("unknown_counter", "counter_taken")
"""She sits down elsewhere."""
LAST_CALLS = 60
"""More than ever wait."""


class Agent(Presser):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.counter = COUNTERS[self.name]
        self._number: str | None = None
        self._open = False

    async def work(self, until: float) -> None:
        while self.world.loop.time() < until:
            await self._act()
            await asyncio.sleep(self.chance.expovariate(1 / 0.8))

    async def call_all(self) -> None:
        """At the end: until nobody waits for her any more. Her chair is then free for another."""
        self._open = False
        for _ in range(LAST_CALLS):
            if not self._open:
                await self._sit("open")
            told = await self._next(finishing=True)
            if told and isinstance(told.answer, Nobody):
                await self._sit("close")
                return
            if told and isinstance(told.answer, Refusal):
                self._open = False
                await asyncio.sleep(0.1)

    async def _act(self) -> None:
        luck = self.chance.random()
        if not self._open:
            await self._sit("open")
        elif luck < 0.04 and self._number is None:
            await self._sit(self.chance.choice(("pause", "close")))
        elif luck < 0.06:
            await self._ask_help()
        elif luck < 0.16:
            await self._move(self._some_number(), self.chance.choice(OUT_OF_ORDER))
        elif self._number is None or luck < 0.3:
            await self._next(finishing=luck < 0.22)
        else:
            await self._move(self._number, self.chance.choice(AT_THE_COUNTER))

    async def _sit(self, what: str) -> None:
        deeds = {
            "open": counters.open_counter,
            "pause": counters.pause_counter,
            "close": counters.close_counter,
        }
        key = self.another()
        told = await self.press(
            what, lambda all_, here: deeds[what](all_, here, who(self.name), self.counter, key)
        )
        self._open = what == "open" and told is not None and not isinstance(told.answer, Refusal)
        self._open = self._open or (what == "open" and told is not None and self._busy(told))
        if told and isinstance(told.answer, Refusal) and told.answer.code in NOT_HERE:
            self.counter = self.chance.choice([*self.world.disk.sites[self.site][-1].counters])

    def _busy(self, told: Told) -> bool:
        return isinstance(told.answer, Refusal) and self._adopted(told.answer)

    def _adopted(self, refusal: Refusal) -> bool:
        """She had forgotten whom she has: it says so."""
        self._number = refusal.facts.get("number") or None
        if self._number:
            self.counter = refusal.facts.get("counter") or self.counter
        return self._number is not None

    async def _next(self, finishing: bool) -> Told | None:
        key = self.another()
        outcome: Outcome | None = "solved" if finishing else None
        told = await self.press(
            "next",
            lambda all_, here: counters.call_next(
                all_,
                here,
                who(self.name),
                self.counter,
                outcome,
                key,
            ),
        )
        self._follow(told)
        return told

    async def _move(self, number: str | None, action: Action) -> None:
        if number is None:
            return
        wish = self._wish(action)
        told = await self.press(
            action.value, moving(self.name, number, action, wish, self.another())
        )
        self._follow(told)

    def _wish(self, action: Action) -> ActionRequest:
        services = [*self.world.disk.sites[self.site][-1].services]
        wish: dict[str, Any] = {}
        if action is A.TRANSFER and self.chance.random() < 0.4:
            wish["counter"] = self.chance.choice([*COUNTERS.values()])
        elif action in (A.TRANSFER, A.ADD_SERVICE):
            wish["service"] = self.chance.choice(services)
        if action is A.NOTE:
            wish["text"] = f"Note {self.key}"
        if action is A.TRANSFER and self.chance.random() < 0.3:
            wish["note"] = f"Note {self.key}"
        if action is A.PRIORITY:
            wish["priority"] = self.chance.random() < 0.7
        return ActionRequest(**wish)

    def _follow(self, told: Told | None) -> None:
        """Whom she has before her now, as far as she was told."""
        match told.answer if told else None:
            case TicketAnswer(ticket=ticket):
                now = json.loads(ticket)
                mine = now["counter"] == self.counter
                if mine or now["number"] == self._number:
                    self._number = now["number"] if mine else None
            case Nobody():
                self._number = None
            case Refusal() as refusal:
                self._adopted(refusal)
                self._open = refusal.code != "not_your_counter"

    def _some_number(self) -> str | None:
        day = self.world.witness.newest(self.site)
        return self.chance.choice([*day.tickets]) if day and day.tickets else None

    async def _ask_help(self) -> None:
        key = self.another()
        await self.press(
            "help",
            lambda all_, here: counters.ask_help(all_, here, who(self.name), self.counter, key),
        )


class Manager(Presser):
    async def look_in(self) -> None:
        """Once or twice an hour, something."""
        await asyncio.sleep(self.chance.uniform(0.0, 6.0))
        for deed in self.chance.sample(
            (self._page, self._numbers, self._enter, self._answer_help, self._close), 2
        ):
            await deed()

    async def _page(self) -> None:
        kinds: tuple[PageKind, ...] = ("test", "report")
        await self._print(PrintsRequest(kind=self.chance.choice(kinds)), "page")

    async def _numbers(self) -> None:
        await self._print(PrintsRequest(kind="fallback", count=3), "numbers")

    async def _print(self, wish: PrintsRequest, what: str) -> None:
        key = self.another()

        async def asked(all_: Receptions, here: Reception) -> Answer | Refusal:
            view = await prints.print_out(all_, here, who(MANAGER), wish, key)
            return view if isinstance(view, Refusal) else Done()

        await self.press(what, asked)

    async def _enter(self) -> None:
        """A number printed in advance, given by hand."""
        key, number = self.another(), f"X{self.chance.randint(1, 30):03d}"
        paper = c.EnterPaper(number, ("civil",), served=self.chance.random() < 0.3)
        await self.press(
            "enter",
            lambda all_, here: visitors.enter_paper(all_, here, who(MANAGER), paper, key),
        )

    async def _answer_help(self) -> None:
        await self.press("help", self._answered(self.another()))

    def _answered(self, key: str) -> Here:
        place = self.chance.choice(("hall", "Guichet 1", "Guichet 2"))
        return lambda all_, here: counters.answer_help(all_, here, who(MANAGER), place, key)

    async def _close(self) -> None:
        """A counter that somebody forgot."""
        key, counter = self.another(), self.chance.choice([*COUNTERS.values()])
        await self.press(
            "close",
            lambda all_, here: counters.close_counter(all_, here, who(MANAGER), counter, key),
        )
