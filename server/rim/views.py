"""A view: what one kind of screen is shown, as data and as the HTML it was first painted with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from server.live.channel import Channel
from server.live.picture import Cue, Picture
from server.live.urgency import Urgency
from server.rim.asker import Asker

Page = TypeVar("Page")


@dataclass(frozen=True)
class View(Generic[Page]):
    name: str
    data: Callable[[Asker], BaseModel | None]
    """None when there is nothing to show any more."""
    page: Callable[[Asker], Page]
    """All that the HTML is made of: it is painted only when this is no longer the same."""
    html: Callable[[Asker, Page], str]
    """The very fragment that the page was first painted with."""
    urgency: Callable[[Asker], Urgency]
    cues: Callable[[Asker], tuple[Cue, ...]] = lambda asker: ()
    personal: bool = False
    """Everybody has a picture of her own: the key of her forms is in it."""
    asks: frozenset[str] = frozenset()
    """What its address may say; whatever else stands there makes no other picture."""


def channel_of(view: View[Any], asker: Asker, as_html: bool) -> Channel:
    return Channel(
        asker.reception.site.slug,
        _name(view, asker, as_html),
        view.name,
        Painter(view, asker, as_html),
        partial(view.urgency, asker),
    )


def _name(view: View[Any], asker: Asker, as_html: bool) -> str:
    """All that makes one picture differ from another. A kiosk tells of its own printers; the same
    number is somebody else's on another day, though who had it may still be watching."""
    whose = _person(asker) if view.personal else asker.caller.kiosk or ""
    asked = "&".join(f"{k}={v}" for k, v in sorted(asker.params.items()))
    day = asker.reception.committed.date
    return f"{view.name}|{day}|{whose}|{asker.language}|{as_html}|{asked}"


def _person(asker: Asker) -> str:
    """With what she may do: one whose rights have changed does not see the picture of before."""
    who = asker.caller.who()
    return f"{who.name}|{who.kind}"


class Painter:
    """Makes the view's picture, whenever asked. Facts are compared before anything is painted:
    most of what happens at a site changes nothing on most of its screens."""

    def __init__(self, view: View[Any], asker: Asker, as_html: bool) -> None:
        self._view = view
        self._asker = asker
        self._as_html = as_html
        self._facts: Any = object()  # like nothing that can be painted
        self._body: dict[str, Any] = {}

    def __call__(self) -> Picture:
        asker = self._asker
        try:
            return self._picture()
        except Exception:
            site, now = asker.reception.site.slug, asker.receptions.now()
            asker.receptions.unpainted.failed(site, self._view.name, now)
            raise

    def _picture(self) -> Picture:
        view, asker = self._view, self._asker
        facts = view.page(asker) if self._as_html else view.data(asker)
        if facts != self._facts:
            self._body, self._facts = self._painted(facts), facts
        day = asker.reception.committed
        return Picture(day.date.isoformat(), day.seq, asker.sight.now, self._body, view.cues(asker))

    def _painted(self, facts: Any) -> dict[str, Any]:
        if self._as_html:
            return {"html": self._view.html(self._asker, facts)}
        return {"data": facts and facts.model_dump(mode="json")}
