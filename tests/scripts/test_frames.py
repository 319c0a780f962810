"""What a reconnection repeats is told once."""

from __future__ import annotations

from tests.scripts.conftest import Ask

FRAMES = "looks/live/frames.js"


def call(number: int, kind: str = "call") -> dict[str, object]:
    return {"kind": kind, "id": number}


def test_only_the_new_ones_are_given_in_their_order(ask: Ask) -> None:
    told = ask(FRAMES, "given.map(unseen)", [[call(1), call(2)], [call(1), call(2), call(3)]])
    assert told == [[call(1), call(2)], [call(3)]]


def test_two_kinds_may_bear_one_number(ask: Ask) -> None:
    told = ask(FRAMES, "given.map(unseen)", [[call(1)], [call(1, "help")]])
    assert told == [[call(1)], [call(1, "help")]]


def test_a_day_of_calls_is_not_remembered_for_ever(ask: Ask) -> None:
    day = [call(number) for number in range(201)]
    told = ask(FRAMES, "given.map(unseen)", [day, [call(0), call(200)]])
    assert told == [day, [call(0)]]
