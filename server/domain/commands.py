"""What people and machines ask for. `rules.decide` says yes, with facts, or no, with a reason.

A repeat is recognised by what the command shows of itself (`repr`). What the server adds of its own
knowledge, such as the printer that answers now, may differ by then: it is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from server.domain.lifecycle import Action
from server.domain.ticket import Outcome


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: a login, a device's name, or "visitor"."""

    name: str
    staff: bool = False
    in_charge: bool = False
    """A manager: may act on a ticket that is at somebody else's counter."""


@dataclass(frozen=True, slots=True)
class TakeTicket:
    services: tuple[str, ...]
    language: str = "fr"
    priority: bool = False
    needs: tuple[str, ...] = ()
    appointment: datetime | None = None
    printer: str | None = field(default=None, repr=False)
    printer_absent: bool = field(default=False, repr=False)
    """The printer is known not to answer: its paper would come out when the visitor is gone."""


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
    printer: str | None = field(default=None, repr=False)
    printer_absent: bool = field(default=False, repr=False)


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
    printer: str = field(repr=False)
    printer_absent: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class PrintFallback:
    """Numbers for the drawer."""

    count: int
    printer: str = field(repr=False)
    day: date = field(repr=False)
    after: str | None = field(repr=False)
    """The last number printed before that day, which the day itself does not know."""
    printer_absent: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class AskHelp:
    place: str


@dataclass(frozen=True, slots=True)
class AnswerHelp:
    place: str


@dataclass(frozen=True, slots=True)
class CloseDay:
    pass


Command = (
    TakeTicket
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
    | AnswerHelp
    | CloseDay
)
