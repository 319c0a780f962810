"""The facts of a day, in the past tense, as the journal keeps them.

A fact is never changed once written. To change its shape, add a field with a default, or a new
kind; the old kind stays readable for ever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.ticket import Outcome, Printed, ToldWait


@dataclass(frozen=True, slots=True)
class TicketTaken:
    number: str
    services: tuple[str, ...]
    language: str
    due: datetime
    priority: bool = False
    needs: tuple[str, ...] = ()
    appointment: datetime | None = None
    origin: str = ""
    printed: Printed = "off"
    """`not_printed` when the printer was known not to answer: then there is no job at all."""
    arrived: datetime | None = None
    """Earlier than this fact: a number printed in advance, entered once the system was back."""
    served: bool = False
    """Already received while the system was down; nobody knows any more where and until when."""
    promised: datetime | None = None
    """When the promise falls due, where that is not when the ticket is due."""
    told: ToldWait | None = None
    foreseen: tuple[int, ...] = ()
    """Low, likely and high, in minutes, before anything learned: what the night learns from."""
    booking: str | None = None
    """The id of the appointment it was taken with."""


BY_HAND = "chosen"
"""The rule of a call that an agent chose herself: somebody out of order, or a visit resumed."""


@dataclass(frozen=True, slots=True)
class TicketCalled:
    number: str
    counter: str
    agent: str
    rule: str
    """Why this person next: the rule that chose (`policy`)."""
    facts: dict[str, str] = field(default_factory=dict)
    """What the reason's sentence is filled with."""


@dataclass(frozen=True, slots=True)
class TicketRecalled:
    number: str
    counter: str


@dataclass(frozen=True, slots=True)
class ServiceStarted:
    number: str
    counter: str


@dataclass(frozen=True, slots=True)
class ServiceFinished:
    number: str
    counter: str
    outcome: Outcome
    services: tuple[str, ...]
    """What was answered at this counter; the visit ends when nothing remains."""


@dataclass(frozen=True, slots=True)
class VisitorAbsent:
    number: str
    counter: str


@dataclass(frozen=True, slots=True)
class TicketParked:
    number: str
    counter: str


@dataclass(frozen=True, slots=True)
class TicketTransferred:
    number: str
    services: tuple[str, ...]
    """All the ticket's services after the transfer."""
    due: datetime
    counter: str | None = None
    """The counter it is kept for, when it goes to a colleague."""
    again: str | None = None
    """The service that is asked for once more, though it was answered before."""


@dataclass(frozen=True, slots=True)
class ServiceAdded:
    number: str
    service: str


@dataclass(frozen=True, slots=True)
class TicketRequeued:
    number: str


@dataclass(frozen=True, slots=True)
class TicketCancelled:
    number: str


@dataclass(frozen=True, slots=True)
class PrioritySet:
    number: str
    priority: bool
    due: datetime


@dataclass(frozen=True, slots=True)
class NoteAdded:
    number: str
    note: str


@dataclass(frozen=True, slots=True)
class TicketLeft:
    number: str


@dataclass(frozen=True, slots=True)
class TicketPostponed:
    number: str
    until: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class TicketNotServed:
    """Still open when the day was closed."""

    number: str


@dataclass(frozen=True, slots=True)
class CounterOpened:
    counter: str
    agent: str


@dataclass(frozen=True, slots=True)
class CounterPaused:
    counter: str
    agent: str


@dataclass(frozen=True, slots=True)
class CounterClosed:
    counter: str
    agent: str


@dataclass(frozen=True, slots=True)
class NobodyToCall:
    """An agent called and nobody waited for her: remembered so that a repeat is answered alike."""

    counter: str


@dataclass(frozen=True, slots=True)
class PrintRequested:
    job: str
    number: str
    """Empty for a page that belongs to no ticket."""
    kind: str
    printer: str


@dataclass(frozen=True, slots=True)
class FallbackRequested:
    """A number printed in advance: paper to be given by hand, no ticket yet."""

    job: str
    number: str
    printer: str


@dataclass(frozen=True, slots=True)
class PrintReported:
    job: str
    result: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class HelpAsked:
    place: str
    """The kiosk or counter somebody stands at."""


@dataclass(frozen=True, slots=True)
class HelpAnswered:
    place: str
    by: str


@dataclass(frozen=True, slots=True)
class ServiceInterrupted:
    """Planned for today, or beginning now."""

    service: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class InterruptionEnded:
    """Before its time, or before it began."""

    service: str


@dataclass(frozen=True, slots=True)
class DayClosed:
    pass


Event = (
    TicketTaken
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | VisitorAbsent
    | TicketParked
    | TicketTransferred
    | ServiceAdded
    | TicketRequeued
    | TicketCancelled
    | PrioritySet
    | NoteAdded
    | TicketLeft
    | TicketPostponed
    | TicketNotServed
    | CounterOpened
    | CounterPaused
    | CounterClosed
    | NobodyToCall
    | PrintRequested
    | FallbackRequested
    | PrintReported
    | HelpAsked
    | HelpAnswered
    | ServiceInterrupted
    | InterruptionEnded
    | DayClosed
)


_WORD = re.compile(r"(?<!^)(?=[A-Z])")
KINDS: dict[str, type[Event]] = {_WORD.sub("_", t.__name__).lower(): t for t in Event.__args__}
"""The journal's name of each kind: `ticket_taken`, `ticket_called`, …"""
NAMES: dict[type[Event], str] = {t: name for name, t in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Fact:
    """An event with its place in the journal."""

    seq: int
    at: datetime
    actor: str
    event: Event
    key: str | None = None
    fingerprint: str | None = None
    """Of the command that the key was first used for."""
