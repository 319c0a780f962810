"""How long something takes, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from server.texts.catalogue import Texts

HOUR = 60
"""Minutes."""
TOO_LONG = 2 * HOUR
"""Nobody plans by the end of so long a wait."""


class Range(Protocol):
    """An estimate, in whole minutes."""

    @property
    def low(self) -> int: ...

    @property
    def high(self) -> int: ...


def minutes(texts: Texts, wait: int | timedelta) -> str:
    """Whole minutes, hours above sixty: `12 min`, `1 h`, `1 h 05`."""
    whole = int(wait.total_seconds() // 60) if isinstance(wait, timedelta) else wait
    if whole < HOUR:
        return texts.gettext("%(minutes)s min") % {"minutes": whole}
    hours, rest = divmod(whole, HOUR)
    if rest == 0:
        return texts.gettext("%(hours)s h") % {"hours": hours}
    return texts.gettext("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02}"}


def about(texts: Texts, estimate: Range) -> str:
    """`about 15 to 25 min`, `less than 5 min`, `about 1 h 10 to 2 h 05`, `more than 3 h`."""
    if estimate.low == 0:
        return texts.gettext("less than %(wait)s") % {"wait": minutes(texts, estimate.high)}
    if estimate.low >= TOO_LONG:
        hours = estimate.low // HOUR * HOUR
        return texts.gettext("more than %(wait)s") % {"wait": minutes(texts, hours)}
    if estimate.high < HOUR:
        ends = {"low": estimate.low, "high": estimate.high}
        return texts.gettext("about %(low)s to %(high)s min") % ends
    spoken = {"low": minutes(texts, estimate.low), "high": minutes(texts, estimate.high)}
    return texts.gettext("about %(low)s to %(high)s") % spoken
