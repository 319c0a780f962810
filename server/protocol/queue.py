"""Tickets, counters, reasons and refusals as HTTP carries them (contract, section 3)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from server.protocol.brought import as_typed, cleaned
from server.protocol.described import Described
from server.protocol.given import (
    AgentLogin,
    At,
    CounterCode,
    Given,
    ServiceCode,
    SiteSlug,
    TicketNumber,
)
from server.protocol.sent import OurTime, Sent, Short

Outcome = Literal[
    "solved", "referred", "missing_document", "missing_information", "wrong_service", "other"
]
TicketState = Literal[
    "waiting", "called", "serving", "parked", "served", "absent", "left", "cancelled"
]
PaperState = Literal["off", "queued", "printed", "unconfirmed", "doubt", "not_printed"]


class EstimateView(Described, frozen=True):
    """Minutes from now, whole, low <= likely <= high."""

    low: int = Field(examples=[8])
    """Hardly sooner."""
    likely: int = Field(examples=[12])
    """As many wait longer as wait less."""
    high: int = Field(examples=[19])
    """Hardly later."""


class TicketView(Given):
    """A ticket as it stands."""

    number: TicketNumber
    """What the visitor is called by, today."""
    services: list[ServiceCode]
    """Everything asked for, in the order asked."""
    state: TicketState
    """Where the visit stands."""
    priority: bool
    """A priority card was shown; never why."""
    needs: list[str] = Field(examples=[["sign_language"]])
    """Words for the agent."""
    language: str = Field(examples=["fr"])
    """The visitor's."""
    taken_at: At
    """When it was taken, or when its holder arrived."""
    called_at: datetime | None = Field(examples=[None])
    """Null until it is called."""
    started_at: datetime | None = Field(examples=[None])
    """Null until the visitor is received."""
    ended_at: datetime | None = Field(examples=[None])
    """Null while the visit is not over."""
    counter: str | None = Field(examples=[None])
    """The counter it is called to; null while it is at none."""
    people_ahead: int = Field(examples=[3])
    """How many are called before it for the same service; of several, the shortest queue."""
    estimate: EstimateView | None
    """Null when it does not wait, or when nobody at a counter answers the service."""
    printed: PaperState
    """What became of the paper: `off` (no printer), `unconfirmed` (sent to a printer that never
    answers), `doubt` (it may have come out)."""
    outcome: str | None = Field(examples=[None])
    """How the visit ended: the word given to `finish`."""


class TakenTicket(TicketView):
    """A ticket just taken, with the visitor's secret."""

    token: str = Field(examples=["EbiaB_TLx2HzgKKgHtQjB9"])
    """Opens this ticket and nothing else, until the day is over."""
    follow_url: str = Field(examples=["http://127.0.0.1:8000/t/EbiaB_TLx2HzgKKgHtQjB9"])
    """What the QR code on the paper says."""


class ReasonView(Given):
    """Why this person next: the rule, and a sentence that can be read out."""

    rule: str = Field(examples=["next_due"])
    """Stable, for programs."""
    text: str = Field(
        examples=["next to reach its promised time among the services this counter answers"]
    )
    """In the language of the request."""


class WhyView(Given):
    """Why a ticket stands where it does, or was called."""

    rule: str = Field(examples=["next_due"])
    """Stable, for programs."""
    text: str = Field(
        examples=["next to reach its promised time among the services this counter answers"]
    )
    """For the agent, in the language of the request."""
    visitor_text: str = Field(
        examples=[
            "Numbers are called by the wait announced for each request: whoever reaches it first "
            "comes first."
        ]
    )
    """For the visitor, in the language of the ticket."""
    facts: dict[str, str] = Field(examples=[{}])
    """What the rule looked at, where the sentence names it: `run`, the priority calls in a row;
    `left`, the number that a colleague can receive."""


class MovedTicket(TicketView, json_schema_serialization_defaults_required=False):
    """The ticket after an action."""

    reason: ReasonView | None = None
    """Only when the action called it (`call`, `resume`)."""


class CalledTicket(Given):
    """Whom to receive now, and why this person."""

    ticket: TicketView
    """The ticket, called to this counter."""
    reason: ReasonView
    """To be shown to the agent; it may be read out."""


