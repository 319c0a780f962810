"""The kiosk's page, and the fragment of it that stays live."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from kiosk.address import MOST_DEMANDS, Asked
from kiosk.held import Held, held
from kiosk.help import Help, help_at
from kiosk.picture import KioskPicture, KioskPrinter, kiosk_picture
from kiosk.standing import opens_again
from kiosk.steps import Step, demands_of, is_adding, languages_offered, step_back, step_of
from kiosk.tiles import Tile, Tiles
from kiosk.week import DayHours, week
from kiosk.words import again
from server.application.closing import BeforeClosing, closing_soon, newcomer_before_closing
from server.application.sight import Sight
from server.application.views import newcomer
from server.domain.appointments import LETTERS
from server.domain.site import Site
from server.looks.templates import render
from server.rim import closing, interruption
from server.texts.catalogue import LANGUAGES, gettext_noop, translations

FORGETS_AFTER = 30
"""Seconds without a touch before the kiosk asks whether somebody is still there."""
READING_TAKES = 60
"""The same where there is much to read: what to bring, which cards count, what to do without."""
TICKET_STAYS = 60
"""Seconds a ticket stays on the screen untouched: time to photograph it."""

HELP = "help"
"""The notice of a page on which somebody was called."""
ASKED_IN = 3
"""Languages that one line has room for."""
EASY_FRENCH = "fr-easy"

WELCOME = gettext_noop("Welcome")
CHOOSE = gettext_noop("Choose your language")
START = gettext_noop("Touch here to start")
CLOSED = gettext_noop("We are closed")
LOST = gettext_noop("Please go to the front desk")


@dataclass(frozen=True, slots=True)
class OfferedLanguage:
    """A language to choose from, in its own words."""

    code: str
    name: str
    tag: str
    direction: str
    welcome: str
    choose: str
    start: str
    closed: str
    lost: str


@dataclass(frozen=True)
class KioskPage:
    """One page for one visitor. `refusal`: why the last touch was refused."""

    sight: Sight
    printer: KioskPrinter | None
    asked: Asked
    refusal: str | None = None
    place: str = ""
    """Where help is asked for: the kiosk's name."""

    @property
    def site(self) -> Site:
        return self.sight.site

    @property
    def language(self) -> str:
        return self.sight.language

    @cached_property
    def step(self) -> Step:
        return step_of(self.sight, self.asked)

    @cached_property
    def tiles(self) -> Tiles:
        return Tiles(self.sight, self.asked)

    @cached_property
    def facts(self) -> KioskPicture:
        return kiosk_picture(self.sight, self.printer)

    @cached_property
    def chosen(self) -> Tile | None:
        service = self.site.services_today.get(self.asked.service)
        return self.tiles.of_service(service) if service else None

    @cached_property
    def demands(self) -> list[Tile]:
        """What goes on her ticket."""
        return [self.tiles.of_service(s) for s in demands_of(self.site, self.asked)]

    @property
    def adding(self) -> bool:
        return is_adding(self.site, self.asked)

    @property
    def may_add(self) -> bool:
        offered = [s for s in self.site.services if s not in self.asked.demands]
        return bool(offered) and len(self.demands) < MOST_DEMANDS

    @property
    def first_call(self) -> Tile:
        """The demand that is likely to be called first."""
        told = [tile for tile in self.demands if tile.estimate]
        return min(told, key=_likely, default=self.demands[0])

    @cached_property
    def before_closing(self) -> BeforeClosing:
        service = self.asked.service
        return newcomer_before_closing(self.sight, service, newcomer(self.sight, service))

    @property
    def doubt(self) -> str:
        return closing.doubt(self.sight, self.before_closing)

    @property
    def what_then(self) -> str:
        return closing.what_then(self.sight, self.before_closing)

    @property
    def soon(self) -> str:
        """That it closes, in the last minutes; else nothing."""
        return closing.we_close(self.sight, closing_soon(self.sight))

    @property
    def interruption(self) -> str:
        """That the service is interrupted, or soon; else nothing."""
        return interruption.told(self.sight, (self.asked.service,))

    @property
    def after_closing(self) -> str | None:
        """When the service opens again after that."""
        closes = self.before_closing.closes
        return again(self.sight, opens_again(self.sight, self.asked.service, closes))

    @property
    def group_label(self) -> str | None:
        group = self.site.groups.get(self.asked.group)
        return self.sight.said(group.name) if group else None

    @property
    def documents(self) -> list[str]:
        wanted = demands_of(self.site, self.asked)
        papers = (self.sight.said(paper) for service in wanted for paper in service.documents)
        return list(dict.fromkeys(papers))

    @property
    def sheet(self) -> str | None:
        service = self.site.services.get(self.asked.service)
        return service.sheet if service else None

    @property
    def by_appointment(self) -> bool:
        """Whoever has one finds where to say so, also on the wrong day: she is told which it is."""
        return self.sight.reception.books

    @property
    def letters(self) -> str:
        """Of which a code is made."""
        return LETTERS

    @property
    def held(self) -> Held | None:
        if self.step is not Step.TICKET:
            return None
        return held(self.sight, self.asked.ticket)

    @property
    def help(self) -> Help | None:
        """What she is told who called for help on this page."""
        return help_at(self.sight, self.place) if self.asked.notice == HELP else None

    @property
    def back(self) -> Asked | None:
        return step_back(self.asked, self.step)

    def again(self, language: str) -> str | None:
        return again(self.sight.told_in(language), self.sight.next_opening)

    @property
    def week(self) -> list[DayHours]:
        return week(self.sight)

    @cached_property
    def languages(self) -> tuple[OfferedLanguage, ...]:
        return tuple(_offered(code) for code in languages_offered(self.site))

    @property
    def speaks(self) -> bool:
        """She has said in which language."""
        return self.asked.lang in languages_offered(self.site)

    @property
    def other_languages(self) -> list[OfferedLanguage]:
        """Those that the page itself is not in."""
        return [o for o in self.languages if o.tag != LANGUAGES[self.language].tag]

    @property
    def other_ways_to_say_it(self) -> list[OfferedLanguage]:
        """All but the page's own, easy French among them."""
        return [o for o in self.languages if o.code != self.language]

    @property
    def asking(self) -> list[OfferedLanguage]:
        """In which the choice is asked for; among many tiles, each already asks in its own."""
        several = [o for o in self.languages if o.code != EASY_FRENCH]
        return several if len(several) <= ASKED_IN else several[:1]

    @property
    def idle_seconds(self) -> int:
        """0 at the very beginning: there is nobody to wait for."""
        if not self.asked.told:
            return 0
        match self.step:
            case Step.TICKET:
                return TICKET_STAYS
            case Step.CONFIRM | Step.MISSING | Step.LATE | Step.LIST | Step.APPOINTMENT:
                return READING_TAKES
            case _:
                return FORGETS_AFTER


def fragment(page: KioskPage) -> str:
    """What the page's <main> holds."""
    return render("kiosk/live.html", page.language, **_context(page))


def whole(page: KioskPage, millimetre: float | None = None) -> str:
    """`millimetre`: CSS pixels in one, when the device's own size is configured."""
    return render("kiosk/page.html", page.language, millimetre=millimetre, **_context(page))


def _likely(tile: Tile) -> int:
    return tile.estimate.likely if tile.estimate else 0


@cache
def _offered(code: str) -> OfferedLanguage:
    gettext = translations(code).gettext
    return OfferedLanguage(
        code,
        *LANGUAGES[code],
        welcome=gettext(WELCOME),
        choose=gettext(CHOOSE),
        start=gettext(START),
        closed=gettext(CLOSED),
        lost=gettext(LOST),
    )


def _context(page: KioskPage) -> dict[str, Any]:
    return {
        "page": page,
        "site": page.site,
        "asked": page.asked,
        "facts": page.facts,
        "tz": page.site.timezone,
        "now": page.sight.clock,
    }
