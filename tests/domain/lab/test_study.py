"""The answer: what was, the baseline beside it, and what the change would have made of it."""

from __future__ import annotations

from datetime import time

import pytest

from server.domain import events as e
from server.domain.events import Event
from server.domain.lab.change import Change, MoreCounter
from server.domain.lab.study import TooFewDaysError, study
from tests.domain.lab.days import a_week, at, queued

MORNING = queued([0, 1, 2, 3], 10)
MORE = Change(more=(MoreCounter(time(9), time(12), {"identity": 1}),))


def test_fewer_than_five_days_give_no_answer() -> None:
    with pytest.raises(TooFewDaysError) as refused:
        study(a_week(MORNING, 4), None)

    assert refused.value.days == 4


def test_an_unchanged_week_is_explained_to_the_minute() -> None:
    found = study(a_week(MORNING), None)

    assert found.explains and found.off == 0
    assert found.baseline.value == found.was.value
    assert found.changed is None and not found.clear


def test_one_more_counter_is_a_clear_difference() -> None:
    found = study(a_week(MORNING), MORE)

    assert found.changed is not None and found.difference is not None
    assert found.changed.value["p90"] == 8
    assert found.difference.high["p90"] < 0 and found.clear


def test_a_change_that_changes_nothing_is_no_clear_difference() -> None:
    assert not study(a_week(MORNING), Change(priority_run=5)).clear


def test_an_agents_own_choices_are_named_where_the_lab_explains_too_little() -> None:
    """The last who came was taken first, by hand, all week."""
    told: list[tuple[float, Event]] = [(0, e.CounterOpened("1", "nadia"))]
    for n in range(1, 5):
        number, last_first = f"A{n:03d}", f"A{5 - n:03d}"
        told.append((n, e.TicketTaken(number, ("identity",), "fr", at(20 + n))))
        told.append((60 + 10 * n, e.TicketCalled(last_first, "1", "nadia", "chosen")))
        told.append((70 + 10 * n, e.ServiceFinished(last_first, "1", "solved", ("identity",))))
    found = study(a_week(told), None)

    assert not found.explains
    assert found.by_hand == 1


def test_the_same_seed_gives_the_same_answer() -> None:
    busier = Change(arrivals=1.5)

    assert study(a_week(MORNING), busier) == study(a_week(MORNING), busier)
