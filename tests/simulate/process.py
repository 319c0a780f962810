"""One server process: the application as `backstage` builds it, on seeded ports; it may be killed.

A process is a context: what runs in it is known by `loop.HERE`, and ends with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar

from server.application.nights import Nights
from server.application.others import Others
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.rounds import Round, Rounds
from server.application.share import share_of
from server.backstage.running import round_table
from server.domain.journal import Unavailable
from server.live.hub import Hub
from server.rim.presence import LOOKED_AGAIN, Presence
from tests.simulate.clock import RIGHT, Watch
from tests.simulate.doors import KnownDoors
from tests.simulate.journal import Busy, Line, SeededJournal, SeededRegister
from tests.simulate.loop import HERE
from tests.simulate.town import PEOPLE

if TYPE_CHECKING:
    from tests.simulate.world import World

T = TypeVar("T")
QUICK, SLOW = 0.001, 0.2
"""Seconds that the disk takes, on average."""
LOOK_AGAIN = 0.02
LONGEST_TURN = 5.0
"""Seconds that a writer waits for another; then the store says that it is locked."""
SECRET = b"x" * 32
BASE_URL = "https://mairie.example"


@dataclass(eq=False)
class Job:
    """Work in a thread."""

    work: Callable[[], Any]
    done: asyncio.Future[Any]
    asked_at: float


@dataclass(eq=False)
class Process:
    world: World
    name: str
    alive: bool = True
    slow: bool = False
    tasks: dict[asyncio.Task[Any], None] = field(default_factory=dict)
    jobs: dict[Job, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        world, self.loop = self.world, self.world.loop
        self.chance = world.chance(self.name)
        self.context = copy_context()
        self.context.run(HERE.set, self)
        # All run on one machine: whoever starts anew reads the same watch.
        wrong = {process.watch.wrong for process in world.processes}
        self.watch: Watch = Watch(world.town, max(wrong, default=RIGHT))
        self.line = Line(world.disk)
        plants = world.plants
        self.hub = plants.hub(Hub(lambda: self.line.doubt.there, self.loop.time))
        self.journal = plants.journal(SeededJournal(self.line))
        self.register = SeededRegister(self.line, PEOPLE)
        self.bus = world.post.bus_of(self)
        self.receptions = Receptions(
            self.journal,
            self.register,
            plants.clock(self.watch),
            SECRET,
            plants.changed(self._changed),
            self.bus,
            lambda: f"{self.chance.getrandbits(128):032x}",
            self.loop.time,
        )
        self.others = Others(self.receptions)
        nights = Nights(self.receptions, share_of(""))
        doorkeeper = KnownDoors(self.line)
        presence = Presence(doorkeeper)
        rights = Round("rights", LOOKED_AGAIN, presence.look_again)
        self.rounds = Rounds([*round_table(self.receptions, self.hub, self.others, nights), rights])
        self.state = SimpleNamespace(
            receptions=self.receptions,
            hub=self.hub,
            doorkeeper=doorkeeper,
            presence=presence,
            settings=SimpleNamespace(base_url=BASE_URL),
        )
        """What the doors find in the application."""

    def _changed(self, reception: Reception) -> None:
        self.hub.changed(reception.site.slug)

    def open(self) -> None:
        self.context.run(self.receptions.writer.start)
        self.context.run(self.rounds.start)

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Something asked of it from outside."""
        return self.loop.create_task(work, context=self.context.copy())

    def begun(self, task: asyncio.Task[Any]) -> None:
        self.tasks[task] = None
        task.add_done_callback(self._over, context=self.context)

    def _over(self, task: asyncio.Task[Any]) -> None:
        self.tasks.pop(task, None)

    async def stop(self) -> None:
        """Politely: what waits is written."""
        await self.start(self._stop())
        self.kill()

    async def _stop(self) -> None:
        await self.rounds.stop()
        await self.receptions.writer.stop()

    def kill(self) -> None:
        """At once. What the disk was given may still be written, and nobody is told."""
        if not self.alive:
            return
        self.alive = False
        for job in self.jobs:
            if self.chance.random() < 0.5:
                self._posthumous(job)
        self.jobs.clear()
        SeededJournal.leave_turn(self.journal)
        for task in list(self.tasks):
            task.cancel()

    def _posthumous(self, job: Job) -> None:
        try:
            job.work()
        except Exception:
            pass  # it was refused, or there was nobody left to refuse it to
        else:
            self.world.faults["a dead process's last write"] += 1

    def thread(self, work: Callable[[], Any]) -> asyncio.Future[Any]:
        job = Job(work, self.loop.create_future(), self.loop.time())
        if self.alive:
            self.jobs[job] = None
            self.loop.call_later(self._a_while(), self._do, job, context=self.context)
        else:
            job.done.cancel()
        return job.done

    def _a_while(self) -> float:
        return self.chance.expovariate(1 / (SLOW if self.slow else QUICK))

    def _do(self, job: Job) -> None:
        if job not in self.jobs:
            return
        try:
            told = partial(_answer, job.done, job.work())
        except Busy:
            if self.loop.time() - job.asked_at < LONGEST_TURN:
                self.loop.call_later(LOOK_AGAIN, self._do, job)
                return
            told = partial(_fail, job.done, Unavailable("database is locked"))
        except Exception as error:
            told = partial(_fail, job.done, error)
        del self.jobs[job]
        self.loop.call_later(self._a_while(), self._tell, told)

    def _tell(self, told: Callable[[], None]) -> None:
        if self.alive:
            told()


def _answer(done: asyncio.Future[Any], result: Any) -> None:
    if not done.done():
        done.set_result(result)


def _fail(done: asyncio.Future[Any], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
