"""A model kept as JSON."""

from __future__ import annotations

import json

from server.domain.promise import Choices, as_data, fit, from_data
from tests.domain.promise.hall import lived


def test_a_model_survives_a_night_in_the_store() -> None:
    learned = fit([lived(day) for day in range(1, 6)], Choices())
    brought = from_data(json.loads(json.dumps(as_data(learned))))

    assert learned.trees is not None
    assert brought == learned
    for example in lived(8).examples:
        assert brought.promise(example.state) == learned.promise(example.state)


def test_so_does_one_that_has_learned_nothing_yet() -> None:
    learned = fit([], Choices())

    assert from_data(json.loads(json.dumps(as_data(learned)))) == learned
