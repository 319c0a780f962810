"""Honest days are fair, whatever happens on them; what is not fair is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from server.domain import events as e
from server.domain.events import Fact
from server.domain.fairness.proof import Fairness, Unprovable
from server.domain.fairness.site_files import LoadedFile
from server.domain.lifecycle import Action
from server.domain.site import Agent, Policy
from tests.domain.fair_days import (
    ANY_DAY,
    MINUTE,
    SITE,
    any_site,
    called,
    changed,
    close,
    kinds,
    lived,
    many,
    proved,
    shown_by,
)
from tests.domain.world import Lobby, a_service


@many
@given(ANY_DAY)
def test_an_honest_day_is_fair(seed: int) -> None:
    facts = lived(seed).facts

    fairness = proved(facts)

    assert kinds(fairness) == set()
    assert (fairness.unexplained, fairness.broken) == (0, 0)
    calls = sum(isinstance(fact.event, e.TicketCalled) for fact in facts)
    assert (fairness.calls, fairness.by_hand) == (calls, calls - len(called(facts)))


@many
@given(ANY_DAY)
def test_an_honest_day_is_fair_under_any_policy(seed: int) -> None:
    site = any_site(seed)

    assert kinds(proved(lived(seed, site=site).facts, site=site)) == set()


@many
@given(ANY_DAY)
def test_an_honest_day_is_fair_though_the_site_file_changed(seed: int) -> None:
    """Social help is gone, and civil matters are promised sooner; whoever is here is served."""
    services = {"civil": a_service("civil", "B", 5, 8), "identity": SITE.services["identity"]}
    afternoons = replace(
        SITE, services=services, policy=Policy(priority_run=3, no_show_after=1), agents={}
    )
    facts = lived(seed, then=afternoons).facts
    half = [fact for fact in facts if isinstance(fact.event, e.TicketTaken)][14]

    loaded = LoadedFile(half.at + 4 * MINUTE, afternoons)

    assert kinds(proved(facts, loaded)) == set()


def _waits_for_the_later_one() -> tuple[Lobby, Fact, e.TicketCalled]:
    """Two for the same service, five minutes apart; the first is rightly called."""
    lobby = Lobby(SITE)
    lobby.open()
    lobby.take("identity")
    lobby.later(5)
    lobby.take("identity")
    lobby.next()
    (call,) = called(lobby.facts)
    return lobby, *call


def test_a_later_comer_who_was_called_first_overtook_by_too_much() -> None:
    lobby, fact, call = _waits_for_the_later_one()

    fairness = proved(changed(lobby.facts, fact.seq, replace(call, number="A002")))

    worst = fairness.turns.worst
    assert worst is not None and not fairness.turns.held
    assert (worst.kind, worst.number, worst.other) == ("overtaken_too_far", "A001", "A002")
    assert (worst.minutes, worst.allowed) == (5, 0)
    (unexplained,) = fairness.reasons.breaches
    assert (unexplained.kind, unexplained.other) == ("another_due", "A001")
    assert unexplained.right == ("next_due", {})
    assert (fairness.unexplained, fairness.broken) == (1, 2)


def test_a_call_by_hand_is_counted_and_not_judged() -> None:
    lobby = Lobby(SITE)
    lobby.open()
    lobby.take("identity")
    lobby.later(5)
    chosen = lobby.take("identity")
    lobby.move(chosen, Action.CALL)
    lobby.move(chosen, Action.PARK)
    lobby.move(chosen, Action.RESUME)

    fairness = proved(lobby.facts)

    assert (fairness.calls, fairness.by_hand, fairness.broken) == (2, 2, 0)
    assert fairness.turns.worst is None


def test_a_priority_run_that_was_exceeded_is_found() -> None:
    lobby = Lobby(SITE)
    lobby.open()
    for _ in range(2):
        lobby.take("identity", priority=True)
    lobby.take("identity")
    lobby.later(30)
    lobby.next()
    lobby.move(lobby.day.tickets["A001"], Action.FINISH)
    lobby.later(1)
    lobby.next()
    fact, call = called(lobby.facts)[-1]
    assert call.rule == "after_priority"
    third = e.TicketCalled("A002", "1", "nadia", "legal_priority")

    assert proved(lobby.facts).broken == 0
    fairness = proved(changed(lobby.facts, fact.seq, third))
    assert shown_by(fairness) == {fact.seq}
    assert fairness.reasons.breaches[0].other == "A003"


def _left_to_a_colleague(minutes: float) -> Fairness:
    """Identity papers wait; Nadia, their expert, calls a matter that only she knows, so much
    later; Sophie, who answers everything at first level, is at the next counter."""
    skills = {"nadia": {"identity": 1, "civil": 2}, "sophie": {"identity": 1}}
    site = replace(SITE, agents={who: Agent(who, known) for who, known in skills.items()})
    lobby = Lobby(site)
    lobby.open("1", "nadia")
    lobby.open("3", "sophie")
    lobby.take("identity")  # due at 9:20
    lobby.later(13)
    lobby.take("civil")  # due at 9:23
    lobby.later(minutes)
    lobby.next("1", "nadia")
    fact, call = called(lobby.facts)[-1]
    forged = replace(call, number="B001", rule="expert_kept", facts={"left": "A001"})
    return proved(changed(lobby.facts, fact.seq, forged), site=site)


def test_for_an_expert_s_sake_somebody_may_be_overtaken_who_is_not_due() -> None:
    assert kinds(_left_to_a_colleague(5)) == set()


def test_for_an_expert_s_sake_nobody_is_overtaken_who_is_due() -> None:
    assert kinds(_left_to_a_colleague(8)) == {"another_due", "overtaken_too_far"}


def test_legal_priority_is_not_told_as_an_overtaking() -> None:
    lobby = Lobby(SITE)
    lobby.open()
    lobby.take("identity")
    lobby.later(5)
    lobby.take("identity", priority=True)
    lobby.next()

    fairness = proved(lobby.facts)
    assert fairness.turns.worst is None and fairness.turns.held


def test_the_worst_case_of_each_promise_is_told_while_it_holds() -> None:
    lobby = Lobby(SITE)
    lobby.open()
    lobby.take("identity")  # due at 9:20
    lobby.later(8)
    lobby.take("civil")  # due at 9:18
    lobby.later(17)
    lobby.next()
    lobby.move(lobby.day.tickets["B001"], Action.FINISH)
    lobby.later(4)
    lobby.next()

    waits, turns, reasons = (promise.worst for promise in proved(lobby.facts).promises)

    assert waits is not None and turns is not None and reasons is None
    assert (waits.kind, waits.number, waits.minutes) == ("past_due", "A001", 9)
    assert (turns.kind, turns.number, turns.other) == ("overtaken", "A001", "B001")
    assert (turns.minutes, turns.allowed) == (8, 10)


def test_whoever_comes_nearest_to_the_due_time_is_told_when_nobody_passed_it() -> None:
    lobby, _, _ = _waits_for_the_later_one()

    worst = proved(lobby.facts).waits.worst

    assert worst is not None
    assert (worst.kind, worst.number, worst.minutes) == ("before_due", "A001", 0)


def test_whoever_still_waits_when_the_day_is_closed_was_left_waiting() -> None:
    lobby = Lobby(SITE)
    left = lobby.take("identity")
    gone = lobby.take("identity")
    lobby.move(gone, Action.LEAVE)
    lobby.later(50)
    still_open = proved(lobby.facts)
    close(lobby)

    (breach,) = proved(lobby.facts).waits.breaches

    assert still_open.broken == 0
    assert (breach.kind, breach.number, breach.minutes) == ("left_waiting", left.number, 30)


def test_a_day_without_calls_breaks_nothing() -> None:
    fairness = proved([])

    assert (fairness.calls, fairness.by_hand, fairness.unexplained, fairness.broken) == (0, 0, 0, 0)
    assert [promise.worst for promise in fairness.promises] == [None, None, None]


def test_a_journal_that_does_not_fold_is_said_with_its_place() -> None:
    facts = lived(1).facts
    gap = [fact for fact in facts if fact.seq != 5]

    with pytest.raises(Unprovable, match="fact 6 "):
        proved(gap)


def test_a_rule_of_the_future_is_compared_by_its_name_alone() -> None:
    lobby, fact, call = _waits_for_the_later_one()

    fairness = proved(changed(lobby.facts, fact.seq, replace(call, rule="by_moonlight")))

    (breach,) = fairness.reasons.breaches
    assert breach.recorded == ("by_moonlight", {})
