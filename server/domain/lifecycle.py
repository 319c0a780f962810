"""The states of a ticket and the one table of legal moves: what may be done, when, and by whom.

The rules, the documentation's page and the tests are made from `MOVES`. Whoever may never make a
move is `forbidden`; one that is not a row for this state is refused with `not_allowed_now`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache


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
    """What kind of person or machine asks."""

    VISITOR = "visitor"
    """Whoever holds the ticket's secret address."""
    KIOSK = "kiosk"
    STAFF = "staff"
    MANAGER = "manager"
    """In charge: may act on a ticket that is at somebody else's counter."""
    PRINTER = "printer"
    DISPLAY = "display"
    """A board: it shows and asks for nothing."""
    SYSTEM = "system"
    """The server itself, at the end of a day or of a paper's time."""


class Guard(StrEnum):
    """What a row cannot say of itself; `rules.guards` has each condition."""

    ITS_COUNTER = "its_counter"
    """The ticket is at the asker's own counter, or the asker is in charge."""
    FREE_COUNTER = "free_counter"
    """The ticket comes to a counter that the asker holds, and nobody is there."""
    RECALLED = "recalled"
    """The visitor was called again as often as the site wants."""
    ONCE = "once"
    """A second delay would hold a place that others could use."""
    JUST_LEFT = "just_left"
    """Whoever left by mistake takes her place back herself, for a while; staff whenever."""


@dataclass(frozen=True)
class Move:
    action: Action
    source: State
    target: State
    by: frozenset[Actor]
    guards: tuple[Guard, ...] = ()


BY_STAFF = frozenset({Actor.STAFF, Actor.MANAGER})
BY_STAFF_OR_KIOSK = BY_STAFF | {Actor.KIOSK}
BY_VISITOR = frozenset({Actor.VISITOR})
BY_STAFF_OR_VISITOR = BY_STAFF | BY_VISITOR


def _moves(
    action: Action,
    by: frozenset[Actor],
    sources: tuple[State, ...],
    target: State | None,
    *guards: Guard,
) -> list[Move]:
    return [Move(action, source, target or source, by, guards) for source in sources]


_W, _C, _S, _P, _A = State.WAITING, State.CALLED, State.SERVING, State.PARKED, State.ABSENT
_HERE, _FREE = Guard.ITS_COUNTER, Guard.FREE_COUNTER

MOVES: tuple[Move, ...] = (
    *_moves(Action.CALL, BY_STAFF, (_W, _P, _A), _C, _FREE),
    *_moves(Action.RECALL, BY_STAFF, (_C,), None, _HERE),
    *_moves(Action.SERVE, BY_STAFF, (_C,), _S, _HERE),
    *_moves(Action.FINISH, BY_STAFF, (_C, _S), State.SERVED, _HERE),
    *_moves(Action.NO_SHOW, BY_STAFF, (_C,), _A, _HERE, Guard.RECALLED),
    *_moves(Action.PARK, BY_STAFF, (_C, _S), _P, _HERE),
    *_moves(Action.RESUME, BY_STAFF, (_P, _A), _C, _FREE),
    *_moves(Action.TRANSFER, BY_STAFF, (_W, _P), _W),
    *_moves(Action.TRANSFER, BY_STAFF, (_C, _S), _W, _HERE),
    *_moves(Action.ADD_SERVICE, BY_STAFF, (_W, _P), None),
    *_moves(Action.ADD_SERVICE, BY_STAFF, (_C, _S), None, _HERE),
    *_moves(Action.REQUEUE, BY_STAFF, (_C, _S), _W, _HERE),
    *_moves(Action.REQUEUE, BY_STAFF, (_P, _A, State.CANCELLED), _W),
    *_moves(Action.REQUEUE, BY_STAFF_OR_VISITOR, (State.LEFT,), _W, Guard.JUST_LEFT),
    *_moves(Action.CANCEL, BY_STAFF, (_W, _P, _A), State.CANCELLED),
    *_moves(Action.CANCEL, BY_STAFF, (_C,), State.CANCELLED, _HERE),
    *_moves(Action.PRIORITY, BY_STAFF, (_W, _P, _A), None),
    *_moves(Action.NOTE, BY_STAFF, (_W, _C, _S, _P, _A), None),
    *_moves(Action.PRINT, BY_STAFF_OR_KIOSK, (_W, _C, _S, _P, _A), None),
    *_moves(Action.LEAVE, BY_VISITOR, (_W, _C, _P, _A), State.LEFT),
    *_moves(Action.LATER, BY_VISITOR, (_W,), None, Guard.ONCE),
)

_TABLE = {(move.action, move.source): move for move in MOVES}
_BY = {
    action: frozenset().union(*(row.by for row in MOVES if row.action is action))
    for action in Action
}


def move(action: Action, state: State) -> Move | None:
    """The row for this action in this state, or None when it is not allowed."""
    return _TABLE.get((action, state))


def may(actor: Actor, action: Action) -> bool:
    """Whether the action is this actor's at all, in whatever state."""
    return actor in _BY[action]


@cache
def actions_from(state: State, actor: Actor) -> frozenset[Action]:
    """What this actor may do with a ticket in this state: what a screen offers."""
    return frozenset(row.action for row in MOVES if row.source is state and actor in row.by)


class CounterState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"
