"""Opening hours in OpenStreetMap's notation, holidays included: one calendar for all screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from server.domain.site import Site

A_YEAR = timedelta(days=366)
"""No screen tells of a later opening. Left to itself the library looks for the next change up to
the year 9999: 1.5 s for hours that never change, such as `Mo-Su 00:00-24:00`.
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Open or not, and until when this stays true (None: for a year at least)."""

    open: bool
    until: datetime | None


class Calendar:
    """One opening-hours expression in a site's timezone.

    Remembers the stretch it was last asked about: the answer changes a few times a day, and it is
    asked at every ticket.
    """

    def __init__(self, expression: str, timezone: str, country: str) -> None:
        """Raises ValueError, naming the place of the mistake, when the expression is wrong."""
        try:
            self._hours = OpeningHours(expression, country=country)
        except Exception as error:  # the library's own parser error has no public base class
            raise ValueError(str(error)) from error
        self._zone = ZoneInfo(timezone)
        self._since: datetime | None = None
        self._sure_until: datetime | None = None
        self._last = Opening(False, None)

    def at(self, now: datetime) -> Opening:
        if not self._covers(now):
            self._look_up(now)
        return self._last

    def next_opening(self, now: datetime) -> datetime | None:
        """When it opens again, or now if it is open; None when it never does."""
        opening = self.at(now)
        return now if opening.open else opening.until

    def _covers(self, now: datetime) -> bool:
        since, until = self._since, self._sure_until
        return since is not None and until is not None and since <= now < until

    def _look_up(self, now: datetime) -> None:
        local = now.astimezone(self._zone).replace(tzinfo=None)
        horizon = local + A_YEAR
        end = next(self._hours.intervals(local, horizon))[1]
        until = end.replace(tzinfo=self._zone).astimezone(now.tzinfo)
        self._last = Opening(self._hours.is_open(local), until if end < horizon else None)
        self._since, self._sure_until = now, until


class Hours:
    """The site's calendar and those of its services; a service is open inside the site's hours."""

    def __init__(self, site: Site) -> None:
        self.site = Calendar(site.hours, site.timezone, site.country)
        self._services = {
            service.code: Calendar(service.hours, site.timezone, site.country)
            for service in site.services.values()
            if service.hours
        }

    def of(self, service: str, now: datetime) -> Opening:
        """Whether the service can be asked for, and until when that stays so."""
        ours = self.site.at(now)
        own = self._services.get(service)
        if own is None:
            return ours
        its = own.at(now)
        ends = [o.until for o in (ours, its) if o.until is not None]
        return Opening(ours.open and its.open, min(ends, default=None))

    def closes(self, service: str, now: datetime) -> datetime | None:
        """When it stops receiving, which is open now; a gap of its own within the house's opening
        does not count. None when it is closed, or never closes."""
        opening, house = self.of(service, now), self.site.at(now).until
        if not opening.open:
            return None
        own = self._services.get(service)
        if own is None or opening.until is None or opening.until == house:
            return opening.until
        again = own.at(opening.until).until
        if again is None or (house is not None and again >= house):
            return opening.until
        return self.closes(service, again)

    def look_up(self, now: datetime) -> None:
        """Every calendar once, so that no visitor waits for it."""
        for calendar in (self.site, *self._services.values()):
            calendar.at(now)
