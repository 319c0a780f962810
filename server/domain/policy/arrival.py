"""Strictly first come, first served: everybody is given the same time, whatever the service.

It is the site's `target_wait`, so that legal priority goes ahead of as many as under the other
policies, and "overdue" means what the site promises.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain.site import Policy
from server.domain.ticket import Ticket


def patience(policy: Policy, service: str, promise: timedelta) -> timedelta:
    return timedelta(minutes=policy.target_wait)


def rule(policy: Policy, ticket: Ticket, now: datetime) -> str:
    return "first_come"
