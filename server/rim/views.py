"""A view: what one kind of screen is shown, as data and as the HTML it was first painted with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from server.application.reception import Reception
from server.application.receptions import Receptions
from server.live.hub import AT_ONCE, Event, Paint, Picture
from server.rim.access import Caller


@dataclass(frozen=True)
class Asker:
    """Who looks, at what, in which language."""

    receptions: Receptions
    reception: Reception
    caller: Caller
    language: str
    params: Mapping[str, str] = field(default_factory=dict)
    """What the address says: the board's code, the ticket's number."""

    @property
    def now(self) -> datetime:
        """The day's time."""
        return self.reception.moment(self.clock)

    @property
    def clock(self) -> datetime:
        """For opening hours: a clock that was wrong before has left later facts."""
        return self.receptions.now()


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
