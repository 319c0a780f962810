"""Writes docs/lifecycle.md from the table of moves: `python -m tests.docs.lifecycle`."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from server.domain.lifecycle import (
    AT_COUNTER,
    BY_STAFF,
    BY_STAFF_OR_KIOSK,
    BY_STAFF_OR_VISITOR,
    BY_VISITOR,
    MOVES,
    Actor,
    Guard,
    Move,
    State,
)
from tests.docs.pages import DOCS

PAGE = DOCS / "lifecycle.md"

HEAD = """\
# A ticket's life

<!-- Written by `python -m tests.docs.lifecycle` from server/domain/lifecycle.py. Do not edit. -->

A ticket is always in one of these states, and an action that is not in the table below is refused
with `not_allowed_now`. How to ask for an action is in [api.md](api.md#act-on-a-ticket).
"""

MEANINGS: dict[State, str] = {
    State.WAITING: "in the queue of each service still to be answered",
    State.CALLED: "the number is on the board; the visitor is expected at a counter",
    State.SERVING: "the visitor is at the counter",
    State.PARKED: "set aside by an agent: a paper to fill in, a phone call to make",
    State.SERVED: "everything asked for has been answered",
    State.ABSENT: "called, recalled, and nobody came",
    State.LEFT: "the visitor gave the place back",
    State.CANCELLED: "cancelled by staff, or still open when the day ended",
}
ACTORS: dict[frozenset[Actor], str] = {
    BY_STAFF: "any member of staff",
    BY_STAFF_OR_KIOSK: "any member of staff, a kiosk",
    BY_STAFF_OR_VISITOR: "any member of staff; the visitor, on her own page",
    BY_VISITOR: "the visitor, with the ticket's secret address",
}
GUARDS: dict[Guard, str] = {
    Guard.ITS_COUNTER: "at the counter where the ticket is, or a manager",
    Guard.FREE_COUNTER: "to a counter that the asker holds, and where nobody is",
    Guard.RECALLED: "after the site's `no_show_after` recalls",
    Guard.ONCE: "once",
    Guard.JUST_LEFT: "by the visitor within ten minutes",
}
NOTES = """\
What a table cannot say:

- Whoever may never make a move is told `forbidden`, whatever the ticket's state.
- `finish` ends the visit when nothing remains to be answered. When the ticket carries another
  service, it goes back to `waiting` for that one, with its number and its first arrival.
- A number printed in advance is entered with its arrival, not with the time of entry; whoever was
  received while the system was down is `served` from the start.
"""
AT_COUNTER_NOW = [state for state in State if state in AT_COUNTER]


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([HEAD, *_states(), "", *_diagram(), "", *_table(), "", NOTES])


def _states() -> list[str]:
    rows = [f"| `{state}` | {MEANINGS[state]} |" for state in State]
    return ["## States", "", "| state | means |", "| --- | --- |", *rows]


def _diagram() -> list[str]:
    """Only the moves that change a state: the others would be loops."""
    labels: dict[tuple[State, State], list[str]] = defaultdict(list)
    for move in MOVES:
        if move.source is not move.target:
            labels[move.source, move.target].append(move.action)
    arrows = [f"    {a} --> {b}: {', '.join(actions)}" for (a, b), actions in labels.items()]
    return [
        *("## Moves from state to state", "", "```mermaid", "stateDiagram-v2"),
        *("    [*] --> waiting: take", "    [*] --> served: take (received on paper)", *arrows),
        *(f"    {state} --> waiting: finish (another service remains)" for state in AT_COUNTER_NOW),
        "```",
    ]


def _table() -> list[str]:
    rows = [_row(list(moves)) for _, moves in groupby(MOVES, lambda m: (m.action, m.guards))]
    head = ["| action | from | to | who | only |", "| --- | --- | --- | --- | --- |"]
    return ["## Actions", "", *head, *rows]


def _row(moves: list[Move]) -> str:
    """The moves of one action under the same guards."""
    first = moves[0]
    sources = ", ".join(f"`{move.source}`" for move in moves)
    stays = all(move.source is move.target for move in moves)
    target = "stays as it is" if stays else f"`{first.target}`"
    only = "; ".join(GUARDS[guard] for guard in first.guards)
    return f"| `{first.action}` | {sources} | {target} | {ACTORS[first.by]} | {only or '–'} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
