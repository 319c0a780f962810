"""Tickets left on the roll, as staff change it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from printer.roll import Roll
from printer.spool import Spool
from printer.talk.answers import Condition

FULL = 550
FINE = Condition()
NEARLY_USED = Condition(paper="near_end")
EMPTY = Condition(offline=True, paper="out")
OPEN = Condition(offline=True, cover="open", paper="out")
"""The sensor sees no paper: it lies elsewhere while the cover is open."""


@pytest.fixture
def roll(tmp_path: Path) -> Iterator[Roll]:
    spool = Spool(tmp_path)
    yield Roll(spool, FULL)
    spool.close()


def look(roll: Roll, *conditions: Condition) -> int | None:
    return [roll.status(condition).remaining for condition in conditions][-1]


def print_tickets(roll: Roll, count: int) -> None:
    for _ in range(count):
        roll.used()


def test_before_a_roll_was_changed_nobody_can_know(roll: Roll) -> None:
    print_tickets(roll, 3)
    assert look(roll, FINE) is None


def test_a_roll_that_ended_is_followed_by_a_full_one(roll: Roll) -> None:
    assert look(roll, FINE, EMPTY) == 0
    assert look(roll, OPEN, FINE) == FULL
    print_tickets(roll, 20)
    assert look(roll, FINE) == FULL - 20


def test_a_roll_changed_before_its_end_counts_as_full(roll: Roll) -> None:
    look(roll, EMPTY, FINE)
    print_tickets(roll, 30)
    assert look(roll, FINE, NEARLY_USED) == FULL - 30
    assert look(roll, OPEN, FINE) == FULL


def test_a_cover_opened_to_look_changes_no_roll(roll: Roll) -> None:
    look(roll, EMPTY, FINE)
    print_tickets(roll, 30)
    assert look(roll, FINE, OPEN) == FULL - 30
    assert look(roll, FINE) == FULL - 30
