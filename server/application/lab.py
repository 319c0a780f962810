"""A site's own weeks, read from its journal and played in the lab."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.application.aside import Aside
from server.application.receptions import Receptions
from server.domain import events as e
from server.domain.events import Fact
from server.domain.fairness.site_files import Loaded, files_in_force
from server.domain.hours import Hours
from server.domain.journal import Journal
from server.domain.lab.change import Change
from server.domain.lab.recorded import Recorded, record
from server.domain.lab.study import FEWEST_DAYS, Study, study
from server.domain.refusal import Code, Refusal
from server.domain.site import Site

MOST_DAYS = 100
"""From the first to the last, for whoever waits at a screen: a quarter, in some seconds."""
DayRead = tuple[Recorded, list[Fact]]


@dataclass(frozen=True, slots=True)
class LabQuestion:
    first: date
    last: date
    change: Change | None = None
    runs: int | None = None


class Lab:
    """For managers, in a process of its own; one question after the other."""

    def __init__(self, receptions: Receptions, aside: Aside) -> None:
        self._receptions = receptions
        self._aside = aside

    def close(self) -> None:
        self._aside.end()

    async def answer(self, slug: str, question: LabQuestion) -> Study | Refusal:
        """Whoever is cancelled ends it, after the day that is being read. Raises Unavailable."""
        span = question.first, question.last
        if not timedelta(0) <= question.last - question.first < timedelta(days=MOST_DAYS):
            return Refusal(Code.INVALID, {"why": "span", "days": str(MOST_DAYS)})
        journal, loaded = self._receptions.journal, self._receptions.sites.loaded
        reading, days = _days(journal, loaded, slug, span), list[DayRead]()
        while read := await asyncio.to_thread(next, reading, None):
            days.append(read)
        if len(days) < FEWEST_DAYS:
            facts = {"days": str(len(days)), "needed": str(FEWEST_DAYS)}
            return Refusal(Code.NOT_ALLOWED_NOW, {"why": "few_days", **facts})
        return await self._aside.reckon(study, days, question.change, question.runs)


def lab_of(
    journal: Journal,
    loaded: Loaded,
    slug: str,
    span: tuple[date, date],
    change: Change | None = None,
    runs: int | None = None,
) -> Study:
    """Blocking, some seconds for months. Raises TooFewDaysError, and Unavailable."""
    return study(list(_days(journal, loaded, slug, span)), change, runs)


def _days(
    journal: Journal, loaded: Loaded, slug: str, span: tuple[date, date]
) -> Iterator[DayRead]:
    """Closed days with visitors, each with the site file that was in force."""
    first, last = span
    for on in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        facts = journal.facts(slug, on)
        if facts and isinstance(facts[-1].event, e.DayClosed) and _visited(facts):
            site = _site_of(loaded, slug, facts)
            if site is not None:
                yield record(site, on, facts, closing(site, on)), facts


def _visited(facts: list[Fact]) -> bool:
    return any(isinstance(fact.event, e.TicketCalled) for fact in facts)


def _site_of(loaded: Loaded, slug: str, facts: list[Fact]) -> Site | None:
    """The last of the day's, with what only an older one has."""
    try:
        return files_in_force(loaded, slug, facts).at(facts[-1].at)[0]
    except LookupError:
        return None


def closing(site: Site, on: date) -> datetime | None:
    """When the site's hours end on this day, for the last time; None where they do not."""
    calendar = Hours(site).site
    moment = datetime.combine(on, time(0), ZoneInfo(site.timezone))
    closes, end = None, moment + timedelta(days=1)
    while moment < end:
        opening = calendar.at(moment)
        if opening.until is None:
            return None
        if opening.open:
            closes = opening.until
        moment = opening.until
    return closes if closes is not None and closes < end else None
