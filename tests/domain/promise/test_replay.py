"""A past day lived again."""

from __future__ import annotations

from dataclasses import replace
from math import log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.promise.conformal import Logs
from server.domain.promise.replay import replay
from server.domain.promise.state import Example, QueueState
from tests.domain.promise.hall import a_state, lived

STATE = a_state()


def ten(_: QueueState) -> Logs:
    return Logs(log1p(5), log1p(10), log1p(20))


def at(minute: float, wait: float) -> Example:
    return Example(replace(STATE, minute=minute), wait)


def test_a_visit_says_something_to_others_once_it_has_been_called() -> None:
    """Taken at ten, called at eleven: who takes a ticket at half past ten cannot know."""
    kept = replay([at(600, 60), at(630, 10), at(659, 10), at(661, 10)], ten)

    assert [each.logs.likely == log1p(10) for each in kept] == [True, True, True, False]
    assert kept[3].logs.likely > log1p(10)


@given(st.lists(st.tuples(st.floats(480, 960), st.floats(1, 120)), min_size=2), st.data())
@settings(max_examples=100, deadline=None)
def test_what_comes_later_changes_nothing_said_before(
    visits: list[tuple[float, float]], data: st.DataObject
) -> None:
    visits.sort()
    now = visits[data.draw(st.integers(0, len(visits) - 1))][0]
    changed = [
        (
            minute,
            wait if minute + wait <= now else data.draw(st.floats(max(now - minute, 0) + 1, 900)),
        )
        for minute, wait in visits
    ]
    before, after = (replay([at(*visit) for visit in each], ten) for each in (visits, changed))

    for (minute, _), one, other in zip(visits, before, after, strict=True):
        if minute <= now:
            assert one.logs == other.logs


def test_promises_come_in_the_order_of_the_visits() -> None:
    examples = lived(3).examples
    backwards = replay(list(reversed(examples)), ten)

    assert [each.wait for each in backwards] == [each.wait for each in reversed(examples)]
    assert list(reversed(backwards)) == replay(examples, ten)


def test_shifts_move_the_whole_range() -> None:
    kept = replay([at(600, 60), at(700, 10)], ten)[1]

    assert kept.logs.high - kept.logs.low == pytest.approx(log1p(20) - log1p(5))
