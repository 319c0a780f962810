"""Next means next: a counter that calls now calls this number."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.nearness import called_next, nearness
from server.domain.site import Site
from server.domain.ticket import Ticket
from tests.domain.random_days import CODES, PEOPLE, a_site_of
from tests.domain.world import Lobby


def near(lobby: Lobby, ticket: Ticket) -> str:
    now = lobby.day.tickets[ticket.number]
    left = lobby.waits.of_ticket(lobby, now)
    following = called_next(lobby.day, lobby.site, lobby.now)
    return nearness(now, following, lobby.now, left)


def test_first_of_her_service_is_not_next_while_the_counter_calls_another_first() -> None:
    lobby = Lobby()
    lobby.open("1")
    first = lobby.take("civil")
    lobby.later(1)
    second = lobby.take("identity")

    assert (near(lobby, first), near(lobby, second)) == ("next", "later")


def test_nobody_is_next_while_every_counter_that_could_call_rests() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity")
    lobby.open("1")
    assert near(lobby, ticket) == "next"

    lobby.ask(c.PauseCounter("1"))

    assert near(lobby, ticket) == "later"


def test_whoever_is_kept_for_a_counter_is_next_there_alone() -> None:
    lobby = Lobby()
    ticket = lobby.take("civil")
    lobby.open("1", "nadia")
    lobby.open("2", "paul")
    lobby.move(ticket, Action.TRANSFER, counter="2")
    assert near(lobby, ticket) == "next"

    lobby.ask(c.PauseCounter("2"), "paul")

    assert near(lobby, ticket) == "later"


def test_come_back_once_the_time_asked_for_is_over() -> None:
    lobby = Lobby()
    before = lobby.take("identity")
    ticket = lobby.take("identity")
    lobby.open("1")
    lobby.move(ticket, Action.LATER, minutes=10)
    assert (near(lobby, before), near(lobby, ticket)) == ("next", "later")

    lobby.later(10)

    assert near(lobby, ticket) == "soon"


def test_come_back_when_little_is_left_of_a_long_wait() -> None:
    lobby = Lobby()
    lobby.take("civil")
    ticket = lobby.take("civil")
    lobby.open("1")
    assert near(lobby, ticket) == "later"  # she has only just sat down

    lobby.later(20)

    assert near(lobby, ticket) == "soon"


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 2**32))
def test_those_who_are_told_so_are_those_who_would_be_called(seed: int) -> None:
    chance = Random(seed)
    lobby = _hall(a_site_of("due", chance), chance)
    waiting = list(lobby.day.waiting())
    told = {ticket.number for ticket in waiting if near(lobby, ticket) == "next"}

    would_be = set()
    for counter, who in PEOPLE.items():
        day = lobby.day.copy()
        called = lobby.next(counter, who)
        would_be |= {called.number} if called else set()
        lobby.day = day

    assert told == would_be


def _hall(site: Site, chance: Random) -> Lobby:
    """People with several demands, some with a card, some who asked for time."""
    lobby = Lobby(site)
    for counter, who in PEOPLE.items():
        lobby.open(counter, who)
    for _ in range(chance.randint(1, 12)):
        ticket = lobby.take(*chance.sample(CODES, 2), priority=chance.random() < 0.2)
        if chance.random() < 0.2:
            lobby.move(ticket, Action.LATER, minutes=10)
        lobby.later(chance.randint(0, 5))
    return lobby
