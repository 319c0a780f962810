"""The columns of what has been: nobody is lost between two of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random

from hypothesis import given

from server.domain.foresight.quarters import (
    QUARTER,
    Quarter,
    before,
    edges,
    hours_of,
    lived,
    span_of,
)
from server.domain.lifecycle import Action, State
from tests.domain.fair_days import ANY_DAY, many
from tests.domain.foresight.any_moment import any_moment
from tests.domain.world import NINE, TODAY, Lobby, a_site

HOUR = timedelta(hours=1)


def _lived(lobby: Lobby) -> tuple[Quarter, ...]:
    span = span_of(hours_of(lobby.site, TODAY), lobby.day, lobby.now)
    assert span is not None
    return lived(lobby.site, TODAY, lobby.facts, span, lobby.now)


@many
@given(ANY_DAY)
def test_the_columns_together_are_the_day(seed: int) -> None:
    lobby = any_moment(Random(seed))
    lobby.site = replace(lobby.site, hours=Random(seed).choice(("24/7", "09:05-17:00", "off")))

    columns = _lived(lobby)

    tickets = lobby.day.tickets.values()
    assert sum(column.arrivals for column in columns) == len(tickets)
    served = sum(ticket.state is State.SERVED for ticket in tickets)
    assert sum(column.served for column in columns) == served
    assert columns[-1].ends == lobby.now
    assert columns[-1].waiting == len([*lobby.day.waiting()])
    assert columns[-1].counters == len([*lobby.day.open_seats()])
    for one, next_one in pairwise(columns):
        assert one.ends == next_one.begins


def test_a_quarter_tells_who_came_was_received_and_waits_at_its_end() -> None:
    lobby = Lobby(a_site(hours="09:00-12:00"))
    lobby.open("1", "nadia")
    lobby.later(1)
    for _ in range(3):
        lobby.take("identity")
    called = lobby.next("1", "nadia")
    assert called is not None
    lobby.later(16)
    lobby.move(called, Action.FINISH)
    lobby.later(3)

    first, second = _lived(lobby)

    assert (first.begins, first.ends) == (NINE, NINE + QUARTER)
    assert (first.arrivals, first.served, first.waiting, first.counters) == (3, 0, 2, 1)
    assert (second.arrivals, second.served, second.waiting) == (0, 1, 2)
    assert second.ends == lobby.now


def test_hours_begin_with_the_first_opening_and_end_with_the_last_closing() -> None:
    hours = hours_of(a_site(hours="08:30-12:00,13:30-17:15", timezone="Europe/Paris"), TODAY)

    assert hours is not None
    assert (hours.begins, hours.ends) == (NINE - 1.5 * HOUR, NINE + 7.25 * HOUR)


def test_a_closed_day_has_no_columns_until_somebody_comes() -> None:
    lobby = Lobby(a_site(hours="off"))
    assert hours_of(lobby.site, TODAY) is None
    assert span_of(None, lobby.day, lobby.now) is None

    lobby.site = a_site()
    lobby.take("identity")
    span = span_of(None, lobby.day, lobby.now)

    assert span is not None
    assert span.begins < NINE <= span.ends


def test_before_opening_nothing_has_been() -> None:
    lobby = Lobby(a_site(hours="10:00-12:00"))

    assert _lived(lobby) == ()


def test_whoever_came_before_the_doors_opened_is_in_a_column_of_her_own_quarter() -> None:
    lobby = Lobby(now=NINE - timedelta(minutes=20))
    lobby.take("identity")
    lobby.site = a_site(hours="09:00-12:00")
    lobby.later(30)

    columns = _lived(lobby)

    assert columns[0].begins == before(NINE - timedelta(minutes=20))
    assert [column.arrivals for column in columns] == [1, 0, 0]


def test_edges_are_full_quarters_and_what_is_left_at_either_end() -> None:
    seven, late = timedelta(minutes=7), timedelta(minutes=38)
    assert edges(NINE + seven, NINE + late) == [
        NINE + seven,
        NINE + QUARTER,
        NINE + 2 * QUARTER,
        NINE + late,
    ]
    assert edges(NINE, NINE) == [NINE]
