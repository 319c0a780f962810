"""A view: what one kind of screen is shown, as data and as the HTML it was first painted with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from server.live.hub import AT_ONCE, Event, Paint, Picture
from server.rim.asker import Asker


@dataclass(frozen=True)
class View:
    name: str
    data: Callable[[Asker], BaseModel]
    html: Callable[[Asker], str]
    """The very fragment that the page was first painted with."""
    events: Callable[[Asker], tuple[Event, ...]] = lambda asker: ()
    pace: float = AT_ONCE


def painter(view: View, asker: Asker, as_html: bool) -> Paint:
    """Makes the view's picture, whenever asked."""

    def paint() -> Picture:
        day = asker.reception.committed
        body: dict[str, Any] = (
            {"html": view.html(asker)}
            if as_html
            else {"data": view.data(asker).model_dump(mode="json")}
        )
        return Picture(day.date.isoformat(), day.seq, asker.now, body, view.events(asker))

    return paint
