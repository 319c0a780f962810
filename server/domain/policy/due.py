"""The default: whoever is due first, at the arrival plus the promise of the service."""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain.site import Policy
from server.domain.ticket import Ticket
from server.domain.wait import late


def patience(policy: Policy, service: str, promise: timedelta) -> timedelta:
    """How long after the arrival somebody is due."""
    return promise


def rule(policy: Policy, ticket: Ticket, now: datetime) -> str:
    """Why a ticket stands where it does when nothing sets it apart."""
    return "past_promise" if late(ticket, now) else "next_due"
