"""The figures as a file, and as a table to be read."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean
from typing import Any

from server.domain.promise import Outturn, score
from tests.promise_bench.day_one import DayOne
from tests.promise_bench.held_out import Measure

Json = dict[str, Any]
TIMES = ("mae", "medae", "pinball", "interval", "width")
SHARES = ("cover", "late")
FIRST = ("ours", "formula")


def set_figures(measured: Measure) -> Json:
    """`ours` and the formula that it is measured against come before all others."""
    others = sorted(measured.judged.keys() - set(FIRST))
    methods = {
        method: method_figures(measured.judged[method], measured.data.scale)
        for method in (*FIRST, *others)
    }
    tickets = sum(day["n"] for day in methods["ours"]["by_day"])
    return {"tickets": tickets, "methods": methods}


def method_figures(judged: dict[str, list[Outturn]], scale: float) -> Json:
    whole = score([each for day in judged.values() for each in day])
    assert whole is not None
    figures: Json = {name: round(getattr(whole, name) * scale, 3) for name in TIMES}
    figures |= {name: round(getattr(whole, name), 2) for name in SHARES}
    figures["by_day"] = list(_by_day(judged, scale))
    figures["by_band"] = [
        {
            "from": band.begins * scale,
            "to": None if band.ends is None else band.ends * scale,
            "n": band.count,
            "cover": round(band.cover, 2),
        }
        for band in whole.bands
    ]
    return figures


def day_one_figures(found: list[DayOne]) -> Json:
    figures: Json = {}
    for one in found:
        first = score(one.judged[0])
        assert first is not None
        figures[one.office] = {
            "n": first.count,
            "ours_mae": round(first.mae, 3),
            "formula_mae": round(fmean(one.formula), 3),
            "cover": round(first.cover, 2),
        }
    return figures


def set_table(figures: Json, unit: str) -> Iterator[str]:
    methods = figures["methods"]
    formula = methods["formula"]["mae"]
    yield f"{figures['tickets']} visitors who had to wait; times in {unit}"
    columns = ("mae", "medae", "interval", "cover", "late", "width")
    yield f"{'':13}" + "".join(f"{name:>9}" for name in ("%", *columns))
    for method, each in methods.items():
        share = 100 * each["mae"] / formula
        yield f"{method:13}{share:9.1f}" + "".join(f"{each[name]:9.2f}" for name in columns)
    ours = methods["ours"]
    of_trees = 100 * ours["mae"] / methods["trees"]["mae"]
    yield f"ours is {of_trees:.1f} % of the trees' MAE"
    yield "cover by day: " + " ".join(f"{day['cover']:.0f}" for day in ours["by_day"])
    yield "cover by shown wait: " + ", ".join(
        f"from {band['from']:.0f} {band['cover']:.0f} ({band['n']})" for band in ours["by_band"]
    )


def lateness_table(measured: Measure) -> str:
    shares = (f"{100 * c:.0f} -> {100 * fmean(late):.1f}" for c, late in measured.late.items())
    return "lateness chosen and had, %: " + ", ".join(shares)


def followed_line(of: Json) -> str:
    return (
        f"followed to the call, on the grid: {of['broken']} % called before a lower end once shown,"
        f" first width {of['first_width']}, first range {of['first_early']} % early and"
        f" {of['first_late']} % late, {of['moved_later']} % saw the upper end move by ten minutes"
    )


def day_one_table(found: list[DayOne]) -> Iterator[str]:
    for one in found:
        ours = score(one.judged[0])
        assert ours is not None
        formula = fmean(one.formula)
        yield (
            f"{one.office:22}{ours.count:6}{ours.mae:7.2f}{formula:7.2f}"
            f"{100 * ours.mae / formula:6.1f}{ours.cover:7.1f}"
        )
    for count in sorted({count for one in found for count in one.judged}):
        known = [one for one in found if count in one.judged]
        whole = score([each for one in known for each in one.judged[count]])
        assert whole is not None
        formula = fmean(error for one in known for error in one.formula)
        yield (
            f"all, {count} own days: MAE {whole.mae:.2f},"
            f" {100 * whole.mae / formula:.1f} % of the formula's,"
            f" cover {whole.cover:.1f}, late {whole.late:.1f}, interval {whole.interval:.1f}"
        )


def _by_day(judged: dict[str, list[Outturn]], scale: float) -> Iterator[Json]:
    for day, each in judged.items():
        if (figures := score(each)) is not None:
            yield {
                "day": day,
                "n": figures.count,
                "cover": round(figures.cover, 2),
                "mae": round(figures.mae * scale, 3),
            }
