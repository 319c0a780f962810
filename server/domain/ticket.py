"""A ticket and a counter as they stand at one moment: frozen values, replaced and never changed.

Named tuples, for every fact replaces one, in both folds of a day: a frozen dataclass of so many
fields takes some eight microseconds to be replaced, and this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from server.domain.lifecycle import CounterState, State

Outcome = Literal[
    "solved", "referred", "missing_document", "missing_information", "wrong_service", "other"
]
"""How a visit ended. Causes that lie in the organisation, never in the person."""

Printed = Literal["queued", "printed", "not_printed", "doubt", "unconfirmed", "off"]


REGRET = timedelta(minutes=10)

Place = tuple[datetime, datetime, int, str]
"""Due, arrival, rank, number: queues are sorted by it. A number entered late has its true place."""


class ToldWait(NamedTuple):
    """What the visitor was told when she came: minutes from then on."""

    low: int
    likely: int
    high: int
    counters: int
    """How many were open for her demand."""


def answered(remaining: tuple[str, ...], skills: frozenset[str]) -> tuple[str, ...]:
    """`Ticket.answered_by`, of what remains."""
    return tuple(service for service in remaining if service in skills) or remaining[:1]


class Ticket(NamedTuple):
    number: str
    services: tuple[str, ...]
    """Everything the visitor asked for, in the order asked."""
    language: str
    taken_at: datetime
    rank: int
    """Order among those who arrived in the same moment."""
    due: datetime
    """The earliest is called first."""
    promised: datetime
    """When the promise made with it falls due (`wait`)."""
    state: State = State.WAITING
    priority: bool = False
    needs: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    """Services already answered: the visit goes on for the others."""
    received: bool = False
    """An agent has already heard this visitor, who came back and must not queue again."""
    returned_at: datetime | None = None
    """When she last came back into the queue."""
    reserved_for: str | None = None
    """The counter it was transferred to; nobody else calls it."""
    away_until: datetime | None = None
    """The visitor said "I'll be late": not called before."""
    appointment: datetime | None = None
    counter: str | None = None
    first_called_at: datetime | None = None
    """Ends the wait that the promise was about."""
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    called_because: tuple[str, Mapping[str, str]] | None = None
    """The rule of the last call, and what its sentence is filled with."""
    recalls: int = 0
    """Since the last call."""
    outcome: Outcome | None = None
    notes: tuple[str, ...] = ()
    """References; the texts are personal and kept apart (GDPR art. 5)."""
    printed: Printed = "off"
    origin: str = ""
    told: ToldWait | None = None
    """None where nobody could tell: no counter was open for it."""
    booking: str | None = None
    """The id of the appointment it was taken with."""

    @property
    def remaining(self) -> tuple[str, ...]:
        """The services still to be answered."""
        if not self.done:
            return self.services
        return tuple(s for s in self.services if s not in self.done)

    def answered_by(self, skills: frozenset[str]) -> tuple[str, ...]:
        """What is done when an agent with these skills has finished; what she cannot answer stays.

        Sent to her as a favour, without the skill: what the visitor was sent for, which stands
        first.
        """
        return answered(self.remaining, skills)

    def is_away(self, now: datetime) -> bool:
        """By her own word."""
        return self.away_until is not None and self.away_until > now

    @property
    def returns_until(self) -> datetime | None:
        """How long she may take back the place that she gave up."""
        left = self.ended_at if self.state is State.LEFT else None
        return left + REGRET if left else None

    def may_return(self, now: datetime) -> bool:
        return self.returns_until is not None and now <= self.returns_until

    @property
    def place(self) -> Place:
        """Its place in every queue."""
        return (self.due, self.taken_at, self.rank, self.number)


class Seat(NamedTuple):
    """A counter in use: who holds it and whom she serves."""

    code: str
    state: CounterState = CounterState.CLOSED
    agent: str | None = None
    ticket: str | None = None
    since: datetime | None = None
