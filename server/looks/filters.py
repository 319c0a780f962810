"""How a moment, a duration, an estimate and a ticket number are written on every screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from server.texts.catalogue import Texts
from server.texts.lengths import about, minutes

NUMBERS_KEPT = 4096
"""More than a full hall gives in a day."""
_NARROW_GAP = "\u202f"


@lru_cache(maxsize=NUMBERS_KEPT)
def number(label: str) -> Markup:
    """`A042` -> A 042, kept left to right inside Arabic."""
    return Markup('<bdi dir="ltr" class="num">{}</bdi>').format(spaced(label))


def spaced(label: str) -> str:
    """The same within a sentence."""
    letters = label.rstrip("0123456789")
    return f"{letters}{_NARROW_GAP}{label[len(letters) :]}" if letters else label


@pass_context
def clock(context: Context, moment: datetime, tz: tzinfo | str | None = None) -> str:
    """Local `HH:MM`. `tz` comes from the page's context unless given: `{{ at|clock(site.tz) }}`."""
    zone = tz if tz is not None else context.get("tz")
    if zone is None:
        raise LookupError("|clock needs `tz` in the page's context, or as |clock(tz)")
    return moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone).strftime("%H:%M")


def speaking(texts: Texts) -> dict[str, Callable[..., Any]]:
    """The filters whose words depend on the language."""
    return {"minutes": partial(minutes, texts), "about": partial(about, texts)}
