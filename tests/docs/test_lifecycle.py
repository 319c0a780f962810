"""The page about a ticket's life is the table of moves, and nothing else."""

from __future__ import annotations

from server.domain.lifecycle import MOVES
from tests.docs.lifecycle import PAGE, page


def test_the_page_is_what_the_table_of_moves_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.docs.lifecycle"


def test_every_move_that_changes_a_state_is_an_arrow() -> None:
    diagram = page().split("```mermaid")[1].split("```")[0]
    arrows = [line.strip() for line in diagram.splitlines() if "-->" in line]
    for move in MOVES:
        if move.source is not move.target:
            start = f"{move.source} --> {move.target}: "
            found = [a.removeprefix(start) for a in arrows if a.startswith(start)]
            assert any(move.action in told.split(", ") for told in found), move
