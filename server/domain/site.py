"""A site's configuration: what the site file (docs/site-file.md) says, parsed and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cached_property
from typing import Literal

from server.domain.appointments import Margins
from server.domain.exceptional import ExceptionalDay
from server.domain.hours import Hours

Words = Mapping[str, str]
"""One text in several languages, by language code. French is always there."""
PolicyName = Literal["due", "arrival", "weights"]


@dataclass(frozen=True)
class Policy:
    rule: PolicyName = "due"
    """What decides who is next (`policy`)."""
    target_wait: int = 20
    """Minutes. 20 is the family-benefit offices' published threshold (CAF open data)."""
    priority_run: int = 2
    """At most so many legal-priority calls in a row while others are overdue."""
    no_show_after: int = 2
    """Recalls before an absence may be declared."""
    serve_after_closing: bool = True
    ticket_when_unsure: bool = True
    """Whether somebody gets a ticket who may not be received before closing."""
    closing_soon: int = 15
    """Minutes before closing from which every screen says so."""
    late_share: float = 0.1
    """Of visitors, how many may be called after the wait that was told at most."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """By service; 1 where there is none. For the rule `weights` alone."""


@dataclass(frozen=True)
class Service:
    """What a visitor comes for; owns a letter, its hours and its promise."""

    code: str
    prefix: str
    name: Words
    minutes: int
    target_wait: int
    group: str | None = None
    often: bool = False
    """Asked often: a tile of its own, first on the kiosk, whatever group it is in."""
    icon: str = "file-text"
    hours: str | None = None
    quota: int | None = None
    confidential: bool = False
    documents: tuple[Words, ...] = ()
    sheet: str | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    code: str
    name: Words
    icon: str = "folder"


@dataclass(frozen=True)
class Counter:
    code: str
    name: Words
    zone: str = "hall"


@dataclass(frozen=True)
class Constraints:
    """What an agent's work must respect; hers, and never a measure of her."""

    counter_minutes: int | None = None
    pause_minutes: int | None = None
    phone: bool = True


@dataclass(frozen=True)
class Agent:
    login: str
    skills: Mapping[str, int]
    """Service code -> 1 (first level) or 2 (expert)."""
    constraints: Constraints = Constraints()


@dataclass(frozen=True)
class Board:
    code: str
    zones: tuple[str, ...]
    languages: tuple[str, ...] = ("fr",)
    voice: bool = True
    distance: float = 5.0
    """Metres to the farthest seat."""
    diagonal: float = 43.0
    """Inches."""


@dataclass(frozen=True)
class Kiosk:
    """A kiosk with printers of its own; the first that answers prints."""

    name: str
    printers: tuple[str, ...]
    label: Words = field(default_factory=dict)
    """As people call it: the kiosk in the hall."""


@dataclass(frozen=True)
class Face:
    """The town's own face: one colour and one logo; contrast is guaranteed by the theme."""

    brand: str = "#0b5d66"
    logo: str | None = None


@dataclass(frozen=True)
class Paper:
    """What the town wants on its tickets."""

    logo: str | None = None
    """PNG, base64; without it, that of the site."""
    documents: bool = True
    fairness: bool = True
    footer: Words = field(default_factory=dict)
    fallback_prefix: str = "X"
    """The letter of numbers printed in advance; no service has it. None where all are taken."""
    place: Words = field(default_factory=dict)
    """Where to wait, and how one is called; without it a sentence that fits most waiting rooms."""


@dataclass(frozen=True)
class Former:
    """What left the site file while people were there for it: theirs until the evening, and nobody
    else's (`former`)."""

    services: Mapping[str, Service] = field(default_factory=dict)
    counters: Mapping[str, Counter] = field(default_factory=dict)
    skills: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Login -> which of these services she answers."""


@dataclass(frozen=True)
class Site:
    slug: str
    name: str
    timezone: str
    hours: str
    country: str
    languages: tuple[str, ...]
    rollover: time
    policy: Policy
    services: Mapping[str, Service]
    groups: Mapping[str, Group]
    counters: Mapping[str, Counter]
    agents: Mapping[str, Agent]
    boards: Mapping[str, Board]
    kiosks: Mapping[str, Kiosk] = field(default_factory=dict)
    """By name. One that is not here prints wherever no kiosk has a claim."""
    face: Face = Face()
    paper: Paper = field(default_factory=Paper)
    margins: Margins = field(default_factory=Margins)
    """Around an appointment's hour."""
    phone: str | None = None
    website: str | None = None
    former: Former = field(default_factory=Former)
    exceptional: tuple[ExceptionalDay, ...] = ()
    """Days with hours of their own: the file says nothing of them."""

    @cached_property
    def calendar(self) -> Hours:
        """Made when it is first asked for, which takes a moment."""
        return Hours(self)

    @property
    def logo_on_paper(self) -> str | None:
        """PNG, base64."""
        return self.paper.logo or self.face.logo

    def common_name(self, counter: str) -> str:
        """How a counter is named to all alike, whatever they read: where help is asked for, and to
        programs. Its code, while no file tells: another process may have written of one that this
        process learns of in a second."""
        known = self.counters_today.get(counter)
        return known.name.get("fr", "") if known else counter

    def skills_of(self, login: str) -> frozenset[str]:
        """The services an agent answers.

        Somebody with an account but no line in the site file answers everything: a replacement on
        her first morning must not sit before an empty list.
        """
        agent = self.agents.get(login)
        if agent is None:
            return self._every_service
        return frozenset(agent.skills) | self.former.skills.get(login, frozenset())

    @cached_property
    def services_today(self) -> Mapping[str, Service]:
        """Those that can be asked for, then those that somebody still came for."""
        return {**self.services, **self.former.services}

    @cached_property
    def counters_today(self) -> Mapping[str, Counter]:
        """Those where one can sit down, then those where somebody still sits."""
        return {**self.counters, **self.former.counters}

    @cached_property
    def _every_service(self) -> frozenset[str]:
        return frozenset(self.services_today)
