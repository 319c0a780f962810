"""Some days in a town that one number draws: morning, noon, evening and the night between.

A day is a few short hours in which much happens; the hours between pass in a leap of the clock. In
fair weather, at the end of each, whatever was broken must have healed.
"""

from __future__ import annotations

import asyncio
import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from server.domain.lifecycle import State
from tests.simulate import weather
from tests.simulate.disk import Place
from tests.simulate.logs import listening
from tests.simulate.loop import LeapingLoop, WorldStandsStill
from tests.simulate.plants import NOTHING_PLANTED, Plants
from tests.simulate.printers import PaperPrinter
from tests.simulate.screens import BoardScreen, Console, KioskScreen, Phone, Screen
from tests.simulate.staff import Agent, Manager
from tests.simulate.town import COUNTERS, HALLS, MANAGER, NIGHT, PRINTERS, ZONE, a_town
from tests.simulate.visitors import Visitor
from tests.simulate.world import SETTLED, World

HOURS = ((8, 25), (8, 50), (10, 0), (11, 40), (12, 20), (13, 40), (15, 0), (16, 30), (17, 20))
NIGHT_HOURS = (*HOURS, (19, 0), (23, 55), (25, 50), (26, 30), (26, 55))
"""Of a day that ends at 27:00."""
RUSH = 9.0
"""Seconds of the loop."""
SPEEDS = (1.0, 5.0, 20.0)
EARLIEST, LATEST = date(2026, 1, 5), date(2026, 12, 1)
CHANGES_OF_TIME = (date(2026, 3, 28), date(2026, 10, 24))
"""The days before the nights that are an hour short, and an hour long."""


@dataclass
class Outcome:
    days: int
    facts: int
    digest: str
    faults: Counter[str]
    breaches: list[str]


