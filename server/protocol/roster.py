"""Who is planned at a counter, as programs tell it and are told it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from server.protocol.given import AgentLogin, At, CounterCode, Given, SiteSlug
from server.protocol.sent import OurTime, Sent, Short

MOST_SHIFTS = 500
"""On one day of one site."""


class SentShift(Sent):
    """An agent at a counter."""

    agent: str = Field(max_length=200, examples=["agent1"])
    """Her login."""
    counter: Short = Field(examples=["1"])
    """The counter's code, or its name."""
    begins: OurTime = Field(examples=["2026-12-01T09:00:00+01:00"])
    """From when."""
    ends: OurTime = Field(examples=["2026-12-01T12:30:00+01:00"])
    """To when."""


class RosterRequest(Sent):
    """A whole day."""

    shifts: list[SentShift] = Field(min_length=1, max_length=MOST_SHIFTS)
    """All of that day; what was planned on it before is forgotten."""


class ShiftView(Given):
    """An agent at a counter, or a counter that is usually open."""

    agent: AgentLogin | None
    """Her login; null in what is usual, which names nobody."""
    counter: CounterCode
    """The counter's code."""
    begins: At
    """From when."""
    ends: Annotated[datetime, Field(examples=["2026-11-24T11:30:00Z"])]
    """To when."""


class RosterView(Given):
    """Who is planned on a day."""

    site: SiteSlug
    """Where."""
    day: str = Field(examples=["2026-12-01"])
    """The business day, by the site's clock."""
    source: Literal["roster", "pattern", "none"]
    """`roster`: as it was brought. `pattern`: what the last four same weekdays show as usual.
    `none`: neither."""
    shifts: list[ShiftView]
    """In the order in which they begin."""
