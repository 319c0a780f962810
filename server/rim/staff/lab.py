"""The lab's answer as programs read it."""

from __future__ import annotations

from typing import Any

from server.domain.lab.figures import LabFigures, Ranged
from server.domain.lab.study import Study

CLOCK = "last_out"


def lab_view(study: Study) -> dict[str, Any]:
    """Minutes, shares of 1 and people a day, each figure with `low` and `high` beside it."""
    return {
        "days": study.days,
        "explains": study.explains,
        "off": round(study.off, 4),
        "was": _ranged(study.was),
        "baseline": _ranged(study.baseline),
        "changed": _ranged(study.changed) if study.changed else None,
        "difference": _difference(study),
    }


def _ranged(each: Ranged) -> dict[str, Any]:
    return {**_said(each.value), "low": _said(each.low), "high": _said(each.high)}


def _said(figures: LabFigures) -> dict[str, Any]:
    minutes = int(figures[CLOCK])
    said: dict[str, Any] = {name: round(value, 3) for name, value in figures.items()}
    return said | {CLOCK: f"{minutes // 60:02d}:{minutes % 60:02d}"}


def _difference(study: Study) -> dict[str, Any] | None:
    """Of the P90, in minutes."""
    found = study.difference
    if found is None:
        return None
    p90 = {"p90": found.value["p90"], "low": found.low["p90"], "high": found.high["p90"]}
    return {
        "clear": study.clear,
        "ratio": round(study.ratio, 3) if study.ratio is not None else None,
        **{name: round(value, 2) for name, value in p90.items()},
    }