@dataclass
class Stretch:
    world: World
    chance: Random
    printers: list[PaperPrinter] = field(default_factory=list)
    agents: dict[str, list[Agent]] = field(default_factory=dict)
    """By site, as are the managers."""
    managers: dict[str, Manager] = field(default_factory=dict)

    def furnish(self) -> None:
        world, chance = self.world, self.chance
        for slug in ("mairie", "annexe")[: 2 if chance.random() < 0.2 else 1]:
            world.slugs.append(slug)
            world.disk.load(a_town(slug, world.hall, chance))
        world.enrol_all()
        self.agents = {s: [Agent(world, s, login) for login in COUNTERS] for s in world.slugs}
        self.managers = {s: Manager(world, s, MANAGER) for s in world.slugs}
        self.printers = [
            PaperPrinter(world, f"{site}/printer/{name}")
            for site in world.slugs
            for name in PRINTERS
        ]

    async def live(self, days: int) -> None:
        self.furnish()
        for _ in range(2 if self.chance.random() < 0.4 else 1):
            self.world.begin_process()
        for screen in self._screens():
            self.world.disk.let(screen.who)
            self.world.show(screen)
        for printer in self.printers:
            printer.switch_on()
        today = self.world.start.astimezone(ZONE).date()
        for _ in range(days):
            await self._day(today)
            today += timedelta(days=self.chance.choice((1, 1, 1, 1, 3, 100)))
        for screen in list(self.world.screens):
            self.world.put_away(screen)
        await self._close()

    def _screens(self) -> Iterator[Screen]:
        for site in self.world.slugs:
            yield BoardScreen(self.world, site)
            yield KioskScreen(self.world, site)
            # One console, of anybody: three would cost a third of the pace.
            login = self.world.chance(f"{site}/console").choice([*COUNTERS])
            yield Console(self.world, site, login)

    async def _close(self) -> None:
        for printer in self.printers:
            printer.switch_off()
        for process in list(self.world.processes):
            await process.stop()
        await asyncio.sleep(1.0)

    async def _day(self, today: date) -> None:
        hours = NIGHT_HOURS if self.world.hall is NIGHT else HOURS
        for hour, minute in sorted(self.chance.sample(hours, self.chance.randint(2, 3))):
            moment = datetime.combine(today, time(0), ZONE) + timedelta(hours=hour, minutes=minute)
            self.world.leap(moment.astimezone(UTC), self.chance.choice(SPEEDS))
            await self._rush()
        await self._night(today)

    async def _rush(self) -> None:
        """Much at once, in bad weather; then it clears up."""
        world, chance, until = self.world, self.chance, self.world.loop.time() + RUSH
        faults = chance.sample([*weather.FAULTS], chance.choice((0, 1, 1, 2, 3)))
        doing = [weather.strike(self, fault, world.chance(fault)) for fault in faults]
        for site in world.slugs:
            doing += [Visitor(world, site, f"v{n}").come() for n in self._arrivals()]
            doing += [agent.work(until) for agent in self.agents[site]]
            doing.append(self.managers[site].look_in())
        doing.append(self._look_now_and_then(until))
        await asyncio.gather(*doing)
        await asyncio.sleep(SETTLED + 1.0)
        self._look(within=0.0)

    def _arrivals(self) -> Iterator[int]:
        for _ in range(self.chance.randint(2, 12)):
            self.world.visitors += 1
            yield self.world.visitors

    async def _look_now_and_then(self, until: float) -> None:
        while self.world.loop.time() < until:
            await asyncio.sleep(1.0)
            if self.world.fair:
                self._look(within=SETTLED)

    def _look(self, within: float) -> None:
        for screen in self.world.screens:
            screen.look(within)

    async def _night(self, today: date) -> None:
        """Those who wait are called, whatever the site file has lost; the day ends by itself."""
        for site in self.world.slugs:
            began = self.world.town.now()
            for agent in self.agents[site]:
                await agent.call_all()
            self._nobody_waits(site, began)
        ends = datetime.combine(today + timedelta(days=1), time(3, 0), ZONE)
        self.world.leap(ends.astimezone(UTC), 1.0)
        await asyncio.sleep(SETTLED + 1.0)
        self._look(within=SETTLED)
        for phone in [screen for screen in self.world.screens if isinstance(screen, Phone)]:
            self.world.put_away(phone)
        for place, rows in self.world.disk.rows.items():
            if place.day <= today and rows:
                self._is_over(place)

    def _nobody_waits(self, site: str, since: datetime) -> None:
        """Who came back while the others were being called may still wait."""
        day = self.world.witness.newest(site)
        if day is None or day.closed:
            return
        for ticket in day.tickets.values():
            away = ticket.away_until and ticket.away_until > since
            if ticket.state is State.WAITING and not away:
                self.world.breach(f"{ticket.number} of {day.date} waits and nobody calls")

    def _is_over(self, place: Place) -> None:
        disk = self.world.disk
        if not disk.closed(place):
            self.world.breach(f"{place} was not closed in the night")
        if disk.notes.get(place):
            self.world.breach(f"notes of {place} are still there")


def play(seed: int, days: int, plants: Plants = NOTHING_PLANTED) -> Outcome:
    loop = LeapingLoop()
    chance = Random(f"{seed}|town")
    world = World(seed, loop, _first_morning(chance), chance.random() < 0.5, plants)
    world.hall = chance.choice(HALLS)
    with listening(world.breach):
        _run(loop, Stretch(world, chance), days)
    return Outcome(days, world.disk.facts, world.disk.digest(), world.faults, world.breaches)


def _run(loop: LeapingLoop, stretch: Stretch, days: int) -> None:
    # A server that wakes a site looks through all there is, and all the code is not the town's.
    gc.freeze()
    try:
        loop.run_until_complete(stretch.live(days))
    except WorldStandsStill:
        stretch.world.breach("somebody waits for ever: nothing will ever happen again")
    finally:
        loop.finish()
        # The server keeps what it builds out of all collections: here a server lives for a moment.
        gc.unfreeze()


def _first_morning(chance: Random) -> datetime:
    days = (LATEST - EARLIEST).days
    first = EARLIEST + timedelta(days=chance.randrange(days))
    if chance.random() < 0.25:
        first = chance.choice(CHANGES_OF_TIME)
    return datetime.combine(first, time(8, 0), ZONE).astimezone(UTC)
