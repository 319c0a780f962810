"""Figures of several days together, and how sure they are."""

from __future__ import annotations

from server.domain.lab.figures import DayFigures, figures, quantile, ranged


def a_day(*waits: float) -> DayFigures:
    kept = sum(wait <= 20 for wait in waits)
    return DayFigures(waits, kept, len(waits), 1, 17 * 60 + 30, 5.0, 60.0, 120.0)


def test_waits_of_all_days_are_one_heap_and_counts_are_a_mean_day() -> None:
    found = figures([a_day(0, 10), a_day(20, 30, 40)])

    assert (found["p50"], found["served"], found["left"]) == (20, 2.5, 1)
    assert (found["within_target"], found["load"], found["last_out"]) == (0.6, 0.5, 1050)


def test_a_quantile_lies_between_two_neighbours() -> None:
    assert quantile([0, 10], 0.9) == 9
    assert quantile([], 0.5) == 0


def test_days_that_are_alike_leave_no_doubt_and_days_that_differ_do() -> None:
    alike, unlike = [a_day(10, 20)] * 6, [a_day(10.0 * n) for n in range(6)]
    sure = ranged(6, lambda places: figures([alike[place] for place in places]))
    unsure = ranged(6, lambda places: figures([unlike[place] for place in places]))

    assert sure.low["p90"] == sure.high["p90"]
    assert unsure.low["p90"] < unsure.value["p90"] <= unsure.high["p90"]
    assert unsure == ranged(6, lambda places: figures([unlike[place] for place in places]))


def test_a_day_without_anybody_has_figures_too() -> None:
    assert figures([DayFigures((), 0, 0, 0, None, 0, 0, 0)])["p90"] == 0
