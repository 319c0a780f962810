"""Many playings on: what most of them have in common is what can be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from server.domain.foresight.hall import Hall
from server.domain.foresight.plan import FOREVER, Plan

QUANTILES = (0.1, 0.5, 0.9)
Quantiles = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Minutes from the moment of the plan."""

    waiting: Mapping[int, Quantiles]
    """By the place in `Plan.waiting`, from 1 on. Whom nobody here would call is not there."""
    newcomers: Mapping[str, Quantiles]
    """Of whoever would come now, by service."""
    before_closing: Mapping[str, float]
    """The share of playings in which she would be called before the doors close."""


def foresee(plan: Plan, runs: int, seed: int) -> Foreseen:
    draws = Random(seed)
    seen: dict[int, list[float]] = {}
    for _ in range(runs):
        hall = Hall(plan, draws)
        hall.call()
        hall.play()
        for who, at in hall.called.items():
            seen.setdefault(who, []).append(at)
    services = list(plan.patience)
    newcomers = {services[-1 - who]: waits for who, waits in seen.items() if who < 0}
    return Foreseen(
        waiting={who: q for who, waits in seen.items() if who > 0 and (q := _said(waits, runs))},
        newcomers={code: q for code, waits in newcomers.items() if (q := _said(waits, runs))},
        before_closing={
            code: sum(at <= plan.closes for at in waits) / runs for code, waits in newcomers.items()
        },
    )


def _said(waits: Sequence[float], runs: int) -> Quantiles | None:
    """None when in half of all playings nobody called her."""
    ordered = sorted(waits) + [FOREVER] * (runs - len(waits))
    low, likely, high = (ordered[min(int(q * runs), runs - 1)] for q in QUANTILES)
    if likely == FOREVER:
        return None
    return low, likely, min(high, max(ordered[len(waits) - 1], likely))
