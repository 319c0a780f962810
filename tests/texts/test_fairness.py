"""What was found of a day's fairness, said so that anybody understands it."""

from __future__ import annotations

from typing import get_args

import pytest

from server.domain.fairness.proof import Case, CaseKind, Fairness, ProvedPromise
from server.rim.staff.fairness import fairness_view
from tests.domain.world import NINE, TODAY

HELD = ProvedPromise(None, ())


def _said(case: Case, language: str = "en") -> str:
    """As the worst of the first promise."""
    fairness = Fairness(1, 0, ProvedPromise(case, (case,)), HELD, HELD)
    view = fairness_view("mairie", TODAY, fairness, language, "Europe/Paris")
    worst = view.promises[0].worst
    assert worst is not None
    return worst.text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", get_args(CaseKind))
def test_each_case_is_a_sentence_about_its_ticket(kind: CaseKind, language: str) -> None:
    case = Case(kind, "A042", NINE, 8, 12, "B017", 10, ("next_due", {}), ("past_promise", {}))

    sentence = _said(case, language)

    assert "A042" in sentence and "%" not in sentence and sentence.endswith(".")
    assert ("10:00" in sentence) == (kind != "left_waiting")


def test_an_overtaking_tells_who_by_how_much_and_what_is_right() -> None:
    case = Case("overtaken", "A042", NINE, 8, minutes=8, other="B017", allowed=10)

    assert _said(case) == (
        "B017 came 8 min after A042 and was called first at 10:00: their due times allow 10 min."
    )


def test_a_reason_that_somebody_made_up_is_told_by_its_name() -> None:
    case = Case("another_reason", "A042", NINE, 8, recorded=("a_favour", {}), right=("away", {}))

    assert "not “a_favour”" in _said(case)
