"""Calling: the next by the rule, or one chosen by the agent."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.commands import CallNext, MoveTicket
from server.domain.events import BY_HAND, Event, NobodyToCall, ServiceFinished, TicketCalled
from server.domain.policy import choose
from server.domain.refusal import Code, Refused
from server.domain.rules.guards import open_seat, where_to
from server.domain.rules.scene import Scene
from server.domain.ticket import Outcome, Ticket


def call_next(scene: Scene, command: CallNext) -> Sequence[Event]:
    """`NobodyToCall` when nobody waits for this agent."""
    events: list[Event] = []
    seat = open_seat(scene, command.counter)
    if seat.ticket is not None:
        if command.finish is None:
            raise Refused(Code.COUNTER_BUSY, counter=seat.code, number=seat.ticket)
        ticket = scene.ticket(seat.ticket)
        events.append(finish(scene, ticket, command.counter, command.finish))
    # Chosen on the day as it stands: what the finished visit still needs is for another skill.
    choice = choose(scene.day, scene.reach(command.counter), scene.site.policy, scene.now)
    if choice is None:
        return [*events, NobodyToCall(command.counter)]
    called = TicketCalled(
        choice.ticket.number, command.counter, scene.who.name, choice.rule, choice.facts
    )
    return [*events, called]


def call_chosen(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    """The agent takes somebody out of order; the reason says so."""
    counter = where_to(scene, command)
    reach = scene.reach(counter)
    if ticket.reserved_for != counter and not reach.services & set(ticket.remaining):
        raise Refused(Code.NOT_YOUR_SKILL, service=ticket.remaining[0])
    return [TicketCalled(ticket.number, counter, scene.who.name, BY_HAND)]


def finish(scene: Scene, ticket: Ticket, counter: str, outcome: Outcome) -> ServiceFinished:
    answered = ticket.answered_by(scene.reach(counter).services)
    return ServiceFinished(ticket.number, counter, outcome, answered)
