"""The demonstration's time: where it starts, and the moments that somebody may want to see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.demo.setting_up import SITE
from server.domain.hours import Calendar, Hours
from server.domain.site import Site
from server.journal.journal import Journal
from server.sitefile import sites
from server.store.store import Store

JUST_OPENED = timedelta(minutes=5)
A_TOUR = timedelta(minutes=45)
"""Whoever comes so shortly before the doors close comes for the next opening."""
RUSH = time(10, 0)
BEFORE_CLOSING = timedelta(minutes=6)
A_MINUTE = timedelta(minutes=1)
DAYS_AHEAD = 15
"""No town hall is closed longer."""


def demo_clock(store: Store, now: datetime) -> str:
    """The `SUIVANT_CLOCK` to use: the real time while the town hall is open long enough.

    Never before the last thing that happened, so that a second start goes on where it stopped.
    """
    site = sites.in_force(store, SITE)
    calendar = Hours(site).site
    start = max(now, _last_moment(store) or now)
    hall = calendar.at(start)
    closing = hall.until if hall.open and hall.until and hall.until - start < A_TOUR else None
    if not hall.open or closing:
        opening = calendar.next_opening(closing or start)
        start = opening + JUST_OPENED if opening else start
    return start.astimezone(ZoneInfo(site.timezone)).isoformat()


def is_real_time(clock: str) -> bool:
    """Whether a demonstration that starts now shows what the clock on the wall does."""
    return abs(datetime.fromisoformat(clock.partition(" ")[0]) - datetime.now(UTC)) < A_MINUTE


def next_rush(site: Site, now: datetime) -> datetime:
    """Ten in the morning of the next day that has one, with people at the doors since nine."""
    calendar, zone = Hours(site).site, ZoneInfo(site.timezone)
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    rushes = (datetime.combine(day, RUSH, zone) for day in days)
    return next((at for at in rushes if at > now and calendar.at(at).open), now)


def next_closing(site: Site, now: datetime) -> datetime:
    """A few minutes before the doors close, at noon or in the evening."""
    ends = _closings(Hours(site).site, now)
    return next((end - BEFORE_CLOSING for end in ends if end - BEFORE_CLOSING > now), now)


def _closings(calendar: Calendar, now: datetime) -> Iterator[datetime]:
    moment = now
    while opening := calendar.next_opening(moment):
        end = calendar.at(opening).until
        if end is None or end > now + timedelta(days=DAYS_AHEAD):
            return
        yield end
        moment = end


def _last_moment(store: Store) -> datetime | None:
    journal = Journal(store)
    day = journal.last_day(SITE)
    facts = journal.facts(SITE, day) if day else []
    return facts[-1].at.astimezone(UTC) + timedelta(seconds=1) if facts else None
