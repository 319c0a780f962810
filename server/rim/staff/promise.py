"""What came of the waits that people were told: the same for the office, programs and command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, Literal

from server.domain.promise.elsewhere import Elsewhere
from server.domain.promise.score import BANDS
from server.domain.promise.tally import PromiseTally, together
from server.domain.promise.tonight import Promiser
from server.domain.site import Site
from server.protocol.promise import BandKept, PromiseScoreView, ServiceKept

MONTH = timedelta(days=30)
"""Looked at where nobody says which days."""
ENDS = (*BANDS[1:], None)


def state_of(promiser: Promiser | None) -> Literal["learning", "learned"]:
    brought = promiser is None or isinstance(promiser.model, Elsewhere)
    return "learning" if brought else "learned"


def promise_view(
    site: Site, promiser: Promiser | None, days: tuple[date, date], found: Sequence[PromiseTally]
) -> PromiseScoreView:
    """`days`: the first and the last."""
    bands = sorted({each.band for each in found})
    return PromiseScoreView(
        site=site.slug,
        since=days[0].isoformat(),
        until=days[1].isoformat(),
        state=state_of(promiser),
        late_share=site.policy.late_share,
        by_service=[
            ServiceKept(service=code, **_kept([t for t in found if t.service == code]))
            for code in sorted({each.service for each in found})
        ],
        by_band=[
            BandKept(begins=BANDS[n], ends=ENDS[n], **_kept([t for t in found if t.band == n]))
            for n in bands
        ],
        **_kept(found),
    )


def _kept(found: Sequence[PromiseTally]) -> dict[str, Any]:
    """To a tenth: more would claim to know more."""
    kept = asdict(together(found))
    return {name: _round(value) for name, value in kept.items()}


def _round(value: float | int | None) -> float | int | None:
    return round(value, 1) if isinstance(value, float) else value
