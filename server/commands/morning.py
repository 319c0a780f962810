"""A morning played in memory, with a site that nobody uses yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from server.application.reception import Reception
from server.domain import commands as c
from server.domain.business_day import business_day
from server.domain.events import Event, Fact, TicketTaken
from server.domain.lifecycle import Action, Actor
from server.domain.refusal import Refusal
from server.domain.rules import decide
from server.domain.rules.scene import Scene
from server.domain.site import Service, Site
from server.sitefile.ahead import YEAR, Stretch, hours_of, stretches

A_MINUTE = timedelta(minutes=1)


AtCounter = Callable[[str], c.Command]
"""What is done at a counter."""
CALLING: Sequence[AtCounter] = (c.OpenCounter, c.CallNext)


class Morning:
    """For every service somebody waits; `deeds`: at each counter. As a rule they are open, and each
    has called somebody."""

    def __init__(self, site: Site, today: date, deeds: Sequence[AtCounter] = CALLING) -> None:
        self.site, self._today, self._deeds = site, today, deeds
        self.now = self.opening()
        self.reception = Reception(site, business_day(site, self.now), b"rehearsal")
        self._play()

    def opening(self, service: str | None = None) -> datetime:
        """Just after the next opening; of a service, within the site's hours."""
        since, _ = self._ahead(service)[0]
        return self._here(since)

    def closings(self) -> list[datetime]:
        """Just after the next closing; none of a place that never closes."""
        _, until = self._ahead()[0]
        return [self._here(until)] if until < self._ahead()[-1][1] else []

    def take(self, services: Sequence[Service], language: str) -> str:
        """The number of a ticket for all of these."""
        number = f"{services[0].prefix}{len(self.reception.committed.tickets) + 1:03d}"
        codes = tuple(service.code for service in services)
        self._happen([TicketTaken(number, codes, language, due=self.now)], "rehearsal")
        return number

    def set_aside(self) -> None:
        """Whoever was called has come, and something is missing."""
        for code in self.site.counters:
            called, who = self.reception.committed.at_counter(code), _seated(code)
            for action in (Action.SERVE, Action.PARK):
                if called:
                    self._do(c.MoveTicket(called.number, action, code), who)

    def _ahead(self, service: str | None = None) -> tuple[Stretch, ...]:
        return stretches(hours_of(self.site, service), self.site.country, self._today, YEAR)

    def _here(self, wall: datetime) -> datetime:
        return (wall + A_MINUTE).replace(tzinfo=ZoneInfo(self.site.timezone))

    def _play(self) -> None:
        for service in self.site.services.values():
            self.take((service,), "fr")
        for code in self.site.counters:
            for deed in self._deeds:
                self._do(deed(code), _seated(code))
        for service in self.site.services.values():
            self.take((service,), "fr")

    def _do(self, command: c.Command, who: c.Who) -> None:
        scene = Scene(
            day=self.reception.committed,
            site=self.site,
            hours=self.reception.hours,
            who=who,
            now=self.now,
            clock=self.now,
            stamp="rehearsal",
        )
        told = decide(scene, command)
        if not isinstance(told, Refusal):
            self._happen(told, who.name)

    def _happen(self, events: Sequence[Event], who: str) -> None:
        for event in events:
            self.reception.commit([Fact(self.reception.committed.seq + 1, self.now, who, event)])


def _seated(counter: str) -> c.Who:
    return c.Who(agent_at(counter), Actor.STAFF)


def agent_at(counter: str) -> str:
    """Somebody who is not in the file: she answers everything."""
    return f"rehearsal at {counter}"
