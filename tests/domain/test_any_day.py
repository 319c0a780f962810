"""What each policy promises, on any site and any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.domain.site import PolicyName
from server.domain.ticket import Ticket
from tests.domain.random_days import PEOPLE, Call, a_site_of, calls, deeds_of
from tests.domain.removal import patience, without

POLICIES: tuple[PolicyName, ...] = ("due", "arrival", "weights")
EXAMPLES = 50
OFTEN = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

SEEDS = st.integers(0, 2**32)

pytestmark = pytest.mark.parametrize("rule", POLICIES)


def every_call(rule: PolicyName, seed: int) -> Iterator[Call]:
    chance = Random(seed)
    return calls(a_site_of(rule, chance), deeds_of(chance))


@OFTEN
@given(seed=SEEDS)
def test_nobody_waits_for_ever(rule: PolicyName, seed: int) -> None:
    """Whoever comes once somebody is due goes before her only by the law's own bound."""
    for call in every_call(rule, seed):
        overtaken = [t for t in call.others if t.due < call.ticket.taken_at]
        assert not overtaken or (call.rule == "after_priority" and _cards(overtaken))


@OFTEN
@given(seed=SEEDS)
def test_overtaking_is_bounded_by_the_difference_of_the_times_given(
    rule: PolicyName, seed: int
) -> None:
    for call in every_call(rule, seed):
        if call.rule == "expert_kept" or not _ordinary(call.ticket):
            continue
        mine = patience(call.site.policy, call.ticket)
        for other in filter(_ordinary, call.others):
            ahead = call.ticket.taken_at - other.taken_at
            assert ahead <= max(patience(call.site.policy, other) - mine, timedelta(0))


@OFTEN
@given(seed=SEEDS)
def test_cards_in_a_row_are_bounded_while_others_are_due(rule: PolicyName, seed: int) -> None:
    for call in every_call(rule, seed):
        if call.ticket.priority and call.run >= call.site.policy.priority_run:
            assert not _due(call.others, call.moment.now)


@OFTEN
@given(seed=SEEDS)
def test_nobody_is_called_to_an_agent_without_the_skill(rule: PolicyName, seed: int) -> None:
    for call in every_call(rule, seed):
        kept = call.ticket.reserved_for == call.moment.reach.counter
        assert kept or call.site.skills_of(call.agent) & set(call.ticket.remaining)


@OFTEN
@given(seed=SEEDS)
def test_experts_are_kept_for_those_who_need_them(rule: PolicyName, seed: int) -> None:
    for call in every_call(rule, seed):
        if any(_only_an_expert_can(call, other) for other in call.others):
            due = call.ticket.due <= call.moment.now
            assert due or not _colleagues_who_can(call, call.ticket)
        if call.rule == "expert_kept":
            left = [other for other in call.others if other.place < call.ticket.place]
            assert left and not _due(left, call.moment.now)
            assert all(_colleagues_who_can(call, other) for other in left)


@OFTEN
@given(seed=SEEDS)
def test_the_reason_names_what_decided(rule: PolicyName, seed: int) -> None:
    for call in every_call(rule, seed):
        if call.others:
            number = call.ticket.number
            assert without(call.rule, number, call.moment).chosen() != number, call.rule


def _cards(tickets: list[Ticket]) -> bool:
    return all(ticket.priority for ticket in tickets)


def _ordinary(ticket: Ticket) -> bool:
    """Stands where the policy alone puts it."""
    apart = ticket.priority or ticket.received or ticket.appointment or ticket.reserved_for
    return not apart and ticket.away_until is None and ticket.first_called_at is None


def _due(tickets: list[Ticket] | tuple[Ticket, ...], now: datetime) -> list[Ticket]:
    return [t for t in tickets if not t.priority and t.due <= now]


def _colleagues_who_can(call: Call, ticket: Ticket) -> list[str]:
    """At first level, at another open counter, all that is still asked."""
    asked = ticket.remaining
    return [who for who in _at_work(call) if all(_level(call, who, s) == 1 for s in asked)]


def _only_an_expert_can(call: Call, ticket: Ticket) -> bool:
    return any(
        _level(call, call.agent, service) == 2
        and not any(_level(call, who, service) == 1 for who in _at_work(call))
        for service in ticket.remaining
    )


def _at_work(call: Call) -> list[str]:
    seats = call.moment.day.open_seats()
    return [seat.agent for seat in seats if seat.agent and seat.agent != call.agent]


def _level(call: Call, who: str, service: str) -> int:
    assert who in PEOPLE.values()
    return call.site.agents[who].skills.get(service, 0)
