"""Fixed weights: a service of weight 3 is due after a third of the site's `target_wait`.

The weight shortens a time and never multiplies a rank, so that whoever weighs least still grows
overdue by waiting: no mix of visitors starves anybody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain.site import Policy
from server.domain.ticket import Ticket


def patience(policy: Policy, service: str, promise: timedelta) -> timedelta:
    return timedelta(minutes=policy.target_wait) / _weight(policy, service)


def rule(policy: Policy, ticket: Ticket, now: datetime) -> str:
    return "weighted" if _weight(policy, ticket.remaining[0]) > 1 else "first_come"


def _weight(policy: Policy, service: str) -> int:
    return policy.weights.get(service, 1)
