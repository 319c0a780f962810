"""The states of a ticket and the one table of legal moves.

The API, the documentation's diagram and the tests are made from `MOVES`; a move that is not a row
here is refused with `not_allowed_now`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    SERVED = "served"
    ABSENT = "absent"
    LEFT = "left"
    CANCELLED = "cancelled"


AT_COUNTER = frozenset({State.CALLED, State.SERVING})
"""The visitor stands, or is expected, at a counter."""
OPEN = frozenset({State.WAITING, State.CALLED, State.SERVING, State.PARKED, State.ABSENT})
"""The visitor may still be served today."""
OVER = frozenset({State.SERVED, State.LEFT, State.CANCELLED})


class Action(StrEnum):
    CALL = "call"
    RECALL = "recall"
    SERVE = "serve"
    FINISH = "finish"
    NO_SHOW = "no-show"
    PARK = "park"
    RESUME = "resume"
    TRANSFER = "transfer"
    ADD_SERVICE = "add-service"
    REQUEUE = "requeue"
    CANCEL = "cancel"
    PRIORITY = "priority"
    NOTE = "note"
    PRINT = "print"
    LEAVE = "leave"
    LATER = "later"


class Actor(StrEnum):
    """Who may make the move."""

    COUNTER = "counter"
    """The agent at the counter where the ticket is, or where it is called to."""
    STAFF = "staff"
    """Any member of staff; when the ticket is at a counter, only the agent there."""
    VISITOR = "visitor"


@dataclass(frozen=True)
class Move:
    action: Action
    source: State
    target: State
    by: Actor


def _moves(
    action: Action, by: Actor, sources: tuple[State, ...], target: State | None
) -> list[Move]:
    return [Move(action, source, target or source, by) for source in sources]


_W, _C, _S, _P, _A = State.WAITING, State.CALLED, State.SERVING, State.PARKED, State.ABSENT

MOVES: tuple[Move, ...] = (
    *_moves(Action.CALL, Actor.COUNTER, (_W, _P, _A), _C),
    *_moves(Action.RECALL, Actor.COUNTER, (_C,), None),
    *_moves(Action.SERVE, Actor.COUNTER, (_C,), _S),
    *_moves(Action.FINISH, Actor.COUNTER, (_C, _S), State.SERVED),
    *_moves(Action.NO_SHOW, Actor.COUNTER, (_C,), _A),
    *_moves(Action.PARK, Actor.COUNTER, (_C, _S), _P),
    *_moves(Action.RESUME, Actor.COUNTER, (_P, _A), _C),
    *_moves(Action.TRANSFER, Actor.STAFF, (_W, _C, _S, _P), _W),
    *_moves(Action.ADD_SERVICE, Actor.STAFF, (_W, _C, _S, _P), None),
    *_moves(Action.REQUEUE, Actor.STAFF, (_C, _S, _P, _A, State.LEFT, State.CANCELLED), _W),
    *_moves(Action.CANCEL, Actor.STAFF, (_W, _C, _P, _A), State.CANCELLED),
    *_moves(Action.PRIORITY, Actor.STAFF, (_W, _P, _A), None),
    *_moves(Action.NOTE, Actor.STAFF, (_W, _C, _S, _P, _A), None),
    *_moves(Action.PRINT, Actor.STAFF, (_W, _C, _S, _P, _A), None),
    *_moves(Action.LEAVE, Actor.VISITOR, (_W, _C, _P, _A), State.LEFT),
    *_moves(Action.LATER, Actor.VISITOR, (_W,), None),
)

_TABLE = {(move.action, move.source): move for move in MOVES}


def move(action: Action, state: State) -> Move | None:
    """The row for this action in this state, or None when it is not allowed."""
    return _TABLE.get((action, state))


def actions_from(state: State) -> frozenset[Action]:
    """What may be done with a ticket in this state: what the console offers."""
    return frozenset(row.action for row in MOVES if row.source is state)


class CounterState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"
