"""What a counter may call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.domain.site import Service, Site


@dataclass(frozen=True, slots=True)
class Reach:
    """What a counter may call: the services its agent answers, and what is kept for it."""

    counter: str
    services: frozenset[str]
    known: Mapping[str, Service] = field(default_factory=dict, repr=False, compare=False)
    """The site's services."""


def reach_of(site: Site, counter: str, login: str) -> Reach:
    """Of this agent, at this counter."""
    return Reach(counter, site.skills_of(login), site.services_today)
