"""What stands on a ticket and in which order: a pure function from document to blocks.

Nothing for visitors is set below 24 dots (3 mm). The number comes first: if the paper ends
half-way, the visitor still has it. All is said in the visitor's own language; the site's, which
follows, is for whoever helps her, and says only what the ticket is for, how many are before it, and
how long: a long ticket is not read.
"""

from __future__ import annotations

from printer.drawing.blocks import (
    CALM,
    Banner,
    Block,
    Checkbox,
    Divider,
    Head,
    Number,
    Pair,
    Paragraph,
    Qr,
    Ruler,
    Space,
)
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

HANDWRITING = 72
"""Dots of white to write in, 9 mm."""


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
        Banner("ANNULÉ · VOID", 56),
        Paragraph(f"{clean(label)} — ce ticket n’est pas valable.", 26, "bold", align="center"),
        Paragraph("This ticket is not valid.", 24, align="center"),
        Space(8),
    ]


def _ticket(ticket: TicketDocument) -> list[Block]:
    first, *others = ticket.passages
    blocks: list[Block] = [Head(clean(ticket.site_name), ticket.logo), Space(14), Divider()]
    if ticket.copy_mark:
        blocks += [Space(16), Banner(clean(ticket.copy_mark), 44)]
    captions = " · ".join(dict.fromkeys(clean(p.your_number) for p in ticket.passages))
    blocks += [
        Space(14),
        Paragraph(captions, 26, direction=first.direction, align="center"),
        Space(10),
        Number(clean(ticket.number)),
        Space(16),
        *_whole(first),
    ]
    for passage in others:
        blocks += [Space(CALM - 4), Divider(inset=120), Space(CALM - 16), *_gist(passage)]
    return [*blocks, *_follow(ticket.follow_url, first), *_foot(ticket)]


def _whole(passage: Passage) -> list[Block]:
    side = passage.direction
    blocks: list[Block] = []
    if passage.service:
        blocks.append(Paragraph(clean(passage.service), 32, "bold", side, leading=4))
        blocks.append(Space(6))
    told = [clean(text) for text in (passage.ahead, passage.wait) if text]
    blocks += [Paragraph(text, 28, "bold", side) for text in told]
    if passage.place:
        blocks.append(Paragraph(clean(passage.place), 26, "regular", side))
    return blocks + _documents(passage)


def _documents(passage: Passage) -> list[Block]:
    if not passage.documents:
        return []
    blocks: list[Block] = [Space(12)]
    if passage.documents_title:
        blocks.append(Paragraph(clean(passage.documents_title), 28, "bold", passage.direction))
    blocks += [Checkbox(clean(item), 26, passage.direction) for item in passage.documents]
    return blocks


def _gist(passage: Passage) -> list[Block]:
    side = passage.direction
    service = [Paragraph(clean(passage.service), 25, "bold", side)] if passage.service else []
    told = [clean(text) for text in (passage.ahead, passage.wait) if text]
    return [*service, *(Paragraph(text, 25, "regular", side, leading=4) for text in told)]


def _follow(url: str, passage: Passage) -> list[Block]:
    beside = Paragraph(clean(passage.follow), 28, "bold", passage.direction)
    return [Space(CALM), Divider(), Space(4), Qr(url, (beside,)), Space(4), Divider()]


def _foot(ticket: TicketDocument) -> list[Block]:
    taken = clean(ticket.taken_at)
    return [
        Space(8),
        *_centred([ticket.passages[0].fairness]),
        *_centred([p.footer for p in ticket.passages]),
        Space(12),
        Paragraph(taken, 24, direction=direction_of(taken), align="center"),
        Space(4),
    ]


def _centred(sentences: list[str | None]) -> list[Block]:
    """Each once, small."""
    once = dict.fromkeys(clean(text) for text in sentences if text)
    return [
        Paragraph(text, 24, direction=direction_of(text), align="center", leading=4)
        for text in once
    ]


def _fallback(paper: FallbackDocument) -> list[Block]:
    blocks: list[Block] = [
        Head(clean(paper.site_name), paper.logo),
        Space(14),
        Divider(),
        Space(14),
        Paragraph(clean(paper.caption), 26, align="center"),
        Space(10),
        Number(clean(paper.number)),
        Space(16),
        Paragraph(clean(paper.sentences[0]), 30, "bold", align="center"),
    ]
    blocks += [Paragraph(clean(text), 26, align="center") for text in paper.sentences[1:]]
    for label in paper.blanks:
        blocks += [Space(CALM), Paragraph(clean(label), 26), Space(HANDWRITING), Divider()]
    return [*blocks, Space(12)]


def _page(page: LinesDocument) -> list[Block]:
    title = Paragraph(clean(page.title), 40, "bold", page.direction, "center")
    blocks: list[Block] = [title, Space(12), Divider(), Space(8)]
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
        return [Space(14), Ruler(), Paragraph(clean(line.text), 24, "regular", direction)]
    size, weight = _LINE_STYLE[line.weight]
    before: list[Block] = [Space(14)] if line.weight in ("title", "heading") else []
    if line.value is None:
        return [*before, Paragraph(clean(line.text), size, weight, direction)]
    return [*before, Pair(clean(line.text), clean(line.value), size, weight, direction)]
