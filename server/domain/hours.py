"""Opening hours in OpenStreetMap's notation, holidays included: one calendar for all screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from server.domain.exceptional import OpenSpan, laid_over

if TYPE_CHECKING:
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


class Interruption(NamedTuple):
    """Nobody is received for a service, though the house is open."""

    begins: datetime
    ends: datetime

    def lasts(self, now: datetime) -> bool:
        return self.begins <= now < self.ends


class Calendar:
    """One opening-hours expression in a site's timezone.

    Remembers the stretch it was last asked about: the answer changes a few times a day, and it is
    asked at every ticket.
    """

    def __init__(self, expression: str, timezone: str, country: str) -> None:
        """Raises ValueError, naming the place of the mistake, when the expression is wrong."""
        self._made_of = (expression, timezone, country)
        try:
            self._hours = OpeningHours(expression, country=country)
        except Exception as error:  # the library's own parser error has no public base class
            raise ValueError(str(error)) from error
        self._zone = ZoneInfo(timezone)
        self._since: datetime | None = None
        self._sure_until: datetime | None = None
        self._last = Opening(False, None)
        self._gaps: tuple[date, tuple[Interruption, ...]] | None = None

    def __reduce__(self) -> tuple[type[Calendar], tuple[str, str, str]]:
        """Made anew in another process: what the library holds does not travel."""
        return Calendar, self._made_of

    def at(self, now: datetime) -> Opening:
        if not self._covers(now):
            self._look_up(now)
        return self._last

    def next_opening(self, now: datetime) -> datetime | None:
        """When it opens again, or now if it is open; None when it never does."""
        opening = self.at(now)
        return now if opening.open else opening.until

    def gaps(self, now: datetime) -> tuple[Interruption, ...]:
        """Of this day: the times between two openings."""
        day = now.astimezone(self._zone).replace(hour=0, minute=0, second=0, tzinfo=None)
        day = day.replace(microsecond=0)
        if self._gaps is None or self._gaps[0] != day.date():
            between = tuple(
                Interruption(self._instant(closed), self._instant(again))
                for (_, closed), (again, _) in pairwise(self._opened(day))
                if closed < again
            )
            self._gaps = day.date(), between
        return self._gaps[1]

    def spans(self, day: date) -> list[OpenSpan]:
        """When it is open on this day, by its own clock. What ends with the day ends at 00:00."""
        opened = self._opened(datetime.combine(day, time()))
        return [OpenSpan(opens.time(), closes.time()) for opens, closes in opened]

    def _opened(self, midnight: datetime) -> list[tuple[datetime, datetime]]:
        spans = self._hours.intervals(midnight, midnight + timedelta(days=1))
        return [(span[0], span[1]) for span in spans if self._hours.is_open(span[0])]

    def _instant(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self._zone).astimezone(UTC)

    def _covers(self, now: datetime) -> bool:
        since, until = self._since, self._sure_until
        return since is not None and until is not None and since <= now < until

    def opening_from(self, now: datetime) -> Opening:
        """The same of another moment, which is not remembered."""
        local = now.astimezone(self._zone).replace(tzinfo=None)
        horizon = local + A_YEAR
        end = next(self._hours.intervals(local, horizon))[1]
        until = end.replace(tzinfo=self._zone).astimezone(now.tzinfo)
        return Opening(self._hours.is_open(local), until if end < horizon else None)

    def _look_up(self, now: datetime) -> None:
        self._last = self.opening_from(now)
        self._since, self._sure_until = now, self._last.until or now + A_YEAR


class Hours:
    """The site's calendar, exceptional days laid over it, and those of its services; a service is
    open inside the site's hours."""

    def __init__(self, site: Site) -> None:
        expression = laid_over(site.hours, site.exceptional)
        self.site = Calendar(expression, site.timezone, site.country)
        self._services = {
            service.code: Calendar(service.hours, site.timezone, site.country)
            for service in site.services.values()
            if service.hours
        }

    def of(self, service: str, now: datetime) -> Opening:
        """Whether the service can be asked for, and until when that stays so. A gap of its own
        within the house's opening interrupts it, and closes nothing."""
        ours = self.site.at(now)
        own = self._services.get(service)
        if own is None:
            return ours
        its = own.at(now)
        for gap in self._gaps(own, now):
            if gap.lasts(now) or (its.open and its.until == gap.begins):
                its = own.opening_from(gap.ends)
        ends = [o.until for o in (ours, its) if o.until is not None]
        return Opening(ours.open and its.open, min(ends, default=None))

    def closes(self, service: str, now: datetime) -> datetime | None:
        """When it stops receiving, which is open now; None when it is closed, or never closes."""
        opening = self.of(service, now)
        return opening.until if opening.open else None

    def gap(self, service: str, now: datetime) -> Interruption | None:
        """The one that lasts, or the next of today before the house closes."""
        own = self._services.get(service)
        gaps = self._gaps(own, now) if own else []
        return next((gap for gap in gaps if gap.ends > now), None)

    def _gaps(self, own: Calendar, now: datetime) -> list[Interruption]:
        """Those that the house is open through, from now on."""
        house = self.site.at(now)
        if not house.open:
            return []
        return [gap for gap in own.gaps(now) if house.until is None or gap.ends < house.until]

    def look_up(self, now: datetime) -> None:
        """Every calendar once, so that no visitor waits for it."""
        for calendar in (self.site, *self._services.values()):
            calendar.at(now)
