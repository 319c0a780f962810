"""What came of what was told, counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain import events as e
from server.domain.events import Fact
from server.domain.promise.tally import tallies, together
from tests.promises.days import FIRST, TOLD, a_day


def test_each_visitor_who_waited_is_counted_once_as_early_in_time_or_late() -> None:
    """The n-th waits some three minutes longer than the one before, and all were told 5 to 30."""
    found = together(tallies(a_day(FIRST)))

    assert found.visits == 19  # the first was called at once
    assert found.early == pytest.approx(100 / 19)  # after some three minutes
    assert found.late == pytest.approx(100 * 10 / 19)
    assert found.cover == pytest.approx(100 * 8 / 19)
    assert found.mae == pytest.approx(sum(abs(3.1 * n - 14.9) for n in range(1, 20)) / 19)


def test_services_and_bands_are_told_apart_and_add_up() -> None:
    other = [_told_more(fact) for fact in a_day(FIRST)]
    both = tallies(a_day(FIRST)) + tallies(other)

    assert {(each.service, each.band) for each in both} == {("identity", 2), ("passport", 4)}
    assert together(both).visits == 38


def test_who_asked_for_more_time_or_was_told_nothing_is_not_counted() -> None:
    facts = [_untold(fact) if fact.seq % 2 else fact for fact in a_day(FIRST)]
    told = sum(isinstance(f.event, e.TicketTaken) and f.event.told is not None for f in facts)
    later = next(f for f in facts if isinstance(f.event, e.TicketTaken) and f.seq > 30)
    until = later.at + timedelta(minutes=9)
    assert isinstance(later.event, e.TicketTaken)
    postponed = replace(later, event=e.TicketPostponed(later.event.number, until, until))
    before = together(tallies(facts)).visits

    place = facts.index(later) + 1
    after = together(tallies([*facts[:place], postponed, *facts[place:]])).visits

    assert before <= told
    assert after == before - (later.event.told is not None)


def test_of_nobody_nothing_is_said() -> None:
    found = together([])
    assert (found.visits, found.cover, found.late, found.mae) == (0, None, None, None)


def _told_more(fact: Fact) -> Fact:
    if not isinstance(fact.event, e.TicketTaken):
        return fact
    told = TOLD._replace(likely=45, high=60)
    return replace(fact, event=replace(fact.event, services=("passport",), told=told))


def _untold(fact: Fact) -> Fact:
    if not isinstance(fact.event, e.TicketTaken):
        return fact
    return replace(fact, event=replace(fact.event, told=None))