class QueuePlace(Given):
    """One who waits."""

    ticket: TicketView
    """Who."""
    reason: ReasonView
    """Why at this place of the order."""


class QueueView(Given):
    """Everybody who waits."""

    site: SiteSlug
    """The site's slug."""
    seq: int = Field(examples=[118])
    """The last fact behind this picture: it grows within a day."""
    tickets: list[QueuePlace]
    """In the order in which they will be called."""


class CounterView(Given):
    """A counter as it stands."""

    code: CounterCode
    """As in the site file."""
    name: str = Field(examples=["Guichet 1"])
    """As visitors read it."""
    state: Literal["closed", "open", "paused"] = Field(examples=["open"])
    """A paused counter is held by its agent; nobody is called to it."""
    agent: AgentLogin | None
    """The login of who holds it."""
    ticket: str | None = Field(examples=[None])
    """The number of who is there, or is expected."""


class TakeRequest(Sent, extra="forbid"):
    """What the visitor came for."""

    services: list[Short] = Field(default_factory=list, max_length=8, examples=[["identity"]])
    """Their codes, the first demand first: its letter is the number's. At least one, but with
    `appointment_code`: then they are the appointment's."""
    language: str = Field(default="fr", max_length=16, examples=["fr"])
    """In which the visitor is spoken to: one of the site's."""
    priority: bool = False
    """Holds a priority card."""
    needs: list[Short] = Field(default_factory=list, max_length=8)
    """Words for the agent, as in `sign_language`."""
    appointment: OurTime | None = None
    """The hour agreed on."""
    appointment_code: str | None = Field(default=None, max_length=64)
    """Of the letter, as it was typed or scanned: its holder checks in."""
    number: str | None = Field(default=None, min_length=1, max_length=16)
    """Printed in advance, given while the system was down, and entered now by staff."""
    taken_at: OurTime | None = None
    """When its holder arrived; now, when nobody noted it."""
    served: bool = False
    """Its holder has been received meanwhile."""


class NextRequest(Described, extra="forbid"):
    """Empty, or how the visit at this counter ended."""

    finish: Outcome | None = Field(default=None, examples=["solved"])
    """Finish who is at the counter with this outcome, and call, in one breath."""


Remark = Annotated[str, AfterValidator(cleaned)]
"""Said to a colleague, on one line, without what nobody sees."""


class ActionRequest(Sent, extra="forbid"):
    """The body of any action; each reads what concerns it."""

    counter: str | None = Field(default=None, max_length=64)
    """`call`, `resume`: to which counter; one's own when absent. `transfer`: kept for this one."""
    service: str | None = Field(default=None, max_length=64)
    """`transfer`: to this service. `add-service`: this one more."""
    outcome: Outcome = "solved"
    """`finish`: how the visit ended."""
    note: Remark | None = Field(default=None, max_length=1000)
    """`transfer`: words that go along."""
    text: Remark | None = Field(default=None, max_length=1000)
    """`note`: words for colleagues, erased when the day ends."""
    priority: bool = True
    """`priority`: a card was shown; false takes it back."""


class LaterRequest(Described, extra="forbid"):
    """How much later."""

    minutes: int = Field(default=10, ge=1, le=60, examples=[15])
    """From now."""


class SignIn(Sent, extra="forbid"):
    """Who wants to work."""

    login: Annotated[str, AfterValidator(as_typed)] = Field(max_length=120, examples=["agent1"])
    """As given to `suivant user add`."""
    password: Annotated[str, AfterValidator(cleaned)] = Field(
        max_length=1000, examples=["a long enough password"]
    )
    """Ten wrong ones in five minutes, and the login has to wait."""


class SignedIn(Given):
    """Who is signed in."""

    login: AgentLogin
    """The name of the account."""
    name: str = Field(examples=["Nadia"])
    """The name that colleagues use."""
    role: Literal["agent", "manager", "admin"] = Field(examples=["agent"])
    """What she may do."""
    site: SiteSlug
    """Where; an administrator belongs to every site."""


class Problem(Described):
    """Why not (RFC 9457)."""

    type: str = "about:blank"
    """Always this: the code says which problem it is."""
    title: str
    """The sentence."""
    status: int
    """The HTTP status once more."""
    detail: str
    """A sentence for a person, in the language of the request."""
    code: str
    """Stable, for programs."""
