"""A day as the nights keep it."""

from __future__ import annotations

import json
from dataclasses import replace

from server.domain.promise.lesson import day_as_data, day_from_data
from tests.domain.promise.hall import lived


def test_a_day_comes_back_from_json_as_it_was() -> None:
    day = lived(1)
    first, *others = day.examples
    foreseen = replace(first, state=replace(first.state, foreseen=(1, 2, 3), idle=None))
    day = replace(day, examples=[foreseen, *others])

    assert day_from_data(json.loads(json.dumps(day_as_data(day)))) == day
