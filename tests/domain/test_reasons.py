"""A reason names what decided: take that away, and somebody else is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.lifecycle import Action
from server.domain.policy import because, choose, reach_of, rule_for
from server.domain.site import Agent, Policy
from server.rim.words import REASONS
from tests.domain.removal import Moment, without
from tests.domain.world import NINE, Lobby

OF_NO_CALL_BY_RULE = {"away", "chosen"}
"""One is never called, the other is called by hand."""


def _next_due(lobby: Lobby) -> None:
    lobby.take("identity")
    lobby.take("civil")


def _past_promise(lobby: Lobby) -> None:
    _next_due(lobby)
    lobby.later(30)


def _first_come(lobby: Lobby) -> None:
    lobby.site = replace(lobby.site, policy=Policy(rule="arrival"))
    _next_due(lobby)


def _weighted(lobby: Lobby) -> None:
    lobby.site = replace(lobby.site, policy=Policy(rule="weights", weights={"civil": 2}))
    _next_due(lobby)


def _legal_priority(lobby: Lobby) -> None:
    lobby.take("identity")
    lobby.later(1)
    lobby.take("identity", priority=True)


def _after_priority(lobby: Lobby) -> None:
    for _ in range(3):
        lobby.take("identity", priority=True)
    lobby.take("civil")
    lobby.later(11)
    for _ in range(2):
        called = lobby.next()
        assert called is not None
        lobby.move(called, Action.FINISH)


def _already_received(lobby: Lobby) -> None:
    back = lobby.take("social")
    lobby.open("2", "paul")
    lobby.later(2)
    lobby.next("2", "paul")
    lobby.take("civil")
    lobby.later(1)
    lobby.move(back, Action.TRANSFER, "paul", service="civil")


def _appointment(lobby: Lobby) -> None:
    lobby.take("identity")
    lobby.take("identity", appointment=NINE + timedelta(minutes=5))


def _kept_for_counter(lobby: Lobby) -> None:
    sent = lobby.take("social")
    lobby.take("civil")
    lobby.move(sent, Action.TRANSFER, counter="1")


def _expert_kept(lobby: Lobby) -> None:
    lobby.site = replace(
        lobby.site, agents={**lobby.site.agents, "paul": Agent("paul", {"civil": 1})}
    )
    lobby.open("2", "paul")
    lobby.take("civil")
    lobby.take("identity")


DAYS: dict[str, Callable[[Lobby], None]] = {
    "next_due": _next_due,
    "past_promise": _past_promise,
    "first_come": _first_come,
    "weighted": _weighted,
    "legal_priority": _legal_priority,
    "after_priority": _after_priority,
    "already_received": _already_received,
    "appointment": _appointment,
    "kept_for_counter": _kept_for_counter,
    "expert_kept": _expert_kept,
}


def a_moment(lobby: Lobby) -> Moment:
    reach = reach_of(lobby.day, lobby.site, "1", "nadia")
    return Moment(lobby.day, reach, lobby.site.policy, lobby.now)


def test_each_reason_has_its_day() -> None:
    assert set(DAYS) | OF_NO_CALL_BY_RULE == set(REASONS)


@pytest.mark.parametrize("rule", DAYS)
def test_a_reason_names_what_decided(rule: str) -> None:
    lobby = Lobby()
    lobby.open()
    DAYS[rule](lobby)
    moment = a_moment(lobby)
    choice = choose(moment.day, moment.reach, moment.policy, moment.now)
    assert choice is not None and choice.rule == rule

    assert without(rule, choice.ticket.number, moment).chosen() not in (None, choice.ticket.number)


def test_a_card_that_changes_nothing_is_not_given_as_the_reason() -> None:
    lobby = Lobby()
    lobby.open()
    lobby.take("identity", priority=True)
    lobby.later(5)
    lobby.take("identity")

    called = lobby.next()

    assert called is not None and called.priority
    assert called.called_because == ("next_due", {})


def test_a_place_is_told_by_what_gives_it() -> None:
    lobby = Lobby()
    card = lobby.take("identity", priority=True)
    away = lobby.move(lobby.take("identity"), Action.LATER, minutes=10)
    policy = lobby.site.policy

    assert rule_for(policy, card, lobby.now) == "legal_priority"
    assert rule_for(policy, away, lobby.now) == "away"
    assert rule_for(policy, away, lobby.now + timedelta(minutes=10)) == "next_due"


def test_why_is_told_of_whoever_waits_and_of_whoever_was_called() -> None:
    lobby = Lobby()
    lobby.open()
    first, second, gone = (lobby.take("identity") for _ in range(3))
    lobby.move(gone, Action.CANCEL)
    lobby.next()
    lobby.move(first, Action.FINISH)

    told = [
        because(lobby.site.policy, lobby.day.tickets[each.number], lobby.now)
        for each in (first, second, gone)
    ]

    assert told == [("next_due", {}), ("next_due", {}), None]
