"""A reason names what decided: take that away, and somebody else is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given

from server.domain import commands as c
from server.domain.lifecycle import Action, State
from server.domain.policy import because, choose, order, reach_of, rule_for
from server.domain.site import Agent, Policy
from server.rim.words import REASONS
from tests.domain.fair_days import ANY_DAY, many
from tests.domain.foresight.any_moment import any_moment
from tests.domain.removal import Moment, without
from tests.domain.world import NINE, Lobby

OF_NO_CALL_BY_RULE = {"away", "chosen", "interrupted"}
"""Called by hand, or not now: who stands there is passed over."""


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


def test_who_is_passed_over_for_an_interruption_has_it_as_the_reason() -> None:
    lobby = Lobby()
    lobby.open()
    held, both = lobby.take("identity"), lobby.take("identity", "civil")
    lobby.later(25)
    lobby.ask(c.InterruptService("identity", lobby.now, lobby.now + timedelta(hours=1)), "claire")
    shown = [*order(lobby.day, lobby.site, lobby.now)]

    assert [(each.ticket.number, each.rule) for each in shown] == [
        (both.number, "past_promise"),
        (held.number, "interrupted"),
    ]
    assert because(lobby.day, lobby.site, held, lobby.now) == ("interrupted", {})
    assert _next(lobby) == both.number
    lobby.day.interruptions.clear()
    assert _next(lobby) == held.number


@many
@given(ANY_DAY)
def test_without_it_each_of_them_would_be_called_like_anybody(seed: int) -> None:
    """On any day: whoever has this reason is called by no counter, and by one without it."""
    lobby = any_moment(Random(seed))
    told = {each.ticket.number: each.rule for each in order(lobby.day, lobby.site, lobby.now)}
    held = {number for number, rule in told.items() if rule == "interrupted"}
    there = {number for number, rule in told.items() if rule != "away"}

    assert _called_one_by_one(lobby, lobby.now).isdisjoint(held)
    received = _called_one_by_one(lobby, None)
    assert there - received == {n for n in there if not _answered(lobby, n)}


def _called_one_by_one(lobby: Lobby, now: datetime | None) -> set[str]:
    """By all open counters, until they find nobody. Without the hour nothing is interrupted."""
    day, called = lobby.day.copy(), set[str]()
    for counter, agent in day.staffing.open:
        reach = reach_of(day, lobby.site, counter, agent, now)
        while choice := choose(day, reach, lobby.site.policy, lobby.now):
            day.change(choice.ticket, state=State.PARKED)
            called.add(choice.ticket.number)
    return called


def _answered(lobby: Lobby, number: str) -> bool:
    ticket = lobby.day.tickets[number]
    return any(
        ticket.reserved_for == counter
        or (
            ticket.reserved_for is None
            and not lobby.site.skills_of(agent).isdisjoint(ticket.remaining)
        )
        for counter, agent in lobby.day.staffing.open
    )


def _next(lobby: Lobby) -> str | None:
    reach = reach_of(lobby.day, lobby.site, "1", "nadia", lobby.now)
    choice = choose(lobby.day, reach, lobby.site.policy, lobby.now)
    return choice.ticket.number if choice else None


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
        because(lobby.day, lobby.site, lobby.day.tickets[each.number], lobby.now)
        for each in (first, second, gone)
    ]

    assert told == [("next_due", {}), ("next_due", {}), None]
