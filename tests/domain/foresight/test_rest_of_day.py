"""The rest of a day in columns: it goes on from now, and one more counter helps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given

from server.domain.appointments import Appointment
from server.domain.foresight import Expected
from server.domain.foresight.rest_of_day import (
    RestOfDay,
    differs,
    rest_of_day,
    with_one_more,
)
from server.domain.roster import Shift
from server.domain.site import Site
from tests.domain.fair_days import ANY_DAY, many
from tests.domain.foresight.any_moment import any_moment, expected
from tests.domain.world import Lobby, a_site

HOUR = timedelta(hours=1)
RUNS = 6


def _one_counter() -> Site:
    site = a_site()
    return replace(site, counters={"1": site.counters["1"]})


def _busy(waiting: int = 8, per_hour: float = 6.0, site: Site | None = None) -> tuple[
    Lobby, Expected
]:  # fmt: skip
    lobby = Lobby(site or a_site())
    lobby.open("1", "sophie")
    for _ in range(waiting):
        lobby.take("identity")
    coming = {(hour, "identity"): per_hour for hour in range(24)}
    return lobby, Expected(lobby.now + 4 * HOUR, arrivals=coming)


def _rest(lobby: Lobby, wanted: Expected, runs: int = RUNS) -> RestOfDay:
    return rest_of_day(lobby.day, lobby.site, lobby.now, wanted, runs)


@many
@given(ANY_DAY)
def test_it_begins_where_the_day_is_and_nobody_is_lost(seed: int) -> None:
    lobby = any_moment(Random(seed))
    wanted = expected(lobby)
    here = len([*lobby.day.waiting()])

    rest = _rest(lobby, wanted)

    first, last = rest.quarters[0], rest.quarters[-1]
    assert (first.begins, last.ends) == (lobby.now, wanted.closes)
    for one, next_one in pairwise(rest.quarters):
        assert one.ends == next_one.begins
    for column in rest.quarters:
        assert 0 <= column.fewest <= column.most and column.waiting >= 0
        assert 0 <= column.counters <= len(lobby.site.counters)
    came = sum(column.arrivals for column in rest.quarters)
    assert came == pytest.approx(rest.coming)
    at_counters = sum(1 for seat in lobby.day.seats.values() if seat.ticket)
    gone = sum(column.served for column in rest.quarters)
    assert gone - at_counters <= here + came - last.waiting + 1e-9
    assert rest.within is None or 0 <= rest.within <= 1


@many
@given(ANY_DAY)
def test_the_same_moment_gives_the_same_answer(seed: int) -> None:
    lobby = any_moment(Random(seed))

    assert _rest(lobby, expected(lobby), 3) == _rest(lobby, expected(lobby), 3)


def test_with_one_more_counter_the_same_people_wait_less() -> None:
    lobby, wanted = _busy()

    as_it_goes = _rest(lobby, wanted, 20)
    tried = _rest(lobby, with_one_more(wanted, lobby.now + HOUR), 20)

    assert tried.coming == as_it_goes.coming
    assert tried.p90 is not None and as_it_goes.p90 is not None
    assert tried.p90 < as_it_goes.p90
    assert tried.last_out is not None and as_it_goes.last_out is not None
    assert tried.last_out < as_it_goes.last_out
    assert differs(as_it_goes, tried)
    before, after = [
        [
            column.counters
            for column in tried.quarters
            if (column.begins >= lobby.now + HOUR) is late
        ]
        for late in (False, True)
    ]
    assert {*before[:-1]} == {1} and {*after} == {2}


def test_where_nobody_waits_one_more_counter_makes_no_clear_difference() -> None:
    lobby, wanted = _busy(waiting=0, per_hour=0.5)

    as_it_goes = _rest(lobby, wanted)

    assert not differs(as_it_goes, _rest(lobby, with_one_more(wanted, lobby.now + HOUR)))


def test_a_day_without_history_and_without_anybody() -> None:
    lobby = Lobby()

    rest = _rest(lobby, Expected(lobby.now + HOUR))

    assert (rest.coming, rest.p50, rest.p90, rest.within, rest.last_out) == (
        0,
        None,
        None,
        None,
        None,
    )
    assert all(column.waiting == column.arrivals == 0 for column in rest.quarters)


def test_a_day_that_is_over_has_no_columns_more() -> None:
    lobby, wanted = _busy()

    rest = _rest(lobby, replace(wanted, closes=lobby.now))

    assert rest.quarters == ()
    assert rest.last_out is not None or rest.not_called == 8


def test_a_site_of_one_counter_where_somebody_comes_for_the_afternoon() -> None:
    lobby, wanted = _busy(site=_one_counter())
    ends, comes = lobby.now + HOUR, lobby.now + 2 * HOUR
    shifts = [
        Shift("sophie", "1", lobby.now - HOUR, ends),
        Shift("sophie", "1", comes, wanted.closes),
    ]

    rest = _rest(lobby, replace(wanted, shifts=shifts))

    counters = {column.ends: column.counters for column in rest.quarters}
    assert counters[ends - timedelta(minutes=15)] == 1
    assert counters[comes - timedelta(minutes=15)] == 0
    assert counters[comes + timedelta(minutes=15)] == 1


def test_whoever_has_an_appointment_comes_then() -> None:
    lobby = Lobby()
    lobby.open("1", "sophie")
    at = lobby.now + timedelta(minutes=20)
    booked = Appointment("x1", "CODE", at, ("identity",), "fr")

    rest = _rest(lobby, Expected(lobby.now + HOUR, appointments=[booked]))

    assert [column.arrivals for column in rest.quarters] == [0, 1, 0, 0]
    assert rest.coming == 1
