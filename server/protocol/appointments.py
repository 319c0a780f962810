"""Hours agreed on beforehand, as the town's own software tells us and is told."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from server.protocol.given import At, Given, ServiceCode, SiteSlug
from server.protocol.sent import OurTime, Sent, Short


class AppointmentRequest(Sent, extra="forbid"):
    """What was agreed on. Who it is with is not asked, and not kept."""

    at: OurTime = Field(examples=["2026-11-24T10:30:00+01:00"])
    """The hour, with its offset."""
    services: list[Short] = Field(min_length=1, max_length=8, examples=[["identity"]])
    """Their codes, the first demand first."""
    language: str = Field(default="fr", max_length=16, examples=["fr"])
    """In which the visitor is spoken to: one of the site's."""


class AppointmentView(Given):
    """An appointment as it stands."""

    id: str = Field(examples=["rdv-1042"])
    """As the town's own software calls it."""
    code: str = Field(examples=["K7M2XD"])
    """What the visitor shows at the kiosk: six characters without I, O, Q, 0 and 1. In a QR code
    `SUIVANT:` may stand before it."""
    at: At
    """The hour agreed on."""
    services: list[ServiceCode]
    """What for, the first demand first."""
    language: str = Field(examples=["fr"])
    """The visitor's."""
    state: Literal["expected", "here", "served", "released", "cancelled"]
    """`here`: checked in. `released`: waited for no longer, or called and not there."""
    number: str | None = Field(examples=[None])
    """The ticket it was checked in with; null before."""


class AppointmentsView(Given):
    """A day's appointments."""

    site: SiteSlug
    """The site's slug."""
    day: str = Field(examples=["2026-11-24"])
    """The day they are on, on the site's calendar."""
    appointments: list[AppointmentView]
    """In the order of their hours."""
