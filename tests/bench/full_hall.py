"""What a benchmark reckons. A hall as full as halls get: three hundred wait, twenty counters are
open, experts and pauses among them, and more come. And weeks for a lab."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from server.domain.foresight import Draws, Expected
from server.domain.lab.change import Change
from server.domain.lab.study import study
from server.domain.site import Agent, Constraints, Counter, Site
from tests.domain.lab.days import a_week, queued
from tests.domain.world import Lobby, a_service, a_site

WAITING, COUNTERS, SERVICES = 300, 20, 6
RHYTHMS = (Constraints(), Constraints(50, 10), Constraints(90, 15))
TO_COME = timedelta(hours=4)
PER_HOUR = 10.0
"""Of each service."""
AS_SERVED = Draws(to_the_end=False)


def full_hall(waiting: int = WAITING, counters: int = COUNTERS) -> Lobby:
    chance = Random(1)
    lobby = Lobby(_site(chance, counters))
    for number in range(1, counters + 1):
        lobby.open(str(number), f"agent{number}")
    services = [*lobby.site.services]
    for _ in range(counters + waiting):
        lobby.later(0.1)
        lobby.take(chance.choice(services), priority=chance.random() < 0.1)
    for number in range(1, counters + 1):
        lobby.next(str(number), f"agent{number}")
    return lobby


def more_come(lobby: Lobby) -> Expected:
    hours = {(hour, service): PER_HOUR for hour in range(24) for service in lobby.site.services}
    return Expected(lobby.now + TO_COME, arrivals=hours, priority_share=0.1)


def nobody_comes(lobby: Lobby) -> Expected:
    return replace(more_come(lobby), arrivals={})


def lab() -> int:
    """A few weeks, under another organisation."""
    return study(a_week(queued(range(0, 400, 4), 3.5), 15), Change(priority_run=5)).days


def _site(chance: Random, counters: int) -> Site:
    services = {
        code: a_service(code, letter, chance.randint(4, 15), chance.choice((10, 20, 30)))
        for code, letter in zip([f"service{n}" for n in range(SERVICES)], "ABCDEF", strict=True)
    }
    numbers = [str(number) for number in range(1, counters + 1)]
    return a_site(
        services=services,
        counters={number: Counter(number, {"fr": f"Guichet {number}"}) for number in numbers},
        agents={f"agent{n}": _agent(n, [*services], chance) for n in numbers},
    )


def _agent(counter: str, services: list[str], chance: Random) -> Agent:
    """Every third is expert in one of the services she answers."""
    skills = dict.fromkeys(chance.sample(services, chance.randint(2, 5)), 1)
    if int(counter) % 3 == 0:
        skills[next(iter(skills))] = 2
    return Agent(f"agent{counter}", skills, constraints=chance.choice(RHYTHMS))
