"""What a site learns of its own days."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import pytest

from server.domain.promise import (
    Choices,
    Example,
    Kept,
    Learned,
    PastDay,
    QueueState,
    Shares,
    calibrated,
    fit,
    replay,
)
from server.domain.promise.tables import DayTable
from tests.domain.promise.hall import NAME, a_state, lived

DAYS = [lived(day) for day in range(1, 8)]
TOMORROW = lived(9)
CHOICES = Choices(seed=3)


@pytest.fixture(scope="module")
def learned() -> Learned:
    return fit(DAYS, CHOICES)


def test_it_is_nearer_the_truth_than_the_formula(learned: Learned) -> None:
    ours, formula = [], []
    for example in TOMORROW.examples:
        ours.append(abs(learned.promise(example.state).likely - example.wait))
        formula.append(abs(learned.facts(example.state).by.served - example.wait))

    assert fmean(ours) < fmean(formula)


def test_a_range_is_a_range_at_any_moment(learned: Learned) -> None:
    for example in TOMORROW.examples:
        promised = learned.promise(example.state)
        assert 0 <= promised.low <= promised.likely <= promised.high


def test_the_same_days_and_seed_give_the_same_model(learned: Learned) -> None:
    assert fit([lived(day) for day in range(1, 8)], CHOICES) == learned


def test_late_promises_of_the_past_raise_the_upper_end(learned: Learned) -> None:
    past = [kept for day in DAYS for kept in replay(day.examples, learned.logs)]
    late = [Kept(kept.logs, kept.wait * 3) for kept in past]
    plain, warned = (calibrated(learned, each, CHOICES) for each in (past, late))

    state = TOMORROW.examples[10].state
    assert warned.promise(state).high > plain.promise(state).high


def test_a_town_that_chooses_to_be_late_less_often_promises_longer(learned: Learned) -> None:
    past = [kept for day in DAYS for kept in replay(day.examples, learned.logs)]
    highs = []
    for late in (0.2, 0.1, 0.05):
        choices = replace(CHOICES, shares=Shares(late=late), grid=0.0)
        shown = calibrated(learned, past, choices)
        highs.append(fmean(shown.promise(e.state).high for e in TOMORROW.examples))

    assert highs == sorted(highs) and highs[0] < highs[-1]


@pytest.mark.parametrize(
    "days",
    [
        [],
        [lived(1, visitors=3)],
        [lived(1, visitors=0)],
        [PastDay("hall", NAME(1), {"identity": DayTable()}, [])],
    ],
    ids=["no day", "three visitors", "nobody", "nobody answered"],
)
def test_little_or_nothing_known_is_a_wide_range(days: list[PastDay]) -> None:
    model = fit(days, CHOICES)
    promised = model.promise(a_state(position=4.0))

    assert model.linear is None
    assert promised.low < promised.likely < promised.high


def test_a_simulation_that_is_missing_for_once_does_no_harm() -> None:
    """Learned with one on most days; the last was too busy to simulate."""
    days = [replace(day, examples=[_foreseen(each) for each in day.examples]) for day in DAYS[:-1]]
    model = fit([*days, DAYS[-1]], CHOICES)

    for example in TOMORROW.examples[:20]:
        for state in (example.state, _foreseen(example).state):
            promised = model.promise(state)
            assert 0 <= promised.low <= promised.likely <= promised.high


def _foreseen(example: Example) -> Example:
    waits = (example.wait * 0.7, example.wait, example.wait * 1.5)
    return replace(example, state=replace(example.state, foreseen=waits))


def test_a_service_never_seen_is_promised_something(learned: Learned) -> None:
    state: QueueState = a_state(service="something new")

    assert learned.promise(state).high > 0
