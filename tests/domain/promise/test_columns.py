"""What the models look at."""

from __future__ import annotations

from math import isfinite

import pytest

from server.domain.promise.columns import facts, linear_columns, pooled_columns, tree_columns
from server.domain.promise.history import History
from server.domain.promise.state import QueueState
from tests.domain.promise.hall import a_state, lived

USUAL = History([lived(1), lived(2)]).usual("hall/identity")
FORESEEN = (4.0, 9.0, 21.0)


@pytest.mark.parametrize(
    "state",
    [
        a_state(),
        a_state(last_waits=(), idle=None, posted=None, open_counters=0.0),
        a_state(minute=0.0),
        a_state(minute=1600.0, position=300.0, waiting=300.0),
    ],
)
def test_whatever_the_moment_all_columns_are_numbers(state: QueueState) -> None:
    of = facts(state, USUAL, 60)

    for columns in (linear_columns, pooled_columns, tree_columns):
        assert all(isfinite(value) for value in columns(of)), columns.__name__


def test_what_a_simulation_foresees_is_looked_at_where_there_is_one() -> None:
    state = a_state(foreseen=FORESEEN)
    without, with_one = (facts(state, USUAL, 60, simulated=s) for s in (False, True))

    assert len(linear_columns(with_one)) == len(linear_columns(without)) + 3
    assert tree_columns(with_one)[-3:] == list(FORESEEN)


def test_where_a_simulation_is_missing_for_once_a_formula_stands_in() -> None:
    of = facts(a_state(), USUAL, 60, simulated=True)

    assert tree_columns(of)[-3:] == [of.by.clock_now] * 3


def test_the_model_that_travels_knows_no_service_by_its_history() -> None:
    """Its columns are the same whatever waits this service has had."""
    other = History([lived(1, minutes=20), lived(2, minutes=20)]).stranger()
    stranger = History([lived(1), lived(2)]).stranger()
    columns = pooled_columns(facts(a_state(), stranger, 60))

    assert len(columns) == len(pooled_columns(facts(a_state(), other, 60)))
