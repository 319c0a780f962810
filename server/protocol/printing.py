"""Print jobs, their documents and the printer agent's answers, as they cross `/ws/printer`.

The server composes every sentence (the catalogue lives there); the agent only lays out and prints.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from server.protocol.given import Given
from server.protocol.sent import Reason, Sent

PrintResult = Literal["printed", "not_printed", "doubt", "unconfirmed"]
JobKind = Literal["ticket", "duplicate", "test", "report", "fallback"]
PaperLevel = Literal["ok", "near_end", "out", "unknown"]
Cover = Literal["closed", "open", "unknown"]


class Passage(BaseModel):
    """The ticket's words in one language, ready to print."""

    language: str
    direction: Literal["ltr", "rtl"] = "ltr"
    your_number: str
    service: str | None = None
    """Absent when the service is confidential: a label can tell a social situation."""
    ahead: str
    """Empty, like `place`, on a copy for somebody who does not wait any more. Never absent: an
    older agent asks for both."""
    wait: str | None = None
    place: str
    documents_title: str | None = None
    documents: list[str] = []
    follow: str
    """What the QR code is for, written beside it."""
    fairness: str | None = None
    footer: str | None = None
    """The town's own words, last."""


class TicketDocument(BaseModel):
    """A ticket. `passages`: the visitor's language first, then the site's own if it differs."""

    type: Literal["ticket"] = "ticket"
    site_name: str
    logo: str | None = None
    """PNG, base64: as it is drawn, and as older servers sent it."""
    crest: str | None = None
    """The SHA-256 of that picture, which the agent fetches once (`/api/v1/crests/…`)."""
    number: str
    taken_at: str
    """Local date and hour, already in words."""
    passages: list[Passage]
    follow_url: str
    copy_mark: str | None = None
    """"DUPLICATA": a staff reprint says so, so that two papers never look like two places."""


class Line(BaseModel):
    text: str
    weight: Literal["title", "heading", "text", "small", "ruler"] = "text"
    """`ruler`: a scale in millimetres across the paper, the agent's own settings, then the text."""
    value: str | None = None
    """Set at the far end of the same line: a small two-column table."""


class LinesDocument(BaseModel):
    """A plain page: a test ticket, a day report."""

    type: Literal["lines"] = "lines"
    language: str = "fr"
    direction: Literal["ltr", "rtl"] = "ltr"
    title: str
    lines: list[Line] = []


class FallbackDocument(BaseModel):
    """A number printed in advance, for the hours when the system is down."""

    type: Literal["fallback"] = "fallback"
    site_name: str
    logo: str | None = None
    """PNG, base64: as it is drawn, and as older servers sent it."""
    crest: str | None = None
    """The SHA-256 of that picture, which the agent fetches once (`/api/v1/crests/…`)."""
    caption: str
    number: str
    sentences: list[str]
    """What its holder is told, one line a language."""
    blanks: list[str]
    """What is written on it by hand: the labels of empty lines."""


Document = Annotated[TicketDocument | LinesDocument | FallbackDocument, Field(discriminator="type")]


class PrintOrder(BaseModel):
    """A job as its printer gets it."""

    id: str
    """Unique for ever; a printer that knows it answers again and never prints again."""
    number: str
    kind: JobKind
    document: Document
    expires_at: datetime | None = None
    """Past it a job not yet begun is `not_printed` (`expired`): nobody is at the kiosk any more."""


PageKind = Literal["test", "report"]


class PrintsRequest(Sent):
    """Paper for the staff. Without a printer's name: the first that answers."""

    kind: PageKind | Literal["fallback"] = Field(examples=["report"])
    """`test`: a test ticket. `report`: the day in figures. `fallback`: numbers in advance."""
    printer: str | None = Field(None, min_length=1, max_length=200)
    """One of the site's, by its name."""
    count: int = 20
    """`fallback`: how many numbers, 1 to 50."""


class PageView(Given):
    """What became of the wish. `not_printed`: the printer does not answer, and no job waits."""

    job: str = Field(examples=["mairie-2026-11-24-report-1-5f0c21d9a7e4"])
    """The job's name in the journal."""
    kind: PageKind = Field(examples=["report"])
    """As asked."""
    printer: str = Field(examples=["imprimante-hall"])
    """Which one."""
    printed: str = Field(examples=["queued"])
    """`queued` or `not_printed`."""


class FallbackView(Given):
    """The numbers that will come out; each is a job of its own."""

    kind: Literal["fallback"] = "fallback"
    """As asked."""
    printer: str = Field(examples=["imprimante-hall"])
    """Which one."""
    count: int = Field(examples=[20])
    """How many."""
    first: str = Field(examples=["X021"])
    """The first of them."""
    last: str = Field(examples=["X040"])
    """The last; after X999 comes X001."""


class PrinterPicture(BaseModel):
    """The printer's picture: the jobs that are not settled, in the order to print. Of a long queue
    the first few: the next ones come as these are settled."""

    jobs: list[PrintOrder] = []
    crest: str | None = None
    """The picture that tickets will have, to be fetched before the first visitor comes."""


class PrinterFrame(BaseModel):
    """What the server sends. A heartbeat has no `data`."""

    view: Literal["printer"] = "printer"
    seq: int
    at: datetime
    data: PrinterPicture | None = None


class JobReport(Sent):
    """What the agent says of one job, repeated until the job leaves the picture."""

    job: Annotated[str, Field(max_length=500)]
    result: PrintResult
    reason: Reason | None = None
    """`paper_out`, `cover_open`, `offline`, `cutter`, `expired`, … when there is one to tell."""


class PrinterStatus(Sent):
    online: bool
    paper: PaperLevel = "unknown"
    cover: Cover = "unknown"
    error: Reason | None = None
    remaining: int | None = Field(None, ge=0, le=1_000_000)
    """Tickets left on the roll, estimated."""


class StatusReport(BaseModel):
    """On each change; and again at each of the server's heartbeats, if it `beats`."""

    status: PrinterStatus
    beats: bool = False
    """Silence then means that the agent's machine is gone. Older agents do not say so."""
