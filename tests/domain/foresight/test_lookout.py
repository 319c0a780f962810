"""In a day that is played on, nobody is called for what is interrupted."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import given

from server.domain import commands as c
from server.domain.foresight import Expected, foresee
from server.domain.interruption import interrupted
from tests.domain.fair_days import ANY_DAY, many
from tests.domain.foresight.any_moment import any_moment, at, expected, played
from tests.domain.world import NINE, Lobby

HOUR = timedelta(hours=1)
TEN = NINE + HOUR


def a_morning(*services: str) -> Lobby:
    """Nadia answers identity papers and civil status; no identity papers from ten to eleven."""
    lobby = Lobby(now=TEN + timedelta(minutes=10))
    lobby.ask(c.InterruptService("identity", TEN, TEN + HOUR), "claire")
    lobby.open()
    for service in services:
        lobby.take(service)
    return lobby


@many
@given(ANY_DAY)
def test_in_no_run_is_an_interrupted_demand_called(seed: int) -> None:
    lobby = any_moment(Random(seed))
    run = played(lobby, expected(lobby), seed)
    wanted = {t.number: t.remaining for t in lobby.day.waiting()}
    wanted |= {f"~{n}": services for n, (_, services, _) in enumerate(run.come, 1)}

    for deed in run.story:
        if deed.what == "done":
            wanted.pop(deed.number, None)  # what is left of a visit is not told in the story
        if deed.what == "call" and deed.number in wanted:
            services, moment = wanted[deed.number], at(lobby, deed.at)
            resting = interrupted(lobby.day, lobby.site, services, moment)
            assert not resting.issuperset(services), deed


@many
@given(ANY_DAY)
def test_nobody_is_foreseen_to_be_called_before_it_is_over(seed: int) -> None:
    lobby = any_moment(Random(seed))
    told = foresee(lobby.day, lobby.site, lobby.now, expected(lobby))

    for service, outlook in told.newcomers.items():
        found = told.interruption_of(service, lobby.now)
        if found and found.lasts(lobby.now) and outlook.wait:
            assert outlook.wait.low >= (found.ends - lobby.now) / timedelta(minutes=1) - 1e-6


def test_who_comes_for_something_else_does_not_wait_for_those_who_are_held_up() -> None:
    lobby = a_morning(*["identity"] * 6)
    told = foresee(lobby.day, lobby.site, lobby.now, Expected(lobby.now + 3 * HOUR))

    held, other = told.newcomers["identity"].wait, told.newcomers["civil"].wait
    assert held is not None and held.low > 50
    assert other is not None and other.high == 0


def test_the_first_is_called_the_moment_it_is_over() -> None:
    lobby = a_morning("identity", "identity")
    told = foresee(lobby.day, lobby.site, lobby.now, Expected(lobby.now + 3 * HOUR))

    first = told.tickets["A001"].wait
    assert first is not None and (first.low, first.high) == (50, 50)


def test_where_it_lasts_until_closing_nobody_is_received_in_time() -> None:
    lobby = a_morning("identity")
    told = foresee(lobby.day, lobby.site, lobby.now, Expected(lobby.now + HOUR / 2))

    assert told.newcomers["identity"].before_closing == 0
