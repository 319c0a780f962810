"""An interruption of a service, as HTTP carries it."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from server.protocol.given import Given, ServiceCode
from server.protocol.sent import OurTime, Sent


class InterruptRequest(Sent, extra="forbid"):
    """From when to when nobody is called for the service."""

    begins: OurTime = Field(examples=["2026-11-24T09:00:00Z"])
    """With an offset; earlier than now for one that lasts already."""
    ends: OurTime = Field(examples=["2026-11-24T10:00:00Z"])
    """Later than `begins`, later than now, and today."""


class InterruptionView(Given):
    """What interrupts a service: planned for today, or a gap in its own hours."""

    service: ServiceCode
    """As in the site file."""
    begins: datetime | None = Field(examples=["2026-11-24T09:00:00Z"])
    """Null, as `ends`, where nothing interrupts it today any more."""
    ends: datetime | None = Field(examples=["2026-11-24T10:00:00Z"])
    """From then on it is called again."""
