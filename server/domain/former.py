"""A site file that changes in mid-day strands nobody.

What has left it goes on for who is there already, and for nobody new: a service is called and ended
by those who could, and a counter stays the place of who sits there until she leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from server.domain.day import Call
from server.domain.site import Former, Service, Site
from server.domain.ticket import Seat, Ticket

T = TypeVar("T")


def following(site: Site, older: Site) -> Site:
    """This one, with what only an older one has; of two older ones, the newer is asked first."""
    services = _left_out(site.services, older.services_today, site.former.services)
    counters = _left_out(site.counters, older.counters_today, site.former.counters)
    return replace(site, former=Former(services, counters, _skills(site, older, services)))


def lacks(
    site: Site, tickets: Iterable[Ticket], seats: Iterable[Seat], calls: Iterable[Call]
) -> bool:
    """Whether some of these speak of what the site does not know: an older file does."""
    named = {ticket.counter for ticket in tickets if ticket.counter}
    named |= {seat.code for seat in seats if seat.agent} | {call.counter for call in calls}
    asked = {service for ticket in tickets for service in ticket.services}
    return not (site.counters_today.keys() >= named and site.services_today.keys() >= asked)


def _left_out(now: Mapping[str, T], *before: Mapping[str, T]) -> dict[str, T]:
    return {code: it for known in before for code, it in known.items() if code not in now}


def _skills(site: Site, older: Site, services: Mapping[str, Service]) -> dict[str, frozenset[str]]:
    """As it was; and what nobody in the file could answer is answered by all."""
    could = {
        login: (older.skills_of(login) | site.skills_of(login)) & services.keys()
        for login in site.agents
    }
    nobodys = services.keys() - frozenset().union(*could.values())
    return {login: skills | nobodys for login, skills in could.items() if skills | nobodys}
