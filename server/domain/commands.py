"""What people and machines ask for. `rules.decide` says yes, with facts, or no, with a reason.

A command says only what was asked, so that a repeat is recognised by its fields. What the server
adds of its own knowledge, such as the printer that answers now, is in the rules' scene.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from server.domain.lifecycle import Action, Actor
from server.domain.ticket import Outcome


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks."""

    name: str
    """A login, a device's name, or "visitor"."""
    kind: Actor

    @property
    def in_charge(self) -> bool:
        return self.kind is Actor.MANAGER


@dataclass(frozen=True, slots=True)
class TakeTicket:
    services: tuple[str, ...]
    language: str = "fr"
    priority: bool = False
    needs: tuple[str, ...] = ()
    appointment: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Somebody with an appointment is at the door."""

    booking: str
    """The appointment's id."""
    services: tuple[str, ...]
    appointment: datetime
    language: str = "fr"
    priority: bool = False
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnterPaper:
    """A number printed in advance, given by hand while the system was down."""

    number: str
    services: tuple[str, ...]
    language: str = "fr"
    priority: bool = False
    needs: tuple[str, ...] = ()
    appointment: datetime | None = None
    taken_at: datetime | None = None
    served: bool = False


@dataclass(frozen=True, slots=True)
class CallNext:
    counter: str
    finish: Outcome | None = None
    """Finish who is at the counter first, in the same breath."""


@dataclass(frozen=True, slots=True)
class MoveTicket:
    """One action on one ticket; `lifecycle.MOVES` says when it is allowed."""

    number: str
    action: Action
    counter: str | None = None
    service: str | None = None
    outcome: Outcome = "solved"
    note: str | None = None
    """The reference of a note kept apart."""
    priority: bool = True
    minutes: int = 10


@dataclass(frozen=True, slots=True)
class OpenCounter:
    counter: str


@dataclass(frozen=True, slots=True)
class PauseCounter:
    counter: str


@dataclass(frozen=True, slots=True)
class CloseCounter:
    counter: str


@dataclass(frozen=True, slots=True)
class ReportPrint:
    job: str
    result: str
    reason: str | None = None


PageKind = Literal["test", "report"]


@dataclass(frozen=True, slots=True)
class PrintPage:
    """Paper for the staff, that belongs to no ticket."""

    kind: PageKind


@dataclass(frozen=True, slots=True)
class PrintFallback:
    """Numbers printed in advance."""

    count: int


@dataclass(frozen=True, slots=True)
class AskHelp:
    place: str


@dataclass(frozen=True, slots=True)
class AskHelpAt:
    """As it was pressed: which name the counter has is for the rule to look up."""

    counter: str


@dataclass(frozen=True, slots=True)
class AnswerHelp:
    place: str


@dataclass(frozen=True, slots=True)
class InterruptService:
    """Nobody is called for it from when to when; one that was planned before is replaced."""

    service: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class ResumeService:
    service: str


@dataclass(frozen=True, slots=True)
class CloseDay:
    pass


Command = (
    TakeTicket
    | CheckIn
    | EnterPaper
    | CallNext
    | MoveTicket
    | OpenCounter
    | PauseCounter
    | CloseCounter
    | ReportPrint
    | PrintPage
    | PrintFallback
    | AskHelp
    | AskHelpAt
    | AnswerHelp
    | InterruptService
    | ResumeService
    | CloseDay
)
