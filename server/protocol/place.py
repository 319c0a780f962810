"""How a place is doing and what happened there: services, board, journal, readiness."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from server.protocol.given import At, CounterCode, Given, ServiceCode, SiteSlug, TicketNumber
from server.protocol.queue import EstimateView


class ServiceView(Given):
    """A service, and how busy it is."""

    code: ServiceCode
    """As in the site file."""
    name: str = Field(examples=["Carte d’identité, passeport"])
    """In the language of the request."""
    open: bool = Field(examples=[True])
    """Whether a ticket can be taken for it now."""
    waiting: int = Field(examples=[3])
    """How many wait for it."""
    estimate: EstimateView | None
    """What a newcomer would wait; null when no open counter answers the service."""


class SiteView(Given):
    """How a place is doing."""

    slug: SiteSlug
    """Its name in every address."""
    name: str = Field(examples=["Mairie de Sainte-Aube"])
    """Its name for people."""
    open: bool = Field(examples=[True])
    """Whether it is open now."""
    until: datetime | None = Field(examples=["2026-11-24T11:30:00Z"])
    """When it closes; null while it is closed."""
    next_opening: datetime | None = Field(examples=["2026-11-24T08:00:43Z"])
    """Now, while it is open; null when no opening is in sight."""
    services: list[ServiceView]
    """In the order of the site file."""


class BoardCall(Given):
    """A number, and where it is expected."""

    number: TicketNumber
    """Never a name."""
    counter: CounterCode
    """The counter's code."""
    counter_name: str = Field(examples=["Guichet 1"])
    """As visitors read it."""
    at: At
    """When it was called last."""
    announcement: str = Field(examples=["Numéro A 42, Guichet 1"])
    """The sentence to say."""


class BoardService(Given):
    """How many wait for a service. A confidential one has no row."""

    service: ServiceCode
    """Its code."""
    name: str = Field(examples=["Carte d’identité, passeport"])
    """In the language of the request."""
    count: int = Field(examples=[3])
    """How many wait."""
    estimate: EstimateView | None
    """What a newcomer would wait."""


class BoardPicture(Given):
    """What the waiting room may know: numbers, counters and how many wait; never a name."""

    open: bool = Field(examples=[True])
    """Whether the place is open now."""
    calls: list[BoardCall]
    """Newest first."""
    waiting: list[BoardService]
    """One row a service."""
    messages: list[str] = Field(examples=[[]])
    """Which services are interrupted, now or soon, in a sentence each."""


class FactView(Given):
    """Something that happened, kept for ever."""

    seq: int = Field(examples=[1])
    """Its place in the day: no gap, no double."""
    at: At
    """When."""
    actor: str = Field(examples=["borne-hall"])
    """Who asked for it: a login, a device, `visitor`, `system`."""
    kind: str = Field(examples=["ticket_taken"])
    """What happened."""
    body: dict[str, Any] = Field(examples=[{"number": "A042", "services": ["identity"]}])
    """Its fields, which depend on the kind."""


class JournalView(Given):
    """The facts of a day, in order."""

    site: SiteSlug
    """The site's slug."""
    day: str = Field(examples=["2026-11-24"])
    """The day they belong to."""
    events: list[FactView]
    """At most a thousand: ask again with the last `seq` as `after`."""


class Alive(Given):
    """The process answers."""

    live: Literal[True]
    """Always."""


class Readiness(Given):
    """Whether it can also write."""

    ready: bool = Field(examples=[True])
    """False goes with status 503."""
    missing: list[Literal["store", "bus", "writer"]] = Field(examples=[[]])
    """What is not there."""
