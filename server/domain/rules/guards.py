"""What the tables of moves and commands name and cannot say of themselves: each a condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from server.domain.commands import MoveTicket
from server.domain.lifecycle import Actor, CounterState, Guard
from server.domain.refusal import Code, Refused
from server.domain.rules.scene import Scene
from server.domain.ticket import Seat, Ticket


def open_seat(scene: Scene, counter: str) -> Seat:
    """The counter, open, with the one who asks sitting at it."""
    seat = held_seat(scene, counter)
    if seat.state is not CounterState.OPEN:
        raise Refused(Code.NOT_ALLOWED_NOW, state=seat.state, counter=counter)
    return seat


def held_seat(scene: Scene, counter: str) -> Seat:
    """The counter, open or resting, with the one who asks sitting at it."""
    seat = scene.seat(counter)
    if seat.agent != scene.who.name:
        raise Refused(Code.NOT_YOUR_COUNTER, counter=counter)
    return seat


def held_or_in_charge(scene: Scene, seat: Seat) -> None:
    """The one who asks sits there, or may act for whoever does."""
    if seat.agent != scene.who.name and not scene.who.in_charge:
        raise Refused(Code.NOT_YOUR_COUNTER, counter=seat.code)


def free(seat: Seat) -> Seat:
    """The counter, with no visitor at it."""
    if seat.ticket is not None:
        raise Refused(Code.COUNTER_BUSY, counter=seat.code, number=seat.ticket)
    return seat


def where_to(scene: Scene, command: MoveTicket) -> str:
    """The counter that a ticket is to come to: the asker's own, if none is named."""
    if command.counter is not None:
        return command.counter
    seat = scene.day.seat_of(scene.who.name)
    if seat is None:
        raise Refused(Code.NOT_YOUR_COUNTER, counter="")
    return seat.code


def _its_counter(scene: Scene, ticket: Ticket, command: MoveTicket) -> None:
    held_or_in_charge(scene, scene.day.seat(ticket.counter or ""))


def _free_counter(scene: Scene, ticket: Ticket, command: MoveTicket) -> None:
    free(open_seat(scene, where_to(scene, command)))


def _recalled(scene: Scene, ticket: Ticket, command: MoveTicket) -> None:
    if ticket.recalls < scene.site.policy.no_show_after:
        raise Refused(Code.NOT_ALLOWED_NOW, state=ticket.state, number=ticket.number, why="recalls")


def _once(scene: Scene, ticket: Ticket, command: MoveTicket) -> None:
    if ticket.away_until is not None:
        raise Refused(Code.NOT_ALLOWED_NOW, state=ticket.state, number=ticket.number)


def _just_left(scene: Scene, ticket: Ticket, command: MoveTicket) -> None:
    if scene.who.kind is Actor.VISITOR and not ticket.may_return(scene.now):
        raise Refused(Code.NOT_ALLOWED_NOW, state=ticket.state, number=ticket.number)


GUARDS: Mapping[Guard, Callable[[Scene, Ticket, MoveTicket], None]] = {
    Guard.ITS_COUNTER: _its_counter,
    Guard.FREE_COUNTER: _free_counter,
    Guard.RECALLED: _recalled,
    Guard.ONCE: _once,
    Guard.JUST_LEFT: _just_left,
}
