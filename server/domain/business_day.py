"""The day that numbers belong to: it changes at the site's hour, not at midnight."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.domain.site import Site

ONE_DAY = timedelta(days=1)


def business_day(site: Site, now: datetime) -> date:
    """The one that has not ended while its eve has: so also in the hour that comes twice."""
    today = now.astimezone(ZoneInfo(site.timezone)).date()
    return today if now >= end_of(site, today - ONE_DAY) else today - ONE_DAY


def end_of(site: Site, day: date) -> datetime:
    """When the next day begins."""
    return datetime.combine(day + ONE_DAY, site.rollover, ZoneInfo(site.timezone))


def moment_on(site: Site, day: date, clock: time) -> datetime:
    """When the site's clocks showed this time on this day; before the site's hour, the night after.

    The minutes that come twice when summer time ends are the first of the two.
    """
    night_after = timedelta(days=clock < site.rollover)
    return datetime.combine(day + night_after, clock, ZoneInfo(site.timezone))
