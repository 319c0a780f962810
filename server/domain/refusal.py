"""A move that is not allowed, said by name. Every code has a status and a sentence (`texts`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """The public codes (contract, section 3)."""

    CLOSED = "closed"
    TOO_LATE_TODAY = "too_late_today"
    QUOTA_REACHED = "quota_reached"
    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_COUNTER = "unknown_counter"
    UNKNOWN_TICKET = "unknown_ticket"
    UNKNOWN_APPOINTMENT = "unknown_appointment"
    TOO_EARLY = "too_early"
    TOO_LATE_APPOINTMENT = "too_late_appointment"
    ALREADY_HERE = "already_here"
    NOT_ALLOWED_NOW = "not_allowed_now"
    COUNTER_TAKEN = "counter_taken"
    COUNTER_BUSY = "counter_busy"
    NOT_YOUR_COUNTER = "not_your_counter"
    NOT_YOUR_SKILL = "not_your_skill"
    FORBIDDEN = "forbidden"
    NOT_SIGNED_IN = "not_signed_in"
    CROSS_SITE = "cross_site"
    TOO_MANY_REQUESTS = "too_many_requests"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Refusal:
    code: Code
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the sentence is filled with: the state, the counter, the ticket."""


class Refused(Exception):
    """Carries a refusal out of a rule's conditions; never leaves `rules.decide`."""

    def __init__(self, code: Code, **facts: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, facts)
