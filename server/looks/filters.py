"""How a moment, a duration, an estimate and a ticket number are written on every screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from server.texts.catalogue import Texts

HOUR = 60
"""Minutes."""
TOO_LONG = 2 * HOUR
"""Nobody plans by the end of so long a wait."""
NUMBERS_KEPT = 4096
"""More than a full hall gives in a day."""
_NARROW_GAP = "\u202f"


class Range(Protocol):
    """An estimate, in whole minutes."""

    @property
    def low(self) -> int: ...

    @property
    def high(self) -> int: ...


@lru_cache(maxsize=NUMBERS_KEPT)
def number(label: str) -> Markup:
    """`A042` -> A 042, kept left to right inside Arabic."""
    letters = label.rstrip("0123456789")
    spaced = f"{letters}{_NARROW_GAP}{label[len(letters) :]}" if letters else label
    return Markup('<bdi dir="ltr" class="num">{}</bdi>').format(spaced)


@pass_context
def clock(context: Context, moment: datetime, tz: tzinfo | str | None = None) -> str:
    """Local `HH:MM`. `tz` comes from the page's context unless given: `{{ at|clock(site.tz) }}`."""
    zone = tz if tz is not None else context.get("tz")
    if zone is None:
        raise LookupError("|clock needs `tz` in the page's context, or as |clock(tz)")
    return moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone).strftime("%H:%M")


def speaking(texts: Texts) -> dict[str, Callable[..., Any]]:
    """The filters whose words depend on the language."""

    def minutes(wait: int | timedelta) -> str:
        """Whole minutes, hours above sixty: `12 min`, `1 h`, `1 h 05`."""
        whole = int(wait.total_seconds() // 60) if isinstance(wait, timedelta) else wait
        if whole < HOUR:
            return texts.gettext("%(minutes)s min") % {"minutes": whole}
        hours, rest = divmod(whole, HOUR)
        if rest == 0:
            return texts.gettext("%(hours)s h") % {"hours": hours}
        return texts.gettext("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02}"}

    def about(estimate: Range) -> str:
        """`about 15 to 25 min`, `less than 5 min`, `about 1 h 10 to 2 h 05`, `more than 3 h`."""
        if estimate.low == 0:
            return texts.gettext("less than %(wait)s") % {"wait": minutes(estimate.high)}
        if estimate.low >= TOO_LONG:
            hours = estimate.low // HOUR * HOUR
            return texts.gettext("more than %(wait)s") % {"wait": minutes(hours)}
        if estimate.high < HOUR:
            ends = {"low": estimate.low, "high": estimate.high}
            return texts.gettext("about %(low)s to %(high)s min") % ends
        spoken = {"low": minutes(estimate.low), "high": minutes(estimate.high)}
        return texts.gettext("about %(low)s to %(high)s") % spoken

    return {"minutes": minutes, "about": about}
