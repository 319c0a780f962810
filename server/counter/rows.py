"""One ticket as a line of a list: who, for what, how long already, and why at this place."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from pydantic import BaseModel

from server.application.sight import Sight
from server.counter.words import language_name, need_words
from server.domain.lifecycle import Actor, State, actions_from
from server.domain.policy import Choice
from server.domain.ticket import Ticket
from server.domain.wait import late, waited
from server.protocol.queue import ReasonView
from server.rim.words import reason_view

OWN_LANGUAGE = "fr"
"""The house's language: it needs no mention."""


class Row(BaseModel):
    number: str
    state: str
    services: list[str]
    """Names of what is still to be answered."""
    priority: bool
    needs: list[str]
    language: str | None
    """Named in the agent's language; None for the house's own."""
    received: bool
    appointment: datetime | None
    waited: int
    """Minutes, until the first call or until now."""
    late: bool
    """Beyond what was promised."""
    notes: list[str]
    actions: list[str]
    """What the table of moves allows now."""
    reason: ReasonView | None = None
    """Why it stands, or was called, where it is."""


def row(sight: Sight, ticket: Ticket, choice: Choice | None = None) -> Row:
    spoken, notes = ticket.language, sight.reception.notes
    return Row(
        number=ticket.number,
        state=ticket.state,
        services=[sight.service_name(code) for code in ticket.remaining or ticket.services],
        priority=ticket.priority,
        needs=[need_words(need, sight.language) for need in ticket.needs],
        language=None if spoken == OWN_LANGUAGE else language_name(spoken, sight.language),
        received=ticket.received,
        appointment=ticket.appointment,
        waited=minutes_waited(ticket, sight.now),
        late=late(ticket, sight.now),
        notes=[notes[note] for note in ticket.notes if note in notes],
        actions=_actions(ticket.state),
        reason=reason_view(choice.rule, choice.facts, sight.language) if choice else None,
    )


def minutes_waited(ticket: Ticket, now: datetime) -> int:
    """Until the first call, or until now."""
    return int(waited(ticket, now).total_seconds() // 60)


@cache
def _actions(state: State) -> list[str]:
    return sorted(action.value for action in actions_from(state, Actor.STAFF))
