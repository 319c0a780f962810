"""What is known of a queue at a moment."""

from __future__ import annotations

from math import log

import pytest

from server.domain.promise.state import Example
from tests.domain.promise.hall import a_state


def test_a_queue_is_told_from_that_of_another_office() -> None:
    assert a_state(office="north").key != a_state(office="south").key


def test_an_unmanned_queue_is_reckoned_with_one_counter() -> None:
    assert a_state(open_counters=0.0).counters == 1


def test_the_mean_of_the_last_waits_is_of_those_there_are() -> None:
    state = a_state(last_waits=(3.0, 5.0, 10.0))

    assert [state.mean_wait(of) for of in (1, 2, 5)] == [3, 4, 6]
    assert a_state(last_waits=()).mean_wait(5) is None


def test_a_wait_is_learned_in_logarithms() -> None:
    assert Example(a_state(), 9.0).log_wait == pytest.approx(log(10))
