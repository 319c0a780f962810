"""What stands on a ticket and in which order: a pure function from document to blocks.

Sizes are em heights in dots; eight dots are a millimetre. Nothing for visitors is set below
24 dots (3 mm). The number comes first: if the paper ends half-way, the visitor still has it.
All is said in the visitor's own language; the site's, which follows, is for whoever helps her, and
says only what the ticket is for, how many are before it, and how long: a long ticket is not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from printer.drawing.fonts import Weight
from printer.drawing.legible import legible_line, legible_ticket
from printer.drawing.text import clean
from printer.drawing.typeset import Direction, direction_of
from server.protocol.printing import (
    Document,
    FallbackDocument,
    Line,
    LinesDocument,
    Passage,
    TicketDocument,
)

Align = Literal["start", "center"]
CALM = 24
"""Dots of white between two thoughts."""
HANDWRITING = 72
"""Dots of white to write in, 9 mm."""


@dataclass(frozen=True)
class Words:
    text: str
    size: int
    weight: Weight = "regular"
    direction: Direction = "ltr"
    align: Align = "start"
    leading: int = 6
    """Dots of white above."""


@dataclass(frozen=True)
class Number:
    """The label, as high as the paper's width allows."""

    label: str


@dataclass(frozen=True)
class Rule:
    dots: int = 2
    inset: int = 0


@dataclass(frozen=True)
class Space:
    dots: int


@dataclass(frozen=True)
class Checkbox:
    text: str
    size: int
    direction: Direction = "ltr"


@dataclass(frozen=True)
class Band:
    """White on black across the paper: cannot be overlooked."""

    text: str
    size: int


@dataclass(frozen=True)
class Pair:
    text: str
    value: str
    size: int
    weight: Weight = "regular"
    direction: Direction = "ltr"


@dataclass(frozen=True)
class Qr:
    url: str
    beside: tuple[Words, ...]


@dataclass(frozen=True)
class Ruler:
    """Millimetres across the paper, and the settings it was drawn with: shows a wrong profile."""


@dataclass(frozen=True)
class Head:
    """Whose ticket it is: the logo beside the name, or the name alone."""

    name: str
    logo: str | None
    size: int = 30


Block = Words | Number | Rule | Space | Checkbox | Band | Pair | Qr | Ruler | Head


def layout(document: Document) -> list[Block]:
    if isinstance(document, TicketDocument):
        return _ticket(legible_ticket(document))
    if isinstance(document, FallbackDocument):
        return _fallback(document)
    return _page(document)


def void_notice(label: str) -> list[Block]:
    """Printed under a ticket whose fate is unknown, so that nobody waits with it."""
    return [
        Space(8),
        Band("ANNULÉ · VOID", 56),
        Words(f"{clean(label)} — ce ticket n’est pas valable.", 26, "bold", align="center"),
        Words("This ticket is not valid.", 24, align="center"),
        Space(8),
    ]


def _ticket(ticket: TicketDocument) -> list[Block]:
    first, *others = ticket.passages
    blocks: list[Block] = [Head(clean(ticket.site_name), ticket.logo), Space(14), Rule()]
    if ticket.copy_mark:
        blocks += [Space(16), Band(clean(ticket.copy_mark), 44)]
    captions = " · ".join(dict.fromkeys(clean(p.your_number) for p in ticket.passages))
    blocks += [
        Space(14),
        Words(captions, 26, direction=first.direction, align="center"),
        Space(10),
        Number(clean(ticket.number)),
        Space(16),
        *_whole(first),
    ]
    for passage in others:
        blocks += [Space(CALM - 4), Rule(inset=120), Space(CALM - 16), *_gist(passage)]
    return [*blocks, *_follow(ticket.follow_url, first), *_foot(ticket)]


def _whole(passage: Passage) -> list[Block]:
    side = passage.direction
    blocks: list[Block] = []
    if passage.service:
        blocks.append(Words(clean(passage.service), 32, "bold", side, leading=4))
        blocks.append(Space(6))
    told = [clean(text) for text in (passage.ahead, passage.wait) if text]
    blocks += [Words(text, 28, "bold", side) for text in told]
    if passage.place:
        blocks.append(Words(clean(passage.place), 26, "regular", side))
    return blocks + _documents(passage)


def _documents(passage: Passage) -> list[Block]:
    if not passage.documents:
        return []
    blocks: list[Block] = [Space(12)]
    if passage.documents_title:
        blocks.append(Words(clean(passage.documents_title), 28, "bold", passage.direction))
    blocks += [Checkbox(clean(item), 26, passage.direction) for item in passage.documents]
    return blocks


def _gist(passage: Passage) -> list[Block]:
    side = passage.direction
    service = [Words(clean(passage.service), 25, "bold", side)] if passage.service else []
    told = [clean(text) for text in (passage.ahead, passage.wait) if text]
    return [*service, *(Words(text, 25, "regular", side, leading=4) for text in told)]


def _follow(url: str, passage: Passage) -> list[Block]:
    beside = Words(clean(passage.follow), 28, "bold", passage.direction)
    return [Space(CALM), Rule(), Space(4), Qr(url, (beside,)), Space(4), Rule()]


def _foot(ticket: TicketDocument) -> list[Block]:
    taken = clean(ticket.taken_at)
    return [
        Space(8),
        *_centred([ticket.passages[0].fairness]),
        *_centred([p.footer for p in ticket.passages]),
        Space(12),
        Words(taken, 24, direction=direction_of(taken), align="center"),
        Space(4),
    ]


def _centred(sentences: list[str | None]) -> list[Block]:
    """Each once, small."""
    once = dict.fromkeys(clean(text) for text in sentences if text)
    return [
        Words(text, 24, direction=direction_of(text), align="center", leading=4) for text in once
    ]


def _fallback(paper: FallbackDocument) -> list[Block]:
    blocks: list[Block] = [
        Head(clean(paper.site_name), paper.logo),
        Space(14),
        Rule(),
        Space(14),
        Words(clean(paper.caption), 26, align="center"),
        Space(10),
        Number(clean(paper.number)),
        Space(16),
        Words(clean(paper.sentences[0]), 30, "bold", align="center"),
    ]
    blocks += [Words(clean(text), 26, align="center") for text in paper.sentences[1:]]
    for label in paper.blanks:
        blocks += [Space(CALM), Words(clean(label), 26), Space(HANDWRITING), Rule()]
    return [*blocks, Space(12)]


def _page(page: LinesDocument) -> list[Block]:
    title = Words(clean(page.title), 40, "bold", page.direction, "center")
    blocks: list[Block] = [title, Space(12), Rule(), Space(8)]
    for line in page.lines:
        blocks += _line(legible_line(line), page.direction)
    return blocks


_LINE_STYLE: dict[str, tuple[int, Weight]] = {
    "title": (40, "bold"),
    "heading": (32, "bold"),
    "text": (28, "regular"),
    "small": (24, "regular"),
}


def _line(line: Line, direction: Direction) -> list[Block]:
    if line.weight == "ruler":
        return [Space(14), Ruler(), Words(clean(line.text), 24, "regular", direction)]
    size, weight = _LINE_STYLE[line.weight]
    before: list[Block] = [Space(14)] if line.weight in ("title", "heading") else []
    if line.value is None:
        return [*before, Words(clean(line.text), size, weight, direction)]
    return [*before, Pair(clean(line.text), clean(line.value), size, weight, direction)]
