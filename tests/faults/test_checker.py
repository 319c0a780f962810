"""The judge sees each kind of wrong; a judge that sees nothing would prove nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.faults.checker import judge
from tests.faults.deeds import Deed
from tests.faults.kept import Kept


def _deed(act: str, key: str, at: float, number: str, who: str = "k1", **more: object) -> Deed:
    answer: dict[str, object] = {"number": number, **more}
    if act == "next":
        answer = {"ticket": answer}
    counter = who if act != "take" else ""
    return Deed(who, act, key, at, at + 0.5, 200, answer, counter)


GOOD = (
    _deed("take", "a", 1, "A001"),
    _deed("take", "b", 2, "A002"),
    _deed("next", "c", 3, "A001", who="1"),
    _deed("next", "d", 4, "A002", who="2"),
    _deed("finish", "e", 5, "A001", who="1", state="served"),
    _deed("take", "a", 6, "A001"),
)
KEPT = (
    Kept(1, "ticket_taken", "A001", "a"),
    Kept(2, "ticket_taken", "A002", "b"),
    Kept(3, "ticket_called", "A001", "c"),
    Kept(4, "ticket_called", "A002", "d"),
    Kept(5, "service_finished", "A001", "e"),
)


def test_a_day_as_it_should_be_is_found_good() -> None:
    verdict = judge(GOOD, KEPT)

    assert verdict.wrong == []
    assert (verdict.acknowledged, verdict.repeats) == (5, 1)


def test_an_acknowledged_ticket_that_is_not_kept_is_lost() -> None:
    (said,) = judge(GOOD, KEPT[:1] + KEPT[2:]).lost

    assert said == "take A002 (b) is kept 0 times"


def test_a_number_told_that_is_not_the_one_kept_is_lost() -> None:
    kept = (*KEPT[:1], replace(KEPT[1], number="A007"), *KEPT[2:])

    assert judge(GOOD, kept).lost == ["b was told A002, kept is A007"]


def test_a_number_given_twice_is_doubled() -> None:
    told = (*GOOD, _deed("take", "f", 7, "A002", who="k2"))
    kept = (*KEPT, Kept(6, "ticket_taken", "A002", "f"))

    assert judge(told, kept).doubled == ["A002 was given 2 times, kept 2 times"]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (4.6, "A001 was at 1 and at 3"),
        (7.0, "A001 was served and called again at 3"),
    ],
)
def test_a_visitor_called_by_two_counters_is_doubled(when: float, said: str) -> None:
    kept = (*KEPT, Kept(6, "ticket_called", "A001", "f"))
    called = replace(_deed("next", "f", when, "A001", who="3"), answered=when + 0.1)

    assert judge((*GOOD, called), kept).doubled == [said]


def test_a_repeat_that_is_answered_otherwise_is_seen() -> None:
    told = (*GOOD, _deed("take", "b", 7, "A003"))

    assert len(judge(told, KEPT).changed) == 1


def test_a_repeat_that_is_refused_although_it_was_kept_is_seen() -> None:
    refused = replace(_deed("finish", "e", 7, "A001", who="1"), status=409, answer={"code": "x"})

    assert judge((*GOOD, refused), KEPT).changed == ["e was kept, and refused with 409 x"]


def test_facts_of_one_counter_in_another_order_are_seen() -> None:
    swapped = tuple(replace(row, place={3: 5, 5: 3}.get(row.place, row.place)) for row in KEPT)

    assert judge(GOOD, swapped).disordered == ["1: c stands after e"]


def test_a_smaller_number_for_a_later_visitor_is_seen() -> None:
    told = (_deed("take", "b", 1, "A002"), _deed("take", "a", 2, "A001"))

    assert "A001 was given after A002" in judge(told, KEPT[:2]).disordered
