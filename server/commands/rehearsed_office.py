"""The office's pages, rehearsed as the screens are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from starlette.datastructures import QueryParams

from server.application.strip import DayStrip
from server.commands.rehearsed import Drawing, Occasions, page_and_data
from server.domain.fairness.proof import prove
from server.domain.fairness.site_files import SiteFiles
from server.domain.foresight.quarters import QUARTER, DaySpan, Quarter
from server.domain.foresight.rest_of_day import RestOfDay
from server.domain.lab.figures import NAMES, Ranged
from server.domain.lab.study import FEWEST_DAYS, Study
from server.domain.promise.tally import PromiseTally
from server.domain.roster import PlannedDay, Shift
from server.office import page as office
from server.office.days import DayForm, days_page
from server.office.fairness import fairness_page
from server.office.lab import lab_page
from server.office.lab_compare import NEITHER, Compared, compare_page
from server.office.lab_form import form_of
from server.office.lab_words import side_by_side
from server.office.promise import promise_page
from server.office.roster import RosterForm, roster_page
from server.office.strip import strip_page

NOTHING = Ranged(*([dict.fromkeys(NAMES, 0.0)] * 3))
NO_WAIT = Study(FEWEST_DAYS, NOTHING, NOTHING, NOTHING, NOTHING, off=0, by_hand=0, sent_on=0)


class OfficeRehearsal:
    """All that those in charge may look at."""

    def __init__(self, occasions: Occasions) -> None:
        self._occasions = occasions
        self._morning = occasions.morning
        self.site = occasions.site

    def pages(self, language: str) -> Iterator[Drawing]:
        today = self._morning.reception.committed.date
        yield from self._live(language)
        yield from self._looking_back(language, today)
        yield from self._planning(language, today)
        yield from self._lab(language, today)
        yield from self._strip(language)

    def _live(self, language: str) -> Iterator[Drawing]:
        for when, occasion in (
            ("", self._occasions.busy),
            (" with no counter open", self._occasions.unopened),
        ):
            asker = occasion.asker(language)
            yield Drawing(
                f"the office{when}, in {language}",
                partial(page_and_data, office.office_page, office.data, asker),
            )

    def _looking_back(self, language: str, today: date) -> Iterator[Drawing]:
        quiet = prove(self.site.slug, today, (), SiteFiles(()))
        yield Drawing(
            f"whether the day was fair, in {language}",
            partial(fairness_page, self.site, today, today, quiet, language),
        )
        told = [PromiseTally(code, 2, 9, 1, 1, 40.0) for code in self.site.services]
        yield Drawing(
            f"what came of the announced waits, in {language}",
            partial(promise_page, self._morning.reception, (today, today), told, language),
        )

    def _planning(self, language: str, today: date) -> Iterator[Drawing]:
        shift = Shift("agent", next(iter(self.site.counters)), self._morning.now, self._morning.now)
        week = [(today, PlannedDay((shift,), "roster")), (today, PlannedDay((), "none"))]
        yield Drawing(
            f"the roster, in {language}",
            partial(roster_page, self._occasions.busy.asker(language), week, RosterForm()),
        )
        yield Drawing(
            f"the exceptional days, in {language}",
            partial(days_page, self._occasions.busy.asker(language), DayForm()),
        )

    def _lab(self, language: str, today: date) -> Iterator[Drawing]:
        """Before anything is asked, and with an answer."""
        sight = self._occasions.busy.sight(language)
        asked = f"from={today}&begins=10:00&ends=12:00&answers={next(iter(self.site.services))}"
        for what, query, answered in (("", "", None), (" with an answer", asked, NO_WAIT)):
            form = form_of(QueryParams(query), today)
            page = partial(lab_page, sight, form, answered, {})
            yield Drawing(f"the lab{what}, in {language}", page)
        told = Compared(today, today, NEITHER, found=side_by_side([NO_WAIT, NO_WAIT], language))
        page = partial(compare_page, sight, told)
        yield Drawing(f"two scenarios side by side, in {language}", page)

    def _strip(self, language: str) -> Iterator[Drawing]:
        """Of a day that stays closed, and of one with one more counter."""
        sight = self._occasions.busy.sight(language)
        now = sight.now
        quarter = Quarter(now, now + QUARTER, 1, 1, 1, 1, 1, 1)
        rest = RestOfDay((quarter,), 1, 5, 9, 1, now, 0)
        tried = replace(rest, p90=4)
        span, past = (
            DaySpan(now - QUARTER, now + QUARTER),
            (replace(quarter, begins=now - QUARTER),),
        )
        asked = DayStrip(now, span, past, rest, (now,), now, tried, closes=span.ends)
        for what, told in (("", DayStrip(now)), (" with one more counter", asked)):
            page = partial(strip_page, sight, told)
            yield Drawing(f"the strip of the day{what}, in {language}", page)
