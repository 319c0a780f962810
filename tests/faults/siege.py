"""Servers of one store, killed at random moments while people use them, and the judgement."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.checker import Verdict, judge
from tests.faults.clients import Client, at_work
from tests.faults.kept import kept_in
from tests.faults.quick_town import QuickTown
from tests.worlds.town import Town

LONGEST_QUIET = 0.8
"""Seconds that a server may work before it is killed again."""
_one_at_a_time = threading.Lock()
"""Alembic makes tables for one thread only."""


@dataclass
class Outcome:
    kills: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    breaches: list[str] = field(default_factory=list)
    """What `journal verify` said, when it was not "0 breaches"."""

    @property
    def wrong(self) -> list[str]:
        return [*self.verdict.wrong, *self.breaches]

    def add(self, other: Outcome) -> None:
        self.kills += other.kills
        self.verdict.add(other.verdict)
        self.breaches += other.breaches


def towns_on(folder: Path, settings: dict[str, str], servers: int) -> list[Town]:
    """Servers of one store, not started. They tell visitors the same address."""
    settings = {**settings, "SUIVANT_BASE_URL": "http://mairie.example"}
    town = Town(folder, settings=settings)
    with _one_at_a_time:
        town.set_up()
    return [QuickTown(folder, settings=settings, tokens=town.tokens) for _ in range(servers)]


def besiege(towns: list[Town], kills: int, seed: int, until: float) -> Outcome:
    """At most so many kills, and none after `until` (monotonic seconds)."""
    people: list[Client] = []
    try:
        for town in towns:
            town.start()
        people = at_work(towns, seed)
        killed = _kill_again_and_again(towns, kills, seed, until)
        stop(people)
        return _judged(towns[0], people, killed)
    finally:
        for person in people:
            person.enough.set()
        for town in towns:
            town.leave()


def stop(people: list[Client]) -> None:
    """Once nobody is in the middle of something."""
    for person in people:
        person.enough.set()
    for person in people:
        person.join(30)
        assert not person.is_alive(), f"{person.who} got no answer"


def _kill_again_and_again(towns: list[Town], kills: int, seed: int, until: float) -> int:
    """Each server by a hand of its own, so that two may be down at once."""
    killers = [
        _Killer(town, kills // len(towns) + (n < kills % len(towns)), seed + n, until)
        for n, town in enumerate(towns)
    ]
    for killer in killers:
        killer.start()
    for killer in killers:
        killer.join()
    return sum(killer.killed for killer in killers)


class _Killer(threading.Thread):
    def __init__(self, town: Town, kills: int, seed: int, until: float) -> None:
        super().__init__(daemon=True)
        self.town, self.kills, self.until = town, kills, until
        self.chance = random.Random(seed)
        self.killed = 0

    def run(self) -> None:
        while self.killed < self.kills and time.monotonic() < self.until:
            # The random moment itself: nothing is waited for.
            time.sleep(self.chance.uniform(0.0, LONGEST_QUIET))
            self.town.kill()
            self.killed += 1
            self.town.start()


def _judged(town: Town, people: list[Client], killed: int) -> Outcome:
    deeds = [deed for person in people for deed in person.deeds]
    verdict = judge(deeds, kept_in(town.database))
    told = town.command("journal", "verify")
    good = told.returncode == 0 and told.stdout.endswith(", 0 breaches\n")
    return Outcome(killed, verdict, [] if good else [told.stdout + told.stderr])
