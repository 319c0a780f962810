"""The lab's answer as programs read it."""

from __future__ import annotations

from server.domain.lab.figures import LabFigures, Ranged
from server.domain.lab.study import Study
from server.protocol.lab import DifferenceView, LabFiguresView, LabView, RangedView

CLOCK = "last_out"


def lab_view(study: Study) -> LabView:
    """Minutes, shares of 1 and people a day, each figure with `low` and `high` beside it."""
    return LabView(
        days=study.days,
        explains=study.explains,
        off=round(study.off, 4),
        was=_ranged(study.was),
        baseline=_ranged(study.baseline),
        changed=_ranged(study.changed) if study.changed else None,
        difference=_difference(study),
    )


def _ranged(each: Ranged) -> RangedView:
    low, high = _said(each.low), _said(each.high)
    return RangedView(**_said(each.value).model_dump(), low=low, high=high)


def _said(figures: LabFigures) -> LabFiguresView:
    minutes = int(figures[CLOCK])
    rounded: dict[str, object] = {name: round(value, 3) for name, value in figures.items()}
    last_out = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return LabFiguresView.model_validate(rounded | {CLOCK: last_out})


def _difference(study: Study) -> DifferenceView | None:
    """Of the P90, in minutes."""
    found = study.difference
    if found is None:
        return None
    return DifferenceView(
        clear=study.clear,
        ratio=round(study.ratio, 3) if study.ratio is not None else None,
        p90=round(found.value["p90"], 2),
        low=round(found.low["p90"], 2),
        high=round(found.high["p90"], 2),
    )
