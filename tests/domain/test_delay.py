"""What an interruption adds to a wait, and what is left of the wait without it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import given

from server.domain.delay import callable_time, put_off
from server.domain.forecast import Estimate
from server.domain.foresight import foresee
from server.domain.hours import Interruption
from server.domain.interruption import interruption_of
from server.domain.promise.following import DayWatch
from server.domain.waits import Waits
from tests.domain.fair_days import ANY_DAY, many
from tests.domain.foresight.any_moment import any_moment, expected
from tests.domain.told_waits import PROMISER
from tests.domain.world import NINE, TODAY, Lobby

MINUTE = timedelta(minutes=1)
TEN = NINE + 60 * MINUTE
FOUND = {"identity": Interruption(TEN, TEN + 60 * MINUTE)}


def ends(wait: Estimate | None) -> tuple[int, int, int]:
    assert wait is not None
    return wait.low, wait.likely, wait.high


def test_a_wait_that_ends_before_it_is_as_ever_and_another_is_longer_by_all_of_it() -> None:
    def told(*services: str) -> tuple[int, int, int]:
        return ends(put_off(Estimate(10, 55, 65), services, NINE, FOUND.get))

    assert told("identity") == (10, 55, 125)
    assert told("identity", "civil") == (10, 55, 65)


def test_what_was_foreseen_with_it_is_not_put_off_twice() -> None:
    for minutes in (10, 55, 120, 150):
        left = callable_time(minutes, ("identity",), NINE, FOUND.get)
        again = Estimate(0, round(left), round(left))

        assert ends(put_off(again, ("identity",), NINE, FOUND.get))[2] == minutes


def learned(seed: int) -> Lobby:
    """Its waits are foreseen and learned, as in a reception."""
    lobby = any_moment(Random(seed))
    lobby.waits = Waits(DayWatch("mairie", TODAY, "UTC"), PROMISER)
    for fact in lobby.facts:
        lobby.waits.follow(lobby.day, lobby.site, fact)
    foresight = foresee(lobby.day, lobby.site, lobby.now, expected(lobby))
    lobby.waits.look_ahead(foresight, dict.fromkeys(lobby.site.services, 10))
    return lobby


@many
@given(ANY_DAY)
def test_whoever_is_held_up_is_told_at_least_the_rest_of_it(seed: int) -> None:
    lobby = learned(seed)

    for service in lobby.site.services:
        found = interruption_of(lobby.day, lobby.site, service, lobby.now)
        told = lobby.waits.of_newcomer(lobby, service)
        if found and found.lasts(lobby.now) and told:
            assert told.low * MINUTE >= found.ends - lobby.now
    for ticket in lobby.day.waiting():
        of = [interruption_of(lobby.day, lobby.site, s, lobby.now) for s in ticket.remaining]
        told = lobby.waits.of_ticket(lobby, ticket)
        if told and all(each and each.lasts(lobby.now) for each in of):
            assert told.low * MINUTE >= min(each.ends for each in of if each) - lobby.now
