"""Days with hours of their own, as HTTP carries them."""

from __future__ import annotations

from datetime import time

from pydantic import Field

from server.protocol.described import Described
from server.protocol.given import Given, SiteSlug
from server.protocol.sent import Sent

_CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class OpeningHours(Sent, extra="forbid"):
    """Open from when to when, by the site's clock."""

    opens: str = Field(pattern=_CLOCK, examples=["09:00"])
    """Hours and minutes."""
    closes: str = Field(pattern=_CLOCK, examples=["12:00"])
    """Later than `opens`, on the same day."""

    @property
    def times(self) -> tuple[time, time]:
        return time.fromisoformat(self.opens), time.fromisoformat(self.closes)


class ExceptionalDayRequest(Sent, extra="forbid"):
    """All of that day: its usual hours do not count."""

    hours: list[OpeningHours] = Field(max_length=10)
    """In their order; empty when the house is closed all day."""


class SpanView(Described):
    """Open from when to when."""

    opens: str = Field(examples=["09:00"])
    """By the site's clock."""
    closes: str = Field(examples=["12:00"])
    """By the site's clock."""


class ExceptionalDayView(Given):
    """A day with hours of its own."""

    day: str = Field(examples=["2026-12-24"])
    """By the site's clock."""
    hours: list[SpanView]
    """In their order; empty when the house is closed all day."""


class ExceptionalDaysView(Given):
    """Days with hours of their own."""

    site: SiteSlug
    """Where."""
    days: list[ExceptionalDayView]
    """Today and those to come, in their order."""
