"""Every screen and paper of a site file, drawn in memory, in every language.

What cannot be drawn is told to whoever writes the file, before it is in force, and not to visitors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from starlette.datastructures import QueryParams

from display import page as board
from display.sizes import stylesheet
from kiosk.address import MOST_DEMANDS, Asked
from kiosk.page import SHEET, code_of
from kiosk.painting import KioskPage, whole
from kiosk.steps import language_spoken, languages_offered
from kiosk.tiles import MOST
from server.application.sight import Sight
from server.application.sites import Front
from server.commands.morning import Morning, agent_at
from server.commands.rehearsed import Drawing, Occasions
from server.commands.rehearsed_papers import PaperRehearsal
from server.counter import page as counter
from server.domain.fairness.proof import prove
from server.domain.fairness.site_files import SiteFiles
from server.domain.lab.figures import NAMES, Ranged
from server.domain.lab.study import FEWEST_DAYS, Study
from server.domain.promise.tally import PromiseTally
from server.domain.roster import PlannedDay, Shift
from server.domain.site import Site
from server.entrance import enrol
from server.entrance import page as entrance
from server.identity.devices import Device
from server.identity.staff import Staff
from server.looks import theme
from server.office import page as office
from server.office.days import DayForm, days_page
from server.office.fairness import fairness_page
from server.office.lab import lab_page
from server.office.lab_form import form_of
from server.office.promise import promise_page
from server.office.roster import RosterForm, roster_page
from server.phone import page as phone
from server.rim.asker import Asker
from server.store.store import Store

STAFF_LANGUAGES = ("fr", "en")
ONE_WITHOUT_COUNTER = "rehearsal at the door"
NOTHING = Ranged(*([dict.fromkeys(NAMES, 0.0)] * 3))
NO_WAIT = Study(FEWEST_DAYS, NOTHING, NOTHING, NOTHING, NOTHING, off=0, by_hand=0, sent_on=0)


def undrawable(site: Site, today: date, screens_alone: bool = False) -> Iterator[str]:
    """A line for each screen and paper that cannot be drawn; or for screens only, in one language,
    which is ten times as fast."""
    store = Store("sqlite://")  # in memory, and never asked
    try:
        rehearsal = Rehearsal(Occasions(site, today, store))
        drawings = rehearsal.first_screens() if screens_alone else rehearsal.drawings()
        yield from filter(None, (drawing.failure() for drawing in drawings))
    finally:
        store.close()


class Rehearsal:
    """All there is to see of one morning."""

    def __init__(self, occasions: Occasions) -> None:
        self._occasions = occasions
        self.morning: Morning = occasions.morning
        self.site = occasions.site

    def drawings(self) -> Iterator[Drawing]:
        papers = PaperRehearsal(self.morning)
        for language in languages_offered(self.site):
            yield from self._kiosk(language)
            yield from papers.of_visitors(language)
            yield from self._phone(language)
        yield from papers.of_staff()
        yield from self._once()
        for language in STAFF_LANGUAGES:
            yield from self._staff(language)

    def first_screens(self) -> Iterator[Drawing]:
        spoken = languages_offered(self.site)[0]
        yield from (*self._kiosk(spoken), *self._phone(spoken), *self._once())
        yield from self._staff(STAFF_LANGUAGES[0])

    # ------------------------------------------------------------ visitors

    def _kiosk(self, language: str) -> Iterator[Drawing]:
        token = self.morning.reception.token(self._numbers()[0])
        yield self._touched("the kiosk's ticket", Asked(lang=language, ticket=token))
        several = Asked(lang=language).demanding(list(self.site.services)[:MOST_DEMANDS])
        for more in ("", "list", "yes"):
            yield self._touched("the kiosk, several requests", several.but(more=more))
        for closed in self._occasions.closed:
            page = KioskPage(closed.sight(language), None, Asked(lang=language))
            yield Drawing(f"the kiosk when closed, in {language}", partial(whole, page))
        yield self._touched("the kiosk, appointment", Asked(lang=language, appointment="yes"))
        for group in ("", *self.site.groups):
            name = f"the kiosk, group {group}" if group else "the kiosk"
            for nth in range(self._pages(group)):
                yield self._touched(name, Asked(lang=language, group=group, page=str(nth)))
        for code, service in self.site.services.items():
            for ready in ("", "no", "anyway") if service.documents else ("",):
                asked = Asked(lang=language, service=code, ready=ready, late="anyway")
                yield self._touched(f"the kiosk, service {code}", asked)
            yield from self._late(language, code)
            sight = Sight(self._occasions.full, self.morning.opening(code), language)
            page = KioskPage(sight, None, Asked(lang=language, service=code))
            yield Drawing(
                f"the kiosk when full, service {code}, in {language}", partial(whole, page)
            )

    def _late(self, language: str, service: str) -> Iterator[Drawing]:
        """In the last minute before closing, when a turn may come after it."""
        for closed in self.morning.closings():
            last_minute = closed - timedelta(minutes=2)
            sight = Sight(self.morning.reception, last_minute, language)
            page = KioskPage(sight, None, Asked(lang=language, service=service))
            name = f"the kiosk before closing, service {service}, in {language}"
            yield Drawing(name, partial(whole, page))

    def _numbers(self) -> Sequence[str]:
        return [*self.morning.reception.committed.tickets]

    def _pages(self, group: str) -> int:
        """Of tiles: one more than needed is the first again."""
        services = self.site.services.values()
        inside = sum(1 for s in services if s.group == (group or None) or (s.often and not group))
        return 1 + (inside + (0 if group else len(self.site.groups))) // (MOST - 1)

    def _touched(self, what: str, asked: Asked) -> Drawing:
        now = self.morning.opening(asked.service or None)
        language = language_spoken(self.site, asked)
        page = KioskPage(Sight(self.morning.reception, now, language), None, asked)
        return Drawing(f"{what}, in {language}", partial(whole, page))

    def _phone(self, language: str) -> Iterator[Drawing]:
        called, *_, waiting = self._numbers()
        for number in (called, waiting):
            asker = self._occasions.busy.asker(language, number=number)
            yield Drawing(
                f"the phone, in {language}",
                partial(_page_and_data, phone.whole, phone.data, asker),
            )
            yield Drawing(
                f"the phone, before leaving, in {language}", partial(phone.leaving, asker)
            )

    # ------------------------------------------------------------ of one language

    def _once(self) -> Iterator[Drawing]:
        yield Drawing("the colours", partial(theme.css, self.site.face.brand))
        yield self._touched("the kiosk", Asked())
        for code, service in self.site.services.items():
            if service.sheet:
                sheet = SHEET.format(service.sheet)
                yield Drawing(f"the code of service {code}", partial(code_of, sheet))
        for code in self.site.boards:
            yield from self._board(code)
        yield Drawing(
            f"the page of no board, in {self.site.languages[0]}",
            partial(board.no_such_board, self.morning.reception),
        )

    def _board(self, code: str) -> Iterator[Drawing]:
        """In its own languages, at once."""
        its = self.site.boards[code]
        yield Drawing(f"the sizes of board {code}", partial(stylesheet, its.diagonal, its.distance))
        occasions = [
            ("", self._occasions.busy),
            (" before the first call", self._occasions.unopened),
        ]
        occasions += [(" when closed", closed) for closed in self._occasions.closed]
        for when, occasion in occasions:
            asker = occasion.asker(its.languages[0], board=code)
            name = f"the board {code}{when}, in {its.languages[0]}"
            yield Drawing(name, partial(_page_and_data, board.whole, board.data, asker))
            yield Drawing(
                name.replace("the board", "without script, the board"),
                partial(board.whole, asker, plain=True),
            )

    # ------------------------------------------------------------ staff

    def _staff(self, language: str) -> Iterator[Drawing]:
        yield from self._doors(language)
        yield from self._console(language)
        for when, occasion in (
            ("", self._occasions.busy),
            (" with no counter open", self._occasions.unopened),
        ):
            asker = occasion.asker(language)
            yield Drawing(
                f"the office{when}, in {language}",
                partial(_page_and_data, office.office_page, office.data, asker),
            )

        today = self.morning.reception.committed.date
        quiet = prove(self.site.slug, today, (), SiteFiles(()))
        yield Drawing(
            f"whether the day was fair, in {language}",
            partial(fairness_page, self.site, today, today, quiet, language),
        )
        told = [PromiseTally(code, 2, 9, 1, 1, 40.0) for code in self.site.services]
        yield Drawing(
            f"what came of the announced waits, in {language}",
            partial(promise_page, self.morning.reception, (today, today), told, language),
        )
        shift = Shift("agent", next(iter(self.site.counters)), self.morning.now, self.morning.now)
        week = [(today, PlannedDay((shift,), "roster")), (today, PlannedDay((), "none"))]
        yield Drawing(
            f"the roster, in {language}",
            partial(roster_page, self._occasions.busy.asker(language), week, RosterForm()),
        )
        yield Drawing(
            f"the exceptional days, in {language}",
            partial(days_page, self._occasions.busy.asker(language), DayForm()),
        )
        yield from self._lab(language, today)

    def _lab(self, language: str, today: date) -> Iterator[Drawing]:
        """Before anything is asked, and with an answer."""
        sight = self._occasions.busy.sight(language)
        asked = f"from={today}&begins=10:00&ends=12:00&answers={next(iter(self.site.services))}"
        for what, query, answered in (("", "", None), (" with an answer", asked, NO_WAIT)):
            form = form_of(QueryParams(query), today)
            page = partial(lab_page, sight, form, answered, {})
            yield Drawing(f"the lab{what}, in {language}", page)

    def _console(self, language: str) -> Iterator[Drawing]:
        """Whole: the menus that its lines share stand outside its live part."""
        seated = agent_at(next(iter(self.site.counters)))
        for when, occasion, login in (
            ("", self._occasions.busy, seated),
            (", choosing a counter", self._occasions.busy, ONE_WITHOUT_COUNTER),
            (" when free", self._occasions.free, seated),
            (" with people set aside", self._occasions.set_aside, seated),
            (" on a break", self._occasions.on_a_break, seated),
        ):
            asker = occasion.asker(language, login)
            yield Drawing(
                f"the console{when}, in {language}",
                partial(_page_and_data, counter.whole, counter.data, asker),
            )

    def _doors(self, language: str) -> Iterator[Drawing]:
        site = self.site
        front = Front(site.slug, site.name, site.face.brand, tuple(site.boards))
        yield Drawing(f"signing in, in {language}", partial(entrance.door, language, front))
        manager = Staff("manager", "Claire", "manager", site.slug)
        yield Drawing(
            f"the choice of screens, in {language}",
            partial(entrance.screens, language, manager, [front]),
        )
        screen = Device("display", "rehearsal", site.slug)
        yield Drawing(
            f"the enrolment of a board, in {language}",
            partial(enrol.enrolment, language, screen, front.boards),
        )


def _page_and_data(
    page: Callable[[Asker], object], data: Callable[[Asker], object], asker: Asker
) -> None:
    """As a browser opens it, and as its socket may ask for it."""
    page(asker)
    data(asker)
