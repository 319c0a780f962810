"""The full reason of one line, on demand: for the agent, and as it can be read to the visitor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server.application.sight import Sight
from server.domain.policy import order, reach_of
from server.rim.asker import Asker
from server.rim.why import reason_of, ticket_at
from server.rim.words import why_view
from server.texts.catalogue import LANGUAGES, written_in


@dataclass(frozen=True, slots=True)
class Why:
    number: str
    text: str
    ahead: int | None
    """How many of the agent's list are called before; None where it is not in her list."""
    said: str
    """To the visitor, in the agent's language."""
    shown: str
    """The same in the visitor's own language; empty when that is the agent's."""
    tag: str
    direction: str
    """Of the visitor's language."""


def why_of(asker: Asker, number: str) -> Why:
    """Raises `unknown_ticket`, and `not_allowed_now` of whoever neither waits nor was called."""
    sight = asker.sight
    ticket = ticket_at(sight, number)
    ahead, reason = _in_her_list(sight, asker.caller.who().name, number)
    reason = reason or reason_of(sight, ticket)
    here = why_view(*reason, sight.language, sight.language)
    own = why_view(*reason, sight.language, ticket.language).visitor_text
    spoken = LANGUAGES[written_in(ticket.language)]
    return Why(
        number=number,
        text=here.text,
        ahead=ahead,
        said=here.visitor_text,
        shown=own if own != here.visitor_text else "",
        tag=spoken.tag,
        direction=spoken.direction,
    )


def _in_her_list(
    sight: Sight, login: str, number: str
) -> tuple[int | None, tuple[str, Mapping[str, str]] | None]:
    """As it stands in this agent's own order: an expert's is not everybody's."""
    seat = sight.day.seat_of(login)
    if seat is None:
        return None, None
    reach = reach_of(sight.day, sight.site, seat.code, login, sight.now)
    for ahead, choice in enumerate(order(sight.day, sight.site, sight.now, reach)):
        if choice.ticket.number == number:
            return ahead, (choice.rule, choice.facts)
    return None, None
