"""The table of moves is the whole truth about what may be done with a ticket."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from server.domain import commands as c
from server.domain.lifecycle import MOVES, OPEN, Action, Actor, State, actions_from, may, move
from server.domain.refusal import Code, Refusal
from server.domain.ticket import Ticket
from tests.domain.world import BY_THE_VISITOR, Lobby, person

ALL = list(product(Action, State))


def in_state(lobby: Lobby, state: State) -> Ticket:
    """A ticket brought to a state by the moves that lead there."""
    ticket = lobby.take("identity")
    lobby.open("1")
    steps = {
        State.WAITING: (),
        State.CALLED: (Action.CALL,),
        State.SERVING: (Action.CALL, Action.SERVE),
        State.PARKED: (Action.CALL, Action.PARK),
        State.SERVED: (Action.CALL, Action.FINISH),
        State.ABSENT: (Action.CALL, Action.NO_SHOW),
        State.LEFT: (Action.LEAVE,),
        State.CANCELLED: (Action.CANCEL,),
    }[state]
    for step in steps:
        ticket = lobby.move(ticket, step, counter="1")
    assert ticket.state is state
    return ticket


@pytest.fixture
def lobby() -> Lobby:
    lobby = Lobby()
    lobby.site = replace(lobby.site, policy=replace(lobby.site.policy, no_show_after=0))
    return lobby


@pytest.mark.parametrize(("action", "state"), ALL)
def test_every_move_is_a_row_or_is_refused(lobby: Lobby, action: Action, state: State) -> None:
    ticket = in_state(lobby, state)
    command = c.MoveTicket(
        ticket.number, action, counter="1", service="civil", note="n1", minutes=5
    )
    asks = "visitor" if action in BY_THE_VISITOR else "nadia"
    if action is Action.TRANSFER:
        command = replace(command, counter=None)
    row = move(action, state)

    if row is None:
        assert lobby.refused(command, asks) is Code.NOT_ALLOWED_NOW
    else:
        told = lobby.ask(command, asks)
        assert not isinstance(told, Refusal), told
        assert lobby.day.tickets[ticket.number].state is row.target


@pytest.mark.parametrize(("action", "state"), ALL)
def test_whoever_is_not_in_the_row_is_forbidden(lobby: Lobby, action: Action, state: State) -> None:
    ticket = in_state(lobby, state)
    command = c.MoveTicket(ticket.number, action, counter="1", service="civil", note="n1")

    for name in ("kiosk", "hall", "visitor", "nadia", "claire", "system"):
        if not may(person(name).kind, action):
            assert lobby.refused(command, name) is Code.FORBIDDEN, name


def test_a_move_appears_once_in_the_table() -> None:
    rows = [(row.action, row.source) for row in MOVES]

    assert len(rows) == len(set(rows))


def test_nothing_can_be_done_with_a_ticket_that_was_served() -> None:
    assert not any(actions_from(State.SERVED, actor) for actor in Actor)


def test_a_screen_offers_what_its_user_may_do() -> None:
    assert actions_from(State.WAITING, Actor.VISITOR) == {Action.LEAVE, Action.LATER}
    assert actions_from(State.WAITING, Actor.KIOSK) == {Action.PRINT}
    assert Action.CALL in actions_from(State.WAITING, Actor.STAFF)


def test_every_open_state_leads_somewhere() -> None:
    for state in OPEN:
        assert any(row.target is not state for row in MOVES if row.source is state)
