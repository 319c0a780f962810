"""A model kept as JSON."""

from __future__ import annotations

import json

import pytest

from server.domain.promise import (
    Brought,
    Choices,
    Kept,
    Logs,
    as_data,
    brought_as_data,
    brought_from_data,
    from_data,
    kept_as_data,
    kept_from_data,
    learned_tonight,
)
from tests.domain.promise.hall import a_brought, lived


@pytest.mark.parametrize(("own", "visitors"), [(0, 90), (5, 90), (30, 600)])
def test_a_model_survives_a_night_in_the_store(own: int, visitors: int) -> None:
    """As it was brought, corrected, and of its own."""
    days = [lived(day, visitors=visitors) for day in range(1, own + 1)]
    promiser = learned_tonight(days, [], a_brought(), Choices())
    again = from_data(json.loads(json.dumps(as_data(promiser))))

    assert again == promiser
    for example in lived(40).examples:
        assert again.promise(example.state) == promiser.promise(example.state)


def test_what_ships_is_read_as_it_was_written() -> None:
    brought = a_brought()

    assert brought_from_data(json.loads(json.dumps(brought_as_data(brought)))) == brought


def test_a_file_that_says_where_it_comes_from_is_read_alike() -> None:
    brought = a_brought()
    assert isinstance(brought, Brought)

    assert brought_from_data({"source": "a town", **brought_as_data(brought)}) == brought


def test_what_was_promised_is_kept_beside_what_came_of_it() -> None:
    kept = [Kept(Logs(1.0, 1.5, 2.25), 4.0), Kept(Logs(0.0, 0.5, 1.0), 9.0, weight=0.5)]

    assert kept_from_data(json.loads(json.dumps(kept_as_data(kept)))) == kept
