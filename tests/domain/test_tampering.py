"""Whoever tampers with a journal is found, on any day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from server.domain import events as e
from server.domain.events import Fact
from tests.domain.fair_days import (
    ANY_DAY,
    MINUTE,
    called,
    changed,
    kinds,
    lived,
    many,
    proved,
    shown_by,
    without,
)


def without_number(facts: Sequence[Fact], number: str, since: int) -> list[Fact]:
    """As if this ticket had been forgotten from this fact on."""
    return without(facts, lambda f: f.seq >= since and getattr(f.event, "number", "") == number)


@many
@given(ANY_DAY, st.data())
def test_a_call_swapped_with_another_is_found(seed: int, data: st.DataObject) -> None:
    facts = lived(seed).facts
    calls = called(facts)
    first, one = data.draw(st.sampled_from(calls[:-1]))
    second, other = data.draw(st.sampled_from(calls[1:]))
    assume(first.seq < second.seq and one.number != other.number)

    swapped = changed(facts, first.seq, replace(one, number=other.number))
    swapped = changed(swapped, second.seq, replace(other, number=one.number))

    assert first.seq in shown_by(proved(swapped))


@many
@given(ANY_DAY, st.data())
def test_a_reason_that_was_renamed_is_found(seed: int, data: st.DataObject) -> None:
    facts = lived(seed).facts
    fact, call = data.draw(st.sampled_from(called(facts)))
    names = {"next_due", "past_promise", "legal_priority", "appointment", "a_favour"} - {call.rule}
    renamed = replace(call, rule=data.draw(st.sampled_from(sorted(names))))

    fairness = proved(changed(facts, fact.seq, renamed))

    assert kinds(fairness) == {"another_reason"}
    assert shown_by(fairness) == {fact.seq}
    assert (fairness.unexplained, fairness.broken) == (1, 1)


@many
@given(ANY_DAY, st.data())
def test_somebody_forgotten_at_the_end_is_found(seed: int, data: st.DataObject) -> None:
    """The last call of some ticket, and all that followed for it, was taken out."""
    facts = lived(seed).facts
    fact, call = data.draw(st.sampled_from(called(facts)))
    later = [f.seq for f, other in called(facts) if other.number == call.number]
    fairness = proved(without_number(facts, call.number, max(fact.seq, *later)))

    assert "left_waiting" in kinds(fairness)
    assert call.number in {breach.number for breach in fairness.waits.breaches}
    assert not fairness.waits.held


@many
@given(ANY_DAY, st.data())
def test_a_place_that_was_moved_without_a_rule_is_found(seed: int, data: st.DataObject) -> None:
    facts = lived(seed).facts
    taken = [(f, f.event) for f in facts if isinstance(f.event, e.TicketTaken)]
    fact, event = data.draw(st.sampled_from(taken))
    minutes = data.draw(st.sampled_from((-7, 9)))
    moved = replace(event, due=event.due + minutes * MINUTE)

    fairness = proved(changed(facts, fact.seq, moved))

    promise = fairness.waits if minutes > 0 else fairness.turns
    kind = "put_back" if minutes > 0 else "put_forward"
    assert (kind, event.number, abs(minutes)) in {
        (breach.kind, breach.number, breach.minutes) for breach in promise.breaches
    }


@many
@given(ANY_DAY, st.data())
def test_a_counter_that_was_told_that_nobody_waits_is_found(seed: int, data: st.DataObject) -> None:
    facts = lived(seed).facts
    fact, call = data.draw(st.sampled_from(called(facts)))

    fairness = proved(changed(facts, fact.seq, e.NobodyToCall(call.counter)))

    assert "overlooked" in kinds(fairness)
    assert call.number in {breach.number for breach in fairness.waits.breaches}
