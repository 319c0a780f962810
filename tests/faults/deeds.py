"""What people at the reception did and were told, written down as it happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Deed:
    """One request that got an answer. Times are the machine's monotonic clock, in seconds."""

    who: str
    """The kiosk or counter that asked; each asks one thing at a time."""
    act: str
    """`take`, `next`, or the action on a ticket."""
    key: str
    sent: float
    """When it was first asked; without an answer it is asked again, with the same key."""
    answered: float
    status: int
    answer: dict[str, Any]
    counter: str = ""

    @property
    def done(self) -> bool:
        """The server said that it was done: this must be true for ever."""
        return 200 <= self.status < 300

    @property
    def number(self) -> str:
        """The ticket in the answer; empty when there is none."""
        ticket: dict[str, Any] = self.answer.get("ticket") or self.answer
        return str(ticket.get("number", ""))
