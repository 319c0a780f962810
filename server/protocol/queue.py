"""Tickets, reasons and pictures as HTTP and WebSocket carry them (contract, sections 3 and 5)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from server.protocol.brought import as_typed, cleaned
from server.protocol.sent import Sent

Outcome = Literal[
    "solved", "referred", "missing_document", "missing_information", "wrong_service", "other"
]


class EstimateView(BaseModel, frozen=True):
    """Minutes, whole, low <= likely <= high."""

    low: int
    likely: int
    high: int


class TicketView(BaseModel):
    number: str
    services: list[str]
    state: str
    priority: bool
    needs: list[str]
    language: str
    taken_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    counter: str | None
    people_ahead: int
    estimate: EstimateView | None
    printed: str
    outcome: str | None = None


class TakenTicket(TicketView):
    """A ticket just taken, with the visitor's secret."""

    token: str
    follow_url: str


class ReasonView(BaseModel):
    """Why this person next: the rule, and a sentence that can be read out."""

    rule: str
    text: str


class CalledTicket(BaseModel):
    ticket: TicketView
    reason: ReasonView


class QueuePlace(BaseModel):
    ticket: TicketView
    reason: ReasonView


class QueueView(BaseModel):
    site: str
    seq: int
    tickets: list[QueuePlace]


class CounterView(BaseModel):
    code: str
    name: str
    state: Literal["closed", "open", "paused"]
    agent: str | None
    ticket: str | None


class ServiceView(BaseModel):
    code: str
    name: str
    open: bool
    waiting: int
    estimate: EstimateView | None


class SiteView(BaseModel):
    slug: str
    name: str
    open: bool
    until: datetime | None
    next_opening: datetime | None
    services: list[ServiceView]


class BoardCall(BaseModel):
    number: str
    counter: str
    counter_name: str
    at: datetime
    announcement: str


class BoardService(BaseModel):
    service: str
    name: str
    count: int
    estimate: EstimateView | None


class BoardPicture(BaseModel):
    """What the waiting room may know: numbers, counters and how many wait; never a name."""

    open: bool
    calls: list[BoardCall]
    waiting: list[BoardService]
    messages: list[str]


class FactView(BaseModel):
    seq: int
    at: datetime
    actor: str
    kind: str
    body: dict[str, Any]


class JournalView(BaseModel):
    site: str
    day: str
    events: list[FactView]


class TakeRequest(Sent, extra="forbid"):
    services: list[str] = Field(min_length=1, max_length=8)
    language: str = Field(default="fr", max_length=16)
    priority: bool = False
    needs: list[str] = Field(default_factory=list, max_length=8)
    appointment: AwareDatetime | None = None
    number: str | None = Field(default=None, min_length=1, max_length=16)
    """Printed in advance, given while the system was down, and entered now by staff."""
    taken_at: AwareDatetime | None = None
    """When its holder arrived; now, when nobody noted it."""
    served: bool = False
    """Its holder has been received meanwhile."""


class NextRequest(BaseModel):
    model_config = {"extra": "forbid"}

    finish: Outcome | None = None
    """Finish who is at the counter with this outcome, and call, in one breath."""


class ActionRequest(Sent, extra="forbid"):
    """The body of any action; each reads what concerns it."""

    counter: str | None = Field(default=None, max_length=64)
    service: str | None = Field(default=None, max_length=64)
    outcome: Outcome = "solved"
    note: str | None = Field(default=None, max_length=1000)
    text: str | None = Field(default=None, max_length=1000)
    priority: bool = True


class LaterRequest(BaseModel):
    model_config = {"extra": "forbid"}

    minutes: int = Field(default=10, ge=1, le=60)


class SignIn(Sent, extra="forbid"):
    login: Annotated[str, AfterValidator(as_typed)] = Field(max_length=120)
    password: Annotated[str, AfterValidator(cleaned)] = Field(max_length=1000)


class Problem(BaseModel):
    """RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
