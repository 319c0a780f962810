"""The run's own reckoning of who is next is that of `policy.choose`, on any site and any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given

from server.domain.roster import Shift
from tests.domain.fair_days import ANY_DAY, many
from tests.domain.foresight.any_moment import Beside, any_moment, expected, played


@many
@given(ANY_DAY)
def test_every_call_is_the_one_that_the_policy_chooses(seed: int) -> None:
    lobby = any_moment(Random(seed))
    beside = Beside(lobby, played(lobby, expected(lobby), seed))

    beside.live()

    assert beside.broken == []


@many
@given(ANY_DAY)
def test_also_while_agents_come_and_go_as_planned(seed: int) -> None:
    chance = Random(seed)
    lobby = any_moment(chance)
    shifts = [
        Shift(who, counter, begins, begins + timedelta(minutes=chance.randint(10, 60)))
        for counter, who in (("1", "nadia"), ("2", "paul"), ("3", "sophie"))
        for begins in [lobby.now + timedelta(minutes=chance.randint(-30, 60))]
    ]
    beside = Beside(lobby, played(lobby, replace(expected(lobby), shifts=shifts), seed))

    beside.live()

    assert beside.broken == []
