"""Today in columns, reckoned when somebody looks: what has been, and the rest of the day foreseen.

One after the other, the future in a process of its own; whoever looks again within half a minute,
while nothing has changed, is shown the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from server.application.appointments import still_expected
from server.application.aside import Aside, Failed
from server.application.outlooks import lately, slim
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.domain.day import Day
from server.domain.fold import fold
from server.domain.foresight import Expected
from server.domain.foresight.quarters import (
    DaySpan,
    Quarter,
    before,
    edges,
    hours_of,
    lived,
    span_of,
)
from server.domain.foresight.rest_of_day import RestOfDay, rest_of_day, with_one_more
from server.domain.journal import Journal
from server.domain.lab.recorded import record
from server.domain.lab.usual_day import NOTHING_KNOWN, UsualDay, shifts_today, usual_day
from server.domain.roster import PlannedDay, same_weekdays, usual
from server.domain.site import Site

KEPT = 30.0
"""Seconds that an answer is good for while nothing has changed."""
LONGEST = 20.0
"""Seconds for one future: a day of a large hall takes one."""

log = structlog.get_logger()


NOBODY_PLANNED = PlannedDay((), "none")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the future is reckoned from."""

    usual: UsualDay = NOTHING_KNOWN
    planned: PlannedDay = NOBODY_PLANNED


NO_GROUNDS = Grounds()


@dataclass(frozen=True, slots=True)
class DayStrip:
    now: datetime
    span: DaySpan | None = None
    """None of a closed day."""
    past: tuple[Quarter, ...] = ()
    rest: RestOfDay | None = None
    """As the day goes. None: it is over, or cannot be foreseen at the moment."""
    starts: Sequence[datetime] = ()
    """When one more counter may open."""
    begins: datetime | None = None
    """Of these, the one that was asked for."""
    tried: RestOfDay | None = None
    grounds: Grounds = NO_GROUNDS
    closes: datetime | None = None


@dataclass(slots=True)
class _Moment:
    """The day as it was looked at, and what was reckoned of it since."""

    key: tuple[object, ...]
    at: float
    strip: DayStrip
    day: Day
    site: Site
    expected: Expected
    futures: dict[datetime | None, RestOfDay | None] = field(default_factory=dict)


class Strips:
    def __init__(self, receptions: Receptions, aside: Aside) -> None:
        self._receptions = receptions
        self._aside = aside
        self._turn = asyncio.Lock()
        self._moments: dict[str, _Moment] = {}
        self._learned: dict[str, tuple[date, Grounds]] = {}

    def close(self) -> None:
        self._aside.end()

    async def of(self, sight: Sight, asked: datetime | None = None) -> DayStrip:
        """`asked`: when one more counter would open; the nearest quarter of an hour that is left.

        Whoever is cancelled ends it. Raises Unavailable.
        """
        async with self._turn:
            moment = await self._moment(sight)
            strip = moment.strip
            begins = _nearest(asked, strip.starts)
            return replace(
                strip,
                rest=await self._future(moment, None),
                begins=begins,
                tried=await self._future(moment, begins) if begins else None,
            )

    async def _moment(self, sight: Sight) -> _Moment:
        slug, at = sight.site.slug, self._receptions.elapsed()
        self._moments = {s: m for s, m in self._moments.items() if at - m.at < KEPT}
        awake = self._receptions.awake
        self._learned = {s: learned for s, learned in self._learned.items() if s in awake}
        key = (sight.day.date, sight.day.seq, sight.site, tuple(sight.waits.shifts))
        found = self._moments.get(slug)
        if found is None or found.key != key:
            found = self._moments[slug] = await self._looked(sight, key, at)
        return found

    async def _looked(self, sight: Sight, key: tuple[object, ...], at: float) -> _Moment:
        site, on = sight.site, sight.day.date
        grounds = await self._grounds(site, on)
        day, strip = await asyncio.to_thread(_until_now, self._receptions.journal, sight, grounds)
        closes = strip.closes or strip.now
        known = grounds.usual.days > 0
        expected = Expected(
            closes=closes,
            shifts=shifts_today(grounds.planned, day),
            appointments=still_expected(sight.reception, sight.clock),
            arrivals=grounds.usual.arrivals if known else lately(day, strip.now),
            minutes=grounds.usual.minutes,
            priority_share=grounds.usual.priority_share,
        )
        return _Moment(key, at, strip, slim(day), site, expected)

    async def _grounds(self, site: Site, on: date) -> Grounds:
        """The past is read once a day; a roster may have been brought a moment ago."""
        known = self._learned.get(site.slug)
        if known is None or known[0] != on:
            learned = await asyncio.to_thread(_taught, self._receptions.journal, site, on)
            known = self._learned[site.slug] = on, learned
        shifts = await asyncio.to_thread(self._receptions.rosters.of, site.slug, on)
        if not shifts:
            return known[1]
        return Grounds(known[1].usual, PlannedDay(tuple(shifts), "roster"))

    async def _future(self, moment: _Moment, begins: datetime | None) -> RestOfDay | None:
        if begins not in moment.futures:
            moment.futures[begins] = await self._reckoned(moment, begins)
        return moment.futures[begins]

    async def _reckoned(self, moment: _Moment, begins: datetime | None) -> RestOfDay | None:
        now, expected = moment.strip.now, moment.expected
        if expected.closes <= now and not any(moment.day.tickets):
            return None
        if begins is not None:
            expected = with_one_more(expected, begins)
        asked = (moment.day, moment.site, now, expected)
        try:
            return await self._aside.reckon(rest_of_day, *asked, within=LONGEST)
        except (Failed, TimeoutError) as failed:
            why = str(failed) or "it takes too long"
            log.error("no_rest_of_day", site=moment.site.slug, error=why)
            return None


def _until_now(journal: Journal, sight: Sight, grounds: Grounds) -> tuple[Day, DayStrip]:
    """Blocking."""
    site, on, now = sight.site, sight.day.date, sight.now
    facts = journal.facts(site.slug, on)
    day = fold(site.slug, on, facts)
    hours = hours_of(site, on)
    span = span_of(hours, day, now)
    if span is None:
        return day, DayStrip(now, grounds=grounds)
    closes = hours.ends if hours else None
    starts = [at for at in edges(now, closes) if at == before(at) < closes] if closes else []
    past = lived(site, on, facts, span, now)
    return day, DayStrip(now, span, past, starts=starts, grounds=grounds, closes=closes)


def _taught(journal: Journal, site: Site, on: date) -> Grounds:
    """Blocking: it reads the facts of four days."""
    past = [(day, journal.facts(site.slug, day)) for day in same_weekdays(on)]
    lived_through = (record(site, day, facts, None) for day, facts in past if facts)
    return Grounds(usual_day(lived_through), usual(past, on, ZoneInfo(site.timezone)))


def _nearest(asked: datetime | None, starts: Sequence[datetime]) -> datetime | None:
    if asked is None or not starts:
        return None
    return min(starts, key=lambda at: (abs(at - asked), at))
