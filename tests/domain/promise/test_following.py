"""A site's day as the promise follows it: live, and again at night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import log1p

import pytest

from server.domain import events as e
from server.domain.day import Day
from server.domain.events import Fact
from server.domain.fold import apply
from server.domain.lifecycle import Action
from server.domain.promise.following import DayWatch, past_day
from server.domain.promise.online import SHRUNK, TRUST
from server.domain.ticket import ToldWait
from tests.domain.world import TODAY, Lobby, a_site


def followed(lobby: Lobby, facts: list[Fact] | None = None) -> DayWatch:
    """Fact by fact, as a running server does."""
    day, watch = Day("mairie", TODAY), DayWatch("mairie", TODAY, lobby.site.timezone)
    for fact in facts or lobby.facts:
        apply(day, fact)
        watch.follow(day, lobby.site, fact)
    return watch


def a_morning(visitors: int = 6) -> Lobby:
    """One counter, somebody every four minutes, ten minutes each."""
    lobby = Lobby()
    lobby.open()
    for n in range(visitors):
        lobby.take("identity")
        lobby.later(4)
        if n % 2:
            lobby.next()
    return lobby


def test_it_knows_who_waits_and_who_is_open() -> None:
    lobby = a_morning()
    watch = followed(lobby)
    state = watch.state("identity", 3, lobby.now)

    assert (state.waiting, state.open_counters, state.issued) == (3, 1, 6)
    assert state.posted == 15
    assert state.minute == 9 * 60 + 24


def test_a_call_long_ago_is_longer_ago_every_minute() -> None:
    lobby = a_morning()
    watch = followed(lobby)
    now = watch.state("identity", 1, lobby.now)
    later = watch.state("identity", 1, lobby.now + timedelta(minutes=7))

    assert now.idle is not None and later.idle is not None
    assert later.idle - now.idle == pytest.approx(7)
    assert later.head - now.head == pytest.approx(7)


def test_minutes_are_those_of_the_hall_s_clock() -> None:
    lobby = Lobby(a_site(timezone="Europe/Paris"))
    lobby.open()
    lobby.take("identity")

    assert followed(lobby).state("identity", 1, lobby.now).minute == 10 * 60


def test_a_night_that_changes_the_clock_moves_no_hour() -> None:
    """The last Sunday of October has 25 hours; ten in the morning is ten in the morning."""
    watch = DayWatch("mairie", date(2026, 10, 25), "Europe/Paris")

    assert watch.minute(datetime(2026, 10, 25, 9, 0, tzinfo=UTC)) == 10 * 60


def test_the_night_meets_what_the_morning_saw() -> None:
    """Each visitor's state, live when she came, is what a model learns from afterwards."""
    lobby = Lobby()
    lobby.open()
    live = []
    for _ in range(5):
        ticket = lobby.take("identity")
        position = lobby.day.queues.ahead(ticket) + 1
        live.append(followed(lobby).state("identity", position, lobby.now))
        lobby.later(3)
    for _ in range(5):
        lobby.later(11)
        lobby.next()

    day = past_day(lobby.site, TODAY, lobby.facts)

    assert [example.state for example in day.examples] == live
    assert [example.wait for example in day.examples] == [26, 34, 42, 50, 58]


@pytest.mark.parametrize("how", ["at once", "later", "booked", "never"])
def test_there_is_nothing_to_learn_from_who_did_not_wait_her_turn(how: str) -> None:
    lobby = Lobby()
    lobby.open()
    booked = lobby.now + timedelta(minutes=30) if how == "booked" else None
    ticket = lobby.take("identity", appointment=booked)
    if how == "later":
        lobby.move(ticket, Action.LATER, "visitor", minutes=10)
    if how != "at once":
        lobby.later(40)
    if how != "never":
        lobby.next()

    assert past_day(lobby.site, TODAY, lobby.facts).examples == []


def test_who_waited_longer_than_was_told_makes_the_next_wait_longer() -> None:
    lobby = Lobby()
    lobby.open()
    lobby.take("identity")
    lobby.later(30)
    lobby.next()
    first = lobby.facts[1]
    assert isinstance(first.event, e.TicketTaken)
    told = replace(first, event=replace(first.event, told=ToldWait(0, 10, 20, 1)))
    watch = followed(lobby, [lobby.facts[0], told, *lobby.facts[2:]])

    error = log1p(30) - log1p(10)
    assert watch.today.shift("mairie/identity") == pytest.approx(TRUST * error / (1 + SHRUNK))


def test_a_queue_that_nobody_came_to_can_be_met() -> None:
    lobby = a_morning()
    watch = followed(lobby)
    watch.meet(lobby.day, lobby.site, "civil", lobby.now)

    assert watch.state("civil", 1, lobby.now).waiting == 0
