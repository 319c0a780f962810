"""What hangs on the wall, and what changes on it without being a screen of its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from server.demo.roll import RollState
from server.demo.scenery import Scenery
from server.rim.asker import Asker
from server.texts.catalogue import gettext_noop, written_in
from server.texts.days import day_of_this_year


@dataclass(frozen=True)
class Pane:
    """A screen on the wall, painted at its real size and shown smaller."""

    name: str
    icon: str
    title: str
    address: str
    width: int
    height: int
    fills: bool = False
    """A page in a window, as high as there is room."""


class WallPicture(BaseModel):
    time: str
    day: str
    open: bool
    speed: float
    roll: RollState
    phone: str
    paper: str
    """Addresses of what these two panes show."""


PANES = (
    Pane("board", "monitor", gettext_noop("Waiting room"), "/display/{site}/hall", 1600, 900),
    Pane("kiosk", "tablet-smartphone", gettext_noop("Kiosk"), "/kiosk/{site}", 720, 1280),
    Pane("phone", "smartphone", gettext_noop("Visitor’s phone"), "", 420, 720, fills=True),
    Pane(
        *("counter", "users", gettext_noop("Counter 1, Nadia")),
        *("/counter/{site}?lang={lang}", 1180, 860),
        fills=True,
    ),
    Pane(
        *("office", "chart-column", gettext_noop("Office, Claire")),
        *("/office/{site}?lang={lang}", 1180, 860),
        fills=True,
    ),
    Pane("paper", "printer", gettext_noop("Ticket"), "", 420, 720, fills=True),
)


async def wall_picture(scenery: Scenery, asker: Asker) -> WallPicture:
    sight = asker.sight
    site = sight.site.slug
    paper = await asyncio.to_thread(scenery.last_paper)
    local = sight.clock.astimezone(ZoneInfo(sight.site.timezone))
    return WallPicture(
        time=f"{local:%H:%M}",
        day=day_of_this_year(local.date(), asker.language),
        open=sight.opening.open,
        speed=scenery.clock.speed,
        roll=scenery.roll.state,
        phone=scenery.phone(sight.reception) or f"/wall/{site}/phone",
        paper=f"/wall/{site}/paper?name={paper or ''}&lang={written_in(asker.language)}",
    )
