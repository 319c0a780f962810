"""Everything that one number draws: the town, its machines, its weather, and who watches them."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import inf
from random import Random
from typing import TYPE_CHECKING

from server.application.sites import EnrolledPrinter
from tests.simulate.answers import Answers
from tests.simulate.bus import Post
from tests.simulate.clock import RIGHT, TownTime
from tests.simulate.disk import Disk, Place
from tests.simulate.fair import Fair
from tests.simulate.loop import LeapingLoop
from tests.simulate.network import Network
from tests.simulate.plants import NOTHING_PLANTED, Plants
from tests.simulate.process import Process
from tests.simulate.town import DAY, PRINTERS, Hours
from tests.simulate.truth import Truth
from tests.simulate.witness import Witness

if TYPE_CHECKING:
    from tests.simulate.screens import Screen

SETTLED = 6.0
"""Seconds in good weather after which nothing may be stale any more."""
LATE = 15.0
"""Seconds from a decision to its commit, at most: a slow disk, another's turn."""
GONE = 2.0
"""Seconds after which whoever was shut out is told nothing more, while the store answers."""
MOST_SAID = 20


@dataclass
class World:
    seed: int
    loop: LeapingLoop
    start: datetime
    remote: bool
    plants: Plants = NOTHING_PLANTED
    hall: Hours = DAY
    slugs: list[str] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)
    printers: dict[str, str] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    breaches: list[str] = field(default_factory=list)
    screens: dict[Screen, asyncio.Task[None]] = field(default_factory=dict)
    storms: set[str] = field(default_factory=set)
    """Faults that are going on now."""
    fair_since: float = 0.0
    store_well_since: float = 0.0
    shut_out: dict[str, float] = field(default_factory=dict)
    """Tokens that count no more, since when."""
    watches: list[tuple[float, timedelta]] = field(default_factory=list)
    """How wrong a watch was, and until when."""
    leapt: bool = False
    """A watch was hours ahead: a day may have ended early."""
    visitors: int = 0
    _begun: int = 0
    _names: Counter[str] = field(default_factory=Counter)
    _leap: tuple[float, datetime] | None = None

    def __post_init__(self) -> None:
        self.town = TownTime(self.loop, self.start)
        self.truth = Truth(self.breach)
        self.disk = Disk(self.remote)
        self.post = Post(self)
        self.network = Network(self.loop, complain=self.breach)
        self.witness = Witness(self)
        self.answers = Answers(self)
        self.disk.witnesses += [self.witness, Fair(self)]

    def chance(self, name: str) -> Random:
        """Its own for everybody: nobody's luck depends on who came before."""
        self._names[name] += 1
        return Random(f"{self.seed}|{name}|{self._names[name]}")

    def breach(self, what: str) -> None:
        if len(self.breaches) < MOST_SAID:
            self.breaches.append(f"{self.town.now():%Y-%m-%d %H:%M:%S} {what}")

    def begin_process(self) -> Process:
        self._begun += 1
        process = Process(self, f"process-{self._begun}")
        self.processes.append(process)
        process.open()
        return process

    def bury(self, process: Process) -> None:
        self.processes.remove(process)

    def somewhere(self, chance: Random) -> Process | None:
        alive = [process for process in self.processes if process.alive]
        return chance.choice(alive) if alive else None

    def enrol(self, site: str, name: str) -> None:
        device_id = f"{site}/printer/{name}"
        self.disk.enrol(EnrolledPrinter(device_id, name, site))

    def enrol_all(self) -> None:
        for site in self.slugs:
            for name in PRINTERS:
                self.enrol(site, name)

    def show(self, screen: Screen) -> None:
        self.screens[screen] = self.loop.create_task(screen.live())

    def put_away(self, screen: Screen) -> None:
        self.screens.pop(screen).cancel()

    def shut(self, who: str) -> None:
        """A device is revoked, or an account disabled."""
        self.shut_out[self.disk.token_of(who)] = self.loop.time()
        self.disk.shut(who)

    def may_be_told(self, token: str) -> None:
        """Something is being sent to whoever came with it."""
        if token not in self.shut_out:
            return
        since = max(self.shut_out[token], self.store_well_since)
        if self.loop.time() > since + GONE:
            self.breach(f"{token} was shut out and is told something all the same")

    def leap(self, moment: datetime, speed: float) -> None:
        """The hours until then are quiet."""
        self._leap = (self.loop.time(), self.town.now())
        self.town.leap(moment, speed)

    def storm(self, kind: str) -> None:
        self.faults[kind] += 1
        self.storms.add(kind)
        if "store" in kind:
            self.store_well_since = inf

    def calm(self, kind: str) -> None:
        self.storms.remove(kind)
        if not self.storms:
            self.fair_since = self.loop.time()
        if not any("store" in other for other in self.storms):
            self.store_well_since = min(self.store_well_since, self.loop.time())

    @property
    def fair(self) -> bool:
        """Long enough for everything to have healed."""
        return not self.storms and self.loop.time() - self.fair_since > SETTLED

    def set_watch(self, process: Process, wrong: timedelta) -> None:
        self.watches.append((self.loop.time() + LATE, process.watch.wrong))
        process.watch.wrong = wrong

    def astray(self, day: date) -> bool:
        """Written a moment after the watch that was years ahead was set right."""
        far = day > self.town.now().date() + timedelta(days=40)
        return far and all(process.watch.wrong == RIGHT for process in self.processes)

    def plausible(self, at: datetime) -> bool:
        """Whether some watch showed this a moment ago."""
        now = self.loop.time()
        earliest = self.town.before(LATE)
        if self._leap and now - self._leap[0] < LATE:
            earliest = min(earliest, self._leap[1] - timedelta(minutes=10))
        self.watches = [(until, wrong) for until, wrong in self.watches if until > now]
        errors = [RIGHT, *(wrong for _, wrong in self.watches)]
        errors += [process.watch.wrong for process in self.processes]
        return any(earliest <= at - wrong <= self.town.now() for wrong in errors)

    async def until(self, moment: float) -> None:
        await asyncio.sleep(max(0.0, moment - self.loop.time()))

    def look_again(self) -> None:
        """What is shown may have changed without a fact."""
        for site in self.slugs:
            days = [day for day in self.disk.days(site) if not self.astray(day)]
            for place in (Place(site, day) for day in days[-2:]):
                self.witness.look_again(place)
