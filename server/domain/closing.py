"""Can somebody who comes now still be received before closing? And is closing near?

A wait is compared with the minutes left. Where there is a roster, nobody is received after the last
who is planned for the service has left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from server.domain.attendance import attendance
from server.domain.forecast import Estimate
from server.domain.hours import Opening
from server.domain.site import Policy
from server.domain.waits import Standpoint, Waits

Prospect = Literal["yes", "perhaps", "unlikely", "nobody"]
"""`nobody`: no open counter answers the service, so there is nothing to compare."""

UNSURE: frozenset[Prospect] = frozenset({"perhaps", "unlikely"})


@dataclass(frozen=True, slots=True)
class LastCall:
    by: datetime | None
    """A wait has to end by then; None for what does not end."""
    deserted: datetime | None
    """When the last who is planned for the service leaves, where that is before closing."""


def last_call(at: Standpoint, waits: Waits, service: str, closes: datetime | None) -> LastCall:
    """A wait that was played on has the roster in it. The formula's is reckoned as if all who are
    here stayed, and so is compared with the time that they would have."""
    if not waits.shifts:
        return LastCall(closes, None)
    there = attendance(at.day, at.site, waits.shifts, service, at.now)
    last = min((each for each in (closes, there.ends) if each), default=None)
    deserted = last if last != closes else None
    if last and there.here and not _played_on(waits, service):
        return LastCall(there.as_if_all_stayed(last), deserted)
    return LastCall(last, deserted)


def _played_on(waits: Waits, service: str) -> bool:
    seen = waits.foresight.newcomers.get(service) if waits.foresight else None
    return seen is not None and seen.wait is not None


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
