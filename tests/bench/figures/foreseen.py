"""What it costs to play the day on, and who feels it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from server.application.aside import Aside
from server.domain.foresight import Expected, foresee
from server.domain.promise.following import DayWatch
from server.domain.waits import Waits
from server.promises.brought import promiser_of
from tests.bench.figures.footprint import let_it_rest
from tests.bench.full_hall import AS_SERVED, COUNTERS, WAITING, full_hall, more_come, nobody_comes
from tests.bench.hall import Hall
from tests.bench.machine import memory_mib
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, mib, ms, percentile, times
from tests.bench.wire import Wire
from tests.domain.world import TODAY, Lobby
from tests.worlds.play import play
from tests.worlds.town import ROOT

PLAYED_IN, SAID_IN, FELT = 150.0, 5.0, 1.1
"""Milliseconds; and how much later an answer may come while others reckon."""
BEST_OF = 5
PACE = 0.005
"""Seconds between two requests: a server that is asked all the time would say how much it does,
and not how soon."""
BEGUN_IN = 1.0
NOTHING = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class ReckoningHall(Hall):
    """Reckons while its sign stands."""

    @property
    def sign(self) -> Path:
        return self.folder / "reckons"

    def start(self) -> None:
        words = ["-m", "tests.bench.reckoning", str(self.port), str(self.sign)]
        self.process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=self.environment)
        self.wait_until_ready()


@dataclass
class Requests:
    quiet: list[float] = field(default_factory=list)
    meanwhile: list[float] = field(default_factory=list)


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "The day played on",
        f"{WAITING} wait, {COUNTERS} counters are open, sixty runs, with experts and pauses: time "
        f"of one core, the best of {BEST_OF}. Then a request that does nothing, two hundred times "
        "a second, while such a hall is played on without a break and a lab reckons, each in a "
        "process of its own; the limit is the same server while nobody reckons, in turns.",
    )
    lobby = full_hall()
    for what, expected in (
        ("played on, more come", more_come(lobby)),
        ("played on, nobody comes", nobody_comes(lobby)),
    ):
        spent = played_on(lobby, expected)
        table.compare(what, ms(spent), aim=at_most(PLAYED_IN, spent, ms))
    said = all_waits_said(lobby)
    table.compare(f"what {WAITING} are told of it", ms(said), aim=at_most(SAID_IN, said, ms))
    table.compare("memory of what plays, beside the server's",
                  mib(play(_memory_aside(lobby))),
                  mib(_memory_at_rest(folder)))  # fmt: skip
    _ask_meanwhile(table, plan, folder)
    return table


def played_on(lobby: Lobby, expected: Expected) -> float:
    return _best(lambda: foresee(lobby.day, lobby.site, lobby.now, expected, AS_SERVED))


def all_waits_said(lobby: Lobby) -> float:
    """Each anew, as after a play."""
    foresight = foresee(lobby.day, lobby.site, lobby.now, more_come(lobby), AS_SERVED)
    promiser = promiser_of(lobby.site)
    waits = Waits(DayWatch(lobby.site.slug, TODAY, lobby.site.timezone), promiser)
    waiting = [*lobby.day.waiting()]

    def say() -> None:
        waits.look_ahead(foresight, {})
        for ticket in waiting:
            waits.of_ticket(lobby, ticket)

    return _best(say)


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of one core."""
    spent = []
    for _ in range(BEST_OF):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent) * 1000


async def _memory_aside(lobby: Lobby) -> float:
    aside = Aside()
    try:
        hall = (lobby.day, lobby.site, lobby.now, more_come(lobby), AS_SERVED)
        await aside.reckon(foresee, *hall)
        return memory_mib(await aside.reckon(os.getpid))
    finally:
        aside.end()


def _memory_at_rest(folder: Path) -> float:
    """Of the server, beside which it stands."""
    hall = Hall(folder / "rest")
    try:
        hall.start()
        let_it_rest(hall.pid)
        return memory_mib(hall.pid)
    finally:
        hall.leave()
        hall.store.close()


def _ask_meanwhile(table: Beside, plan: Plan, folder: Path) -> None:
    hall = ReckoningHall(folder / "hall")
    try:
        hall.start()
        found = ask_in_turns(hall, plan.turns, plan.seconds)
    finally:
        hall.leave()
        hall.store.close()
    for percent in (50, 99):
        ours, limit = (percentile(each, percent) for each in (found.meanwhile, found.quiet))
        ratio = ours / limit
        table.compare(f"a request meanwhile, p{percent}", ms(ours), ms(limit), times(ratio),
                      at_most(FELT, ratio, times))  # fmt: skip


def ask_in_turns(hall: ReckoningHall, turns: int, seconds: float) -> Requests:
    found = Requests()
    for _ in range(turns):
        found.quiet += play(_asked(hall.port, seconds))
        hall.sign.touch()
        time.sleep(BEGUN_IN)
        found.meanwhile += play(_asked(hall.port, seconds))
        hall.sign.unlink()
        time.sleep(BEGUN_IN)  # what was begun comes to its end
    return found


async def _asked(port: int, seconds: float) -> list[float]:
    """Milliseconds of each answer."""
    wire, spent = await Wire.open(port), []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        began = time.perf_counter()
        status, _ = await wire.ask(NOTHING)
        spent.append((time.perf_counter() - began) * 1000)
        assert status == 200, status
        await asyncio.sleep(PACE)
    wire.close()
    return spent
