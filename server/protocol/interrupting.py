"""An interruption of a service, as HTTP carries it."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from server.protocol.given import Given, ServiceCode, SiteSlug
from server.protocol.sent import OurTime, Sent


class InterruptRequest(Sent, extra="forbid"):
    """From when to when nobody is called for the service."""

    begins: OurTime = Field(examples=["2026-11-24T09:00:00Z"])
    """With an offset; earlier than now for one that lasts already."""
    ends: OurTime = Field(examples=["2026-11-24T10:00:00Z"])
    """Later than `begins`, later than now, and on the same day."""


class InterruptionView(Given):
    """What interrupts a service: planned by hand, or a gap in its own hours."""

    service: ServiceCode
    """As in the site file."""
    begins: datetime | None = Field(examples=["2026-11-24T09:00:00Z"])
    """Null, as `ends`, where nothing interrupts it today any more."""
    ends: datetime | None = Field(examples=["2026-11-24T10:00:00Z"])
    """From then on it is called again."""


class PlannedView(Given):
    """An interruption of a day to come."""

    service: ServiceCode
    """As in the site file."""
    day: str = Field(examples=["2026-12-03"])
    """The business day, by the site's clock."""
    begins: datetime = Field(examples=["2026-12-03T09:00:00Z"])
    """From when."""
    ends: datetime = Field(examples=["2026-12-03T10:00:00Z"])
    """To when."""


class PlansView(Given):
    """What is planned for the days to come."""

    site: SiteSlug
    """Where."""
    planned: list[PlannedView]
    """In the order of their days."""
