"""Every action on one ticket: its row of the table of moves, the row's guards, then its facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from server.domain import events as e
from server.domain.commands import MoveTicket
from server.domain.events import Event
from server.domain.lifecycle import Action, CounterState, Move, may, move
from server.domain.policy import due_at
from server.domain.refusal import Code, Refused
from server.domain.rules import calling, printing
from server.domain.rules.guards import GUARDS
from server.domain.rules.scene import Scene
from server.domain.ticket import Ticket

LONGEST_DELAY = 60
"""Minutes a visitor may ask for: more is another visit."""


def move_ticket(scene: Scene, command: MoveTicket) -> Sequence[Event]:
    if not may(scene.who.kind, command.action):
        raise Refused(Code.FORBIDDEN)
    ticket = scene.ticket(command.number)
    for guard in _row(scene, command.action, ticket).guards:
        GUARDS[guard](scene, ticket, command)
    return _MOVES[command.action](scene, ticket, command)


def _row(scene: Scene, action: Action, ticket: Ticket) -> Move:
    row = move(action, ticket.state)
    if row is None:
        raise Refused(Code.NOT_ALLOWED_NOW, state=ticket.state, number=ticket.number)
    if scene.who.kind not in row.by:
        raise Refused(Code.FORBIDDEN)
    return row


def _here(ticket: Ticket) -> str:
    """The counter where it is; the table says that it is at one."""
    assert ticket.counter is not None
    return ticket.counter


def _recall(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    return [e.TicketRecalled(ticket.number, _here(ticket))]


def _serve(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    return [e.ServiceStarted(ticket.number, _here(ticket))]


def _finish(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    return [calling.finish(scene, ticket, _here(ticket), command.outcome)]


def _no_show(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    return [e.VisitorAbsent(ticket.number, _here(ticket))]


def _park(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    return [e.TicketParked(ticket.number, _here(ticket))]


def _transfer(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    """The number is kept and so is the place: due at the first arrival, nobody queues again."""
    if command.service is None and command.counter is None:
        raise Refused(Code.INVALID, field="service")
    services = ticket.services
    if command.service is not None:
        services = _after_transfer(scene, ticket, scene.service(command.service).code)
    if command.counter is not None and scene.seat(command.counter).state is CounterState.CLOSED:
        raise Refused(Code.NOT_ALLOWED_NOW, state="closed", counter=command.counter)
    again = command.service if command.service in ticket.done else None
    moved = e.TicketTransferred(ticket.number, services, ticket.taken_at, command.counter, again)
    return [*_note_first(ticket, command), moved]


def _after_transfer(scene: Scene, ticket: Ticket, service: str) -> tuple[str, ...]:
    """The new service takes the place of what was being handled; other demands stay."""
    here = ticket.remaining
    if ticket.counter is not None:
        skills = scene.reach(ticket.counter).services
        handled = {s for s in here if s in skills} or set(here)
    else:
        handled = {here[0]}
    rest = [s for s in here if s not in handled and s != service]
    done = [s for s in ticket.done if s != service]
    return (*done, service, *rest)


def _note_first(ticket: Ticket, command: MoveTicket) -> list[Event]:
    return [e.NoteAdded(ticket.number, command.note)] if command.note else []


def _add_service(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    if command.service is None:
        raise Refused(Code.INVALID, field="service")
    service = scene.service(command.service)
    if service.code in ticket.services:
        return []
    return [e.ServiceAdded(ticket.number, service.code)]


def _requeue(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    return [e.TicketRequeued(ticket.number)]


def _cancel(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    return [e.TicketCancelled(ticket.number)]


def _priority(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    if command.priority == ticket.priority:
        return []
    due = due_at(
        scene.site.policy,
        scene.service_of(ticket),
        ticket.taken_at,
        priority=command.priority,
        appointment=ticket.appointment,
    )
    return [e.PrioritySet(ticket.number, command.priority, due)]


def _note(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    if command.note is None:
        raise Refused(Code.INVALID, field="text")
    return [e.NoteAdded(ticket.number, command.note)]


def _print(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    copies = scene.day.papers.copies_of(ticket.number)
    return printing.print_events(scene, ticket.number, "duplicate", copies + 1)


def _leave(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    return [e.TicketLeft(ticket.number)]


def _later(scene: Scene, ticket: Ticket, command: MoveTicket) -> Sequence[Event]:
    if not 1 <= command.minutes <= LONGEST_DELAY:
        raise Refused(Code.INVALID, field="minutes")
    until = scene.now + timedelta(minutes=command.minutes)
    return [e.TicketPostponed(ticket.number, until, max(ticket.due, until))]


_MOVES: dict[Action, Callable[[Scene, Ticket, MoveTicket], Sequence[Event]]] = {
    Action.CALL: calling.call_chosen,
    Action.RESUME: calling.call_chosen,
    Action.RECALL: _recall,
    Action.SERVE: _serve,
    Action.FINISH: _finish,
    Action.NO_SHOW: _no_show,
    Action.PARK: _park,
    Action.TRANSFER: _transfer,
    Action.ADD_SERVICE: _add_service,
    Action.REQUEUE: _requeue,
    Action.CANCEL: _cancel,
    Action.PRIORITY: _priority,
    Action.NOTE: _note,
    Action.PRINT: _print,
    Action.LEAVE: _leave,
    Action.LATER: _later,
}
