"""One visit, several demands: one number, one place, until all of them are done."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import commands as c
from server.domain.lifecycle import AT_COUNTER, Action, State
from server.domain.site import Agent, Site
from server.domain.ticket import Ticket
from tests.domain.random_days import CODES, PEOPLE, a_site_of
from tests.domain.world import Lobby, a_site

MOMENTS = 60
ENDING = 40
"""Calls by each agent after the last visitor has come: more than there are demands for her."""
OFTEN = settings(max_examples=60, deadline=None, derandomize=True, database=None)
SEEDS = st.integers(0, 2**32)


def test_a_favour_ends_only_what_was_sent() -> None:
    """Sent to a counter that answers neither: the visitor's other demand is not lost."""
    lobby = Lobby(a_site(agents={"nadia": Agent("nadia", {"civil": 1})}))
    lobby.open("1", "nadia")
    ticket = lobby.take("social", "identity")
    lobby.move(ticket, Action.TRANSFER, counter="1")
    lobby.next("1")

    waiting = lobby.move(ticket, Action.FINISH)

    assert (waiting.state, waiting.done) == (State.WAITING, ("social",))


@OFTEN
@given(seed=SEEDS)
def test_whoever_was_received_never_stands_behind_a_later_comer(seed: int) -> None:
    """Legal priority aside, whose calls in a row have their own bound."""
    for lobby, called, before in _calls(seed):
        assert called.counter is not None
        skills = lobby.site.skills_of(PEOPLE[called.counter])
        received = [t for t in before if t.received and not t.priority]
        kept = [t for t in received if not skills.isdisjoint(t.remaining)]
        assert called.priority or all(called.taken_at <= t.taken_at for t in kept)


@OFTEN
@given(seed=SEEDS)
def test_a_visitor_is_at_one_counter_at_a_time(seed: int) -> None:
    for lobby, *_ in _calls(seed):
        seated = [seat.ticket for seat in lobby.day.seats.values() if seat.ticket]
        expected = [t.number for t in lobby.day.tickets.values() if t.state in AT_COUNTER]
        assert sorted(seated) == sorted(expected)


@OFTEN
@given(seed=SEEDS)
def test_a_visit_ends_once_all_is_done_and_no_sooner(seed: int) -> None:
    lobby = Lobby(_site(Random(seed)))
    for _ in _live(lobby, Random(seed)):
        for ticket in lobby.day.tickets.values():
            assert (ticket.state is State.SERVED) == (not ticket.remaining)
    answered = frozenset().union(*(lobby.site.skills_of(who) for who in PEOPLE.values()))
    for ticket in lobby.day.waiting():
        assert answered.isdisjoint(ticket.remaining)


@OFTEN
@given(seed=SEEDS)
def test_an_agent_does_all_that_she_can_in_one_go(seed: int) -> None:
    lobby = Lobby(_site(Random(seed)))
    for called, _ in _live(lobby, Random(seed)):
        assert called.counter is not None
        skills = lobby.site.skills_of(PEOPLE[called.counter])
        assert not skills.isdisjoint(called.remaining)
        finished = lobby.move(called, Action.FINISH, PEOPLE[called.counter])
        assert skills.isdisjoint(finished.remaining)


def _site(chance: Random) -> Site:
    return a_site_of("due", chance)


def _calls(seed: int) -> Iterator[tuple[Lobby, Ticket, list[Ticket]]]:
    lobby = Lobby(_site(Random(seed)))
    for called, before in _live(lobby, Random(seed)):
        yield lobby, called, before


def _live(lobby: Lobby, chance: Random) -> Iterator[tuple[Ticket, list[Ticket]]]:
    """Each call of a day, with who waited then beside the one called."""
    for counter, who in PEOPLE.items():
        lobby.open(counter, who)
    for _ in range(MOMENTS):
        lobby.later(chance.randint(0, 4))
        if chance.random() < 0.4:
            wanted = chance.sample(CODES, chance.randint(1, len(CODES)))
            lobby.take(*wanted, priority=chance.random() < 0.1)
        else:
            yield from _turn(lobby, chance.choice([*PEOPLE]))
    for _ in range(ENDING):
        for counter in PEOPLE:
            lobby.later(1)
            yield from _turn(lobby, counter)


def _turn(lobby: Lobby, counter: str) -> Iterator[tuple[Ticket, list[Ticket]]]:
    """The visitor before is finished, the next one is called."""
    who = PEOPLE[counter]
    if here := lobby.day.at_counter(counter):
        lobby.move(here, Action.FINISH, who)
    before = list(lobby.day.waiting())
    lobby.ask(c.CallNext(counter), who)
    if called := lobby.day.at_counter(counter):
        yield called, [t for t in before if t.number != called.number]
