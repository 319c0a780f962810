"""One reception at one moment, told in one language: what every screen and every paper begins with.

It tells two times apart. `clock` is what the clock shows, and opening hours go by it. `now` is the
day's time, for what is told of facts: it never runs backwards, though a clock that was wrong may.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from server.application.reception import Reception
from server.domain.day import Day
from server.domain.hours import Opening
from server.domain.site import Service, Site, Words
from server.domain.ticket import Ticket
from server.domain.waits import Waits


@dataclass(frozen=True)
class Sight:
    reception: Reception
    clock: datetime
    language: str

    @cached_property
    def now(self) -> datetime:
        return self.reception.moment(self.clock)

    @property
    def day(self) -> Day:
        """As everybody sees it."""
        return self.reception.committed

    @property
    def site(self) -> Site:
        return self.reception.site

    @property
    def called_next(self) -> frozenset[str]:
        """The numbers that the open counters would call, were they to call now."""
        return self.reception.called_next(self.now)

    @property
    def waits(self) -> Waits:
        return self.reception.waits

    @property
    def opening(self) -> Opening:
        return self.reception.hours.site.at(self.clock)

    @property
    def next_opening(self) -> datetime | None:
        """The clock's time while it is open; None when it never opens."""
        return self.reception.hours.site.next_opening(self.clock)

    def opening_of(self, service: str) -> Opening:
        return self.reception.hours.of(service, self.clock)

    def told_in(self, language: str) -> Sight:
        """The same moment for another reader."""
        return replace(self, language=language)

    def said(self, words: Words) -> str:
        return said(words, self.language)

    def service_name(self, code: str) -> str:
        """Its code, when no site file tells."""
        service = self.site.services_today.get(code)
        return self.said(service.name) if service else code

    def counter_name(self, code: str) -> str:
        """Its code, when no site file tells."""
        counter = self.site.counters_today.get(code)
        return self.said(counter.name) if counter else code

    @property
    def counters(self) -> list[str]:
        """Those of the site file, and those that have left it while somebody sits there."""
        held = {seat.code for seat in self.day.seats.values() if seat.agent}
        return [
            code for code in self.site.counters_today if code in self.site.counters or code in held
        ]

    def place_name(self, place: str) -> str:
        """Where help is asked for: a kiosk as people call it, a counter by its name."""
        kiosk = self.site.kiosks.get(place)
        if kiosk and kiosk.label:
            return self.said(kiosk.label)
        for counter in self.site.counters_today.values():
            if self.site.common_name(counter.code) == place:
                return self.said(counter.name)
        words = place.replace("-", " ").replace("_", " ")
        return words[:1].upper() + words[1:]

    def services_named(self, ticket: Ticket | None = None) -> Iterator[Service]:
        """Those that anybody may read, of the ticket or of the site.

        Boards stand before a hall, phones are read over shoulders and papers lie about: that
        somebody waits for a confidential service would tell why (GDPR art. 5).
        """
        services = self.site.services_today
        for code in ticket.services if ticket else services:
            service = services.get(code)
            if service and not service.confidential:
                yield service

    def several_named(self, ticket: Ticket) -> tuple[str, ...]:
        """The demands of a visit for several things; none where one must not be read."""
        named = tuple(self.said(service.name) for service in self.services_named(ticket))
        return named if len(named) == len(ticket.services) > 1 else ()


def said(words: Words, language: str) -> str:
    """A text of the site file in this language or the one it is a variety of, else in French."""
    general = language.partition("-")[0]
    return words.get(language) or words.get(general) or words.get("fr", "")
