"""What a counter may call, and what an expert there leaves to her colleagues.

Skill level 2 is kept for those who need it. While somebody waits whom, of all at open counters,
only experts can receive, an expert leaves to a first-level colleague whoever that colleague can
receive; but nobody who is due already: a promise is not broken for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.day import Day
from server.domain.interruption import interrupted, rests
from server.domain.site import Service, Site
from server.domain.ticket import Ticket

EXPERT = 2


@dataclass(frozen=True, slots=True)
class Reach:
    """What a counter may call: the services its agent answers, and what is kept for it."""

    counter: str
    services: frozenset[str]
    needed_for: frozenset[str] = frozenset()
    """Those she is an expert in and nobody else at an open counter answers at first level."""
    colleagues: tuple[frozenset[str], ...] = ()
    """What each colleague at another open counter answers at first level; hers to leave to."""
    interrupted: frozenset[str] = frozenset()
    """What is not received now, whoever answers it: called by hand alone (`interruption`)."""
    known: Mapping[str, Service] = field(default_factory=dict, repr=False, compare=False)
    """The site's services."""

    @property
    def by_rule(self) -> frozenset[str]:
        """What the rules may call now."""
        return self.services - self.interrupted

    def rests(self, ticket: Ticket) -> bool:
        """All that it waits for is interrupted."""
        return rests(ticket, self.interrupted)

    def needs_her(self, ticket: Ticket) -> bool:
        return not self.needed_for.isdisjoint(ticket.remaining)

    def leaves(self, ticket: Ticket, now: datetime) -> bool:
        """To one colleague who can answer all of it, and not once it is due."""
        if ticket.due <= now:
            return False
        return any(answered.issuperset(ticket.remaining) for answered in self.colleagues)


def reach_of(day: Day, site: Site, counter: str, asker: str, now: datetime | None = None) -> Reach:
    """Of whoever sits at this counter; of the asker, where nobody does. Without the hour no
    interruption is seen."""
    found = interrupted(day, site, site.services_today, now) if now else frozenset()
    return reach_while(found, day, site, counter, asker)


def reach_while(found: frozenset[str], day: Day, site: Site, counter: str, asker: str) -> Reach:
    """The same while these services are found interrupted, whatever the hour."""
    login = day.seat(counter).agent or asker
    services, expert = site.skills_of(login), _at_level(site, login, EXPERT)
    if not expert:
        return Reach(counter, services, interrupted=found, known=site.services_today)
    colleagues = tuple(_colleagues(day, site, login))
    needed_for = expert - frozenset().union(*colleagues) - found
    return Reach(counter, services, needed_for, colleagues, found, site.services_today)


def first_level(site: Site, login: str) -> frozenset[str]:
    """What an expert may leave to her: a replacement answers everything."""
    if login not in site.agents:
        return site.skills_of(login)
    return _at_level(site, login, EXPERT - 1)


def _colleagues(day: Day, site: Site, login: str) -> Iterator[frozenset[str]]:
    for _, agent in day.staffing.open:
        if agent != login and (answered := first_level(site, agent)):
            yield answered


def _at_level(site: Site, login: str, level: int) -> frozenset[str]:
    agent = site.agents.get(login)
    return frozenset(s for s, at in agent.skills.items() if at == level) if agent else frozenset()
