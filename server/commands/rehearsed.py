"""What a rehearsal is made of: something to draw, and the occasions of a day it is drawn at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from server.application.clock import SetClock
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.backstage.register import Register
from server.commands.morning import Morning, agent_at
from server.domain import commands as c
from server.domain.business_day import business_day
from server.domain.site import Agent, Site
from server.identity.staff import Staff
from server.journal.journal import Journal
from server.rim.access import Caller
from server.rim.asker import Asker
from server.store.store import Store

PRINTER = "rehearsal"


class Undrawable(Exception):
    """Said to whoever writes the site file."""


@dataclass(frozen=True)
class Drawing:
    what: str
    draw: Callable[[], object]

    def failure(self) -> str | None:
        """Why it cannot be drawn, in a line."""
        try:
            self.draw()
        except Undrawable as error:
            return f"{self.what}: {error}"
        except Exception as error:  # whatever it is, nobody should meet it on a screen
            why = " ".join(str(error).split())
            return f"{self.what} cannot be drawn ({type(error).__name__}: {why})"
        return None


@dataclass(frozen=True)
class Occasion:
    """A day as far as it has come, by a clock that says so."""

    receptions: Receptions
    reception: Reception

    def sight(self, language: str) -> Sight:
        return Sight(self.reception, self.receptions.now(), language)

    def asker(self, language: str, login: str = "", **params: str) -> Asker:
        """As a rule somebody at the first counter, who is in charge too."""
        site = self.reception.site
        seated = login or agent_at(next(iter(site.counters)))
        caller = Caller(staff=Staff(seated, "Nadia", "manager", site.slug))
        return Asker(self.receptions, self.reception, caller, language, params)


class Occasions:
    """In which a screen shows something else."""

    def __init__(self, site: Site, today: date, store: Store) -> None:
        self.site, self._today, self._store = site, today, store
        self.morning = Morning(site, today)

    @cached_property
    def busy(self) -> Occasion:
        return self._at(self.morning.now, self.morning.reception)

    @cached_property
    def free(self) -> Occasion:
        """Nobody is called."""
        return self._of(Morning(self.site, self._today, (c.OpenCounter,)))

    @cached_property
    def on_a_break(self) -> Occasion:
        return self._of(Morning(self.site, self._today, (c.OpenCounter, c.PauseCounter)))

    @cached_property
    def set_aside(self) -> Occasion:
        """Some wait apart; of the others, she at the first counter answers one service alone."""
        login, service = agent_at(next(iter(self.site.counters))), next(iter(self.site.services))
        agents = {login: Agent(login, {service: 1})}
        morning = Morning(replace(self.site, agents=agents), self._today)
        morning.set_aside()
        return self._of(morning)

    @cached_property
    def full(self) -> Reception:
        """No ticket is left of any service."""
        services = {code: replace(s, quota=0) for code, s in self.site.services.items()}
        day = business_day(self.site, self.morning.now)
        return Reception(replace(self.site, services=services), day, b"rehearsal")

    @cached_property
    def unopened(self) -> Occasion:
        """People wait, and no counter is open."""
        return self._of(Morning(self.site, self._today, ()))

    @cached_property
    def closed(self) -> list[Occasion]:
        """Everybody has gone home. None of a place that never closes."""
        return [
            self._at(now, Reception(self.site, business_day(self.site, now), b"rehearsal"))
            for now in self.morning.closings()
        ]

    def _of(self, morning: Morning) -> Occasion:
        return self._at(morning.now, morning.reception)

    def _at(self, now: datetime, reception: Reception) -> Occasion:
        journal, register = Journal(self._store), Register(self._store)
        clock = SetClock(now, 0)
        receptions = Receptions(journal, register, clock, b"rehearsal", lambda _: None)
        receptions.printers.enrol(PRINTER, PRINTER, self.site.slug)
        return Occasion(receptions, reception)


def page_and_data(
    page: Callable[[Asker], object], data: Callable[[Asker], object], asker: Asker
) -> None:
    """As a browser opens it, and as its socket may ask for it."""
    page(asker)
    data(asker)
