"""Nothing but letters that can be drawn: on paper a box says nothing, and costs trust."""

from __future__ import annotations

from printer.drawing.fonts import missing_glyphs
from printer.drawing.text import clean
from server.protocol.printing import Line, Passage, TicketDocument


def legible_ticket(ticket: TicketDocument) -> TicketDocument:
    """Without the passages whose letters no face here holds; French stays."""
    drawn = [passage for passage in ticket.passages if is_legible(_words(passage))]
    taken_at = legible_words(ticket.taken_at).strip(" –")
    return ticket.model_copy(update={"passages": drawn or ticket.passages, "taken_at": taken_at})


def legible_line(line: Line) -> Line:
    value = None if line.value is None else legible_words(line.value)
    return line.model_copy(update={"text": legible_words(line.text), "value": value})


def legible_words(text: str) -> str:
    """Word by word: of a Chinese date and an hour, the hour."""
    return " ".join(word for word in clean(text).split(" ") if is_legible(word))


def is_legible(text: str) -> bool:
    return not missing_glyphs(clean(text))


def _words(passage: Passage) -> str:
    facts = passage.model_dump(exclude={"language", "direction", "documents"})
    return " ".join([*(str(told) for told in facts.values() if told), *passage.documents])
