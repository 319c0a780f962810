"""A small town hall for the rules: three services, three counters, two agents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from server.domain import commands as c
from server.domain.day import Day
from server.domain.events import Event, Fact
from server.domain.fold import apply
from server.domain.hours import Hours
from server.domain.lifecycle import Action, Actor
from server.domain.papers import LastFallback, Printer
from server.domain.refusal import Code, Refusal
from server.domain.rules import decide
from server.domain.rules.scene import Scene
from server.domain.site import Agent, Counter, Policy, Service, Site
from server.domain.ticket import Outcome, Ticket
from server.domain.waits import Waits

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def a_service(code: str, prefix: str, minutes: int = 10, target: int = 20) -> Service:
    return Service(code, prefix, {"fr": code}, minutes, target)


def a_site(**changes: object) -> Site:
    site = Site(
        slug="mairie",
        name="Mairie",
        timezone="UTC",
        hours="24/7",
        country="FR",
        languages=("fr", "en"),
        rollover=time(3, 0),
        policy=Policy(),
        services={
            "identity": a_service("identity", "A", 15, 20),
            "civil": a_service("civil", "B", 5, 10),
            "social": a_service("social", "S", 30, 30),
        },
        groups={},
        counters={n: Counter(n, {"fr": f"Guichet {n}"}) for n in "123"},
        agents={
            "nadia": Agent("nadia", {"identity": 2, "civil": 1}),
            "paul": Agent("paul", {"civil": 2, "social": 2}),
        },
        boards={},
    )
    return replace(site, **changes)  # type: ignore[arg-type]


KINDS = {
    "claire": Actor.MANAGER,
    "kiosk": Actor.KIOSK,
    "hall": Actor.PRINTER,
    "system": Actor.SYSTEM,
    "visitor": Actor.VISITOR,
}
"""Everybody else is an agent."""
BY_THE_VISITOR = (Action.LEAVE, Action.LATER)


def person(name: str) -> c.Who:
    return c.Who(name, KINDS.get(name, Actor.STAFF))


@dataclass
class Lobby:
    """Drives the rules as people do; the clock moves by hand."""

    site: Site = field(default_factory=a_site)
    now: datetime = NINE
    facts: list[Fact] = field(default_factory=list)
    stamp: str = "lot"
    printer: Printer | None = None
    last_fallback: LastFallback | None = None
    waits: Waits = field(default_factory=Waits)

    def __post_init__(self) -> None:
        self.day = Day("mairie", TODAY)

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def scene(self, who: c.Who) -> Scene:
        return Scene(
            day=self.day,
            site=self.site,
            hours=Hours(self.site),
            who=who,
            now=self.now,
            clock=self.now,
            stamp=self.stamp,
            printer=self.printer,
            waits=self.waits,
            last_fallback=self.last_fallback,
        )

    def ask(self, command: c.Command, who: str = "nadia") -> Sequence[Event] | Refusal:
        told = decide(self.scene(person(who)), command)
        if not isinstance(told, Refusal):
            for event in told:
                fact = Fact(self.day.seq + 1, self.now, who, event)
                apply(self.day, fact)
                self.waits.follow(self.day, self.site, fact)
                self.facts.append(fact)
        return told

    def refused(self, command: c.Command, who: str = "nadia") -> Code:
        """The code; the day must not have changed."""
        before = self.day.copy()
        told = self.ask(command, who)
        assert isinstance(told, Refusal), told
        assert self.day == before
        return told.code

    def take(self, *services: str, **more: object) -> Ticket:
        wanted = services or ("identity",)
        told = self.ask(c.TakeTicket(wanted, **more), "kiosk")  # type: ignore[arg-type]
        assert not isinstance(told, Refusal), told
        return next(reversed(self.day.tickets.values()))

    def open(self, counter: str = "1", who: str = "nadia") -> None:
        assert not isinstance(self.ask(c.OpenCounter(counter), who), Refusal)

    def next(self, counter: str = "1", who: str = "nadia") -> Ticket | None:
        """Whoever is there has been served."""
        finish: Outcome | None = "solved" if self.day.at_counter(counter) else None
        told = self.ask(c.CallNext(counter, finish), who)
        assert not isinstance(told, Refusal), told
        return self.day.at_counter(counter)

    def move(
        self, ticket: Ticket, action: Action, who: str | None = None, **more: object
    ) -> Ticket:
        asks = who or ("visitor" if action in BY_THE_VISITOR else "nadia")
        told = self.ask(c.MoveTicket(ticket.number, action, **more), asks)  # type: ignore[arg-type]
        assert not isinstance(told, Refusal), told
        return self.day.tickets[ticket.number]
