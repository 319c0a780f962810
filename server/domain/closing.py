"""Can somebody who comes now still be received before closing? And is closing near?

A wait is compared with the minutes left. Whoever knows more than a range, such as in how many
simulated days a newcomer was called in time, says so in `received_before` and nowhere else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from server.domain.forecast import Estimate
from server.domain.hours import Opening
from server.domain.site import Policy

Prospect = Literal["yes", "perhaps", "unlikely", "nobody"]
"""`nobody`: no open counter answers the service, so there is nothing to compare."""

UNSURE: frozenset[Prospect] = frozenset({"perhaps", "unlikely"})


def received_before(closes: datetime | None, now: datetime, wait: Estimate | None) -> Prospect:
    """`closes`: None for what does not close. A wait that ends with closing is in time."""
    if wait is None:
        return "nobody"
    if closes is None or now + timedelta(minutes=wait.high) <= closes:
        return "yes"
    return "perhaps" if now + timedelta(minutes=wait.likely) <= closes else "unlikely"


def gives_a_ticket(policy: Policy, answer: Prospect) -> bool:
    """Whether the site lets somebody take a ticket with this answer."""
    if answer == "unlikely" and not policy.serve_after_closing:
        return False
    return policy.ticket_when_unsure or answer not in UNSURE


def closing_soon(policy: Policy, opening: Opening, now: datetime) -> datetime | None:
    """When it closes, in its last minutes; None before and after them."""
    if not opening.open or opening.until is None:
        return None
    last_minutes = timedelta(minutes=policy.closing_soon)
    return opening.until if opening.until - now <= last_minutes else None
