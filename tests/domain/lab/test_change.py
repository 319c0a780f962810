"""What a change makes of a day that is known by hand."""

from __future__ import annotations

import random
from datetime import time

import pytest

from server.domain.lab.change import Change, MoreCounter, Planned, Typical, script
from server.domain.lab.play import Script, play
from tests.domain.lab.days import MINUTE, a_day, at, queued

MORNING = queued([0, 1, 2, 3], 10)


def waits(change: Change, told: object = MORNING) -> list[float]:
    playing = play(changed(change, told))
    return [(t.first_called_at - t.taken_at) / MINUTE
            for t in playing.day.tickets.values() if t.first_called_at]  # fmt: skip


def changed(change: Change, told: object = MORNING) -> Script:
    return script(a_day(told), change, Typical(), "seed")  # type: ignore[arg-type]


def test_one_more_counter_takes_every_second_visitor() -> None:
    more = MoreCounter(time(9), time(12), {"identity": 1})

    assert waits(Change()) == [0, 9, 18, 27]
    assert waits(Change(more=(more,))) == [0, 0, 8, 8]


def test_a_skill_that_is_taught_is_used() -> None:
    with_paul = Change(
        roster=(Planned("nadia", "1", time(9), time(12)), Planned("paul", "2", time(9), time(12)))
    )

    assert waits(with_paul) == [0, 9, 18, 27]
    taught = Change(roster=with_paul.roster, skills={"paul": {"identity": 1}})
    assert waits(taught) == [0, 0, 8, 8]


def test_whoever_came_before_the_doors_open_comes_as_they_open() -> None:
    later = changed(Change(opens=time(10)))

    assert {visitor.arrived for visitor in later.visitors} == {at(60)}
    assert waits(Change(opens=time(10))) == [0, 10, 20, 30]


def test_after_an_earlier_closing_nobody_comes_and_who_is_there_is_received() -> None:
    assert waits(Change(closes=time(9, 2))) == [0, 9]


def test_a_counter_that_stays_closed_calls_nobody() -> None:
    assert waits(Change(without=("1",))) == []


def test_a_fifth_more_people_are_a_fifth_more_and_the_same_each_time() -> None:
    told = queued([float(n) for n in range(400)], 0.5)
    one, other = (changed(Change(arrivals=1.2), told).visitors for _ in range(2))

    assert one == other
    assert 450 < len(one) < 510
    assert len({visitor.number for visitor in one}) == len(one)


def test_appointments_spread_those_who_came_together() -> None:
    told = queued([*[0.0] * 20, 200.0], 10)

    assert max(waits(Change(appointments=1.0), told)) < 10
    assert max(waits(Change(), told)) == 190


@pytest.mark.parametrize("seed", range(20))
def test_one_more_counter_never_makes_the_whole_wait_longer(seed: int) -> None:
    draws = random.Random(seed)
    told = queued(sorted(draws.uniform(0, 240) for _ in range(50)), draws.uniform(3, 9))
    more = MoreCounter(time(10), time(12), {"identity": 1})

    assert sum(waits(Change(more=(more,)), told)) <= sum(waits(Change(), told))
