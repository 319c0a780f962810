"""Which model promises tomorrow."""

from __future__ import annotations

from statistics import fmean

import pytest

from server.domain.promise import (
    Choices,
    Kept,
    Learned,
    Logs,
    PastDay,
    Promiser,
    Shares,
    first_promiser,
    learned_tonight,
    replay,
)
from server.domain.promise.elsewhere import AtHome, Elsewhere
from server.domain.promise.tonight import OWN
from tests.domain.promise.hall import a_brought, lived

CHOICES = Choices(shares=Shares(early=0.1, late=0.1))


def promised(promiser: Promiser, day: PastDay) -> list[tuple[float, float, float]]:
    shown = [(promiser.promise(e.state), e.wait) for e in day.examples]
    return [(each.low, each.high, wait) for each, wait in shown]


def test_a_new_site_promises_with_what_was_brought() -> None:
    promiser = first_promiser(a_brought(), CHOICES)

    assert promiser.model is a_brought().model
    ranges = promised(promiser, lived(20, office="new"))
    assert fmean(low <= wait <= high for low, high, wait in ranges) > 0.6


@pytest.mark.parametrize(("days", "kind"), [(0, Elsewhere), (2, Elsewhere), (3, AtHome)])
def test_its_own_days_correct_it_from_the_third_on(days: int, kind: type) -> None:
    own = [lived(day, office="new") for day in range(1, days + 1)]

    assert isinstance(learned_tonight(own, [], a_brought(), CHOICES).model, kind)


def test_with_enough_of_its_own_it_needs_nothing_from_elsewhere() -> None:
    own = [lived(day, visitors=900, office="new") for day in range(1, 12)]
    assert sum(len(day.examples) for day in own) >= OWN

    assert isinstance(learned_tonight(own, [], a_brought(), CHOICES).model, Learned)


def test_a_day_of_three_visitors_changes_next_to_nothing() -> None:
    before = first_promiser(a_brought(), CHOICES)
    after = learned_tonight([lived(1, visitors=3, office="new")], [], a_brought(), CHOICES)

    assert after == before


def test_promises_that_came_late_make_the_next_wider() -> None:
    """A thousand visitors who all waited three times as long as was likely."""
    day = lived(20, office="new")
    logs: list[Kept] = replay(day.examples, a_brought().model.logs)
    late = [Kept(Logs(k.logs.low, k.logs.likely, k.logs.high), 3 * k.wait + 30) for k in logs] * 20
    before = promised(first_promiser(a_brought(), CHOICES), day)
    after = promised(learned_tonight([], late, a_brought(), CHOICES), day)

    assert fmean(high for _, high, _ in after) > fmean(high for _, high, _ in before) + 10


def test_a_town_that_dares_less_is_late_less_often() -> None:
    day = lived(20, office="new")
    daring, careful = (
        first_promiser(a_brought(), Choices(shares=Shares(early=0.1, late=late)))
        for late in (0.2, 0.05)
    )

    widths = [
        fmean(high for _, high, _ in promised(promiser, day)) for promiser in (daring, careful)
    ]
    assert widths[0] < widths[1]
