"""The form for a number printed in advance: as it was filled in, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from server.domain.day import Day
from server.domain.lifecycle import State


@dataclass(frozen=True, slots=True)
class Entered:
    """A paper that is now a ticket."""

    number: str
    arrived: datetime
    ahead: int | None
    """How many are called before it; None when it does not wait."""
    served: bool


@dataclass(frozen=True, slots=True)
class PaperForm:
    number: str = ""
    service: str = ""
    arrival: str = ""
    served: bool = False
    wrong: str = ""
    """The field to mend."""
    error: str = ""
    entered: Entered | None = None


EMPTY = PaperForm()


def form_after(day: Day, number: str) -> PaperForm:
    """An empty form, ready for the next one, that tells of the last."""
    ticket = day.tickets.get(number)
    if ticket is None:
        return EMPTY
    ahead = day.queues.ahead(ticket) if ticket.state is State.WAITING else None
    return PaperForm(entered=Entered(number, ticket.taken_at, ahead, ticket.state is State.SERVED))
