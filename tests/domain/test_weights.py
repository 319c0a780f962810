"""Fixed weights: some services sooner, and nobody for ever behind them."""

from __future__ import annotations

from server.domain.lifecycle import Action
from server.domain.site import Policy
from tests.domain.world import Lobby, a_site


def a_lobby() -> Lobby:
    weighed = Policy(rule="weights", target_wait=30, weights={"civil": 3})
    return Lobby(a_site(policy=weighed, agents={}))


def test_a_heavier_service_goes_ahead_by_part_of_the_promise() -> None:
    lobby = a_lobby()
    first = lobby.take("social")
    lobby.later(19)
    heavy = lobby.take("civil")  # due after 10 minutes, the other after 30
    lobby.open()

    called = lobby.next()

    assert called is not None and called.number == heavy.number
    assert called.called_because == ("weighted", {})
    assert lobby.day.tickets[first.number].state == "waiting"


def test_and_not_by_more_than_that() -> None:
    lobby = a_lobby()
    first = lobby.take("social")
    lobby.later(21)
    lobby.take("civil")
    lobby.open()

    called = lobby.next()

    assert called is not None and called.number == first.number
    assert called.called_because == ("first_come", {})


def test_among_equals_nobody_is_told_that_weight_decided() -> None:
    lobby = a_lobby()
    lobby.take("civil")
    lobby.later(1)
    lobby.take("civil")
    lobby.open()

    called = lobby.next()

    assert called is not None and called.called_because == ("first_come", {})


def test_whoever_weighs_least_is_not_starved_by_a_stream_of_the_others() -> None:
    lobby = a_lobby()
    patient = lobby.take("social")
    lobby.open()
    before = 0
    while True:
        lobby.take("civil")
        lobby.later(1)
        called = lobby.next()
        assert called is not None
        if called.number == patient.number:
            break
        before += 1
        lobby.move(called, Action.FINISH)

    assert before == 20  # two thirds of the 30 minutes, one a minute
