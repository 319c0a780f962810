"""A view: what one kind of screen is shown, as data and as the HTML it was first painted with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from server.application.house import House
from server.application.reception import Reception
from server.live.hub import AT_ONCE, Event, Paint, Picture
from server.web.access import Caller


@dataclass(frozen=True)
class Look:
    """Who looks, at what, in which language."""

    house: House
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
        return self.house.now()


@dataclass(frozen=True)
class View:
    name: str
    data: Callable[[Look], BaseModel]
    html: Callable[[Look], str]
    """The very fragment that the page was first painted with."""
    events: Callable[[Look], tuple[Event, ...]] = lambda look: ()
    pace: float = AT_ONCE


def painter(view: View, look: Look, as_html: bool) -> Paint:
    """Makes the view's picture, whenever asked."""

    def paint() -> Picture:
        day = look.reception.committed
        body: dict[str, Any] = (
            {"html": view.html(look)}
            if as_html
            else {"data": view.data(look).model_dump(mode="json")}
        )
        return Picture(day.date.isoformat(), day.seq, look.now, body, view.events(look))

    return paint
