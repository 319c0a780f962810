"""A morning played in memory: every screen and paper of a site file is drawn, in every language.

What cannot be drawn is told to whoever writes the file, before it is in force, and not to visitors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from display import page as board
from kiosk.address import Asked
from kiosk.painting import KioskPage, page
from kiosk.steps import languages_offered
from kiosk.tiles import MOST
from printer.fonts import missing_glyphs
from printer.layout import layout
from printer.paint import paint
from printer.profile import find
from printer.text import clean
from server.application.clock import SetClock
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.counter import page as counter
from server.domain import commands as c
from server.domain.business_day import business_day
from server.domain.day import PrintJob
from server.domain.events import Event, Fact, TicketTaken
from server.domain.refusal import Refusal
from server.domain.rules import decide
from server.domain.site import Service, Site
from server.identity.staff import Staff
from server.journal.store import Store
from server.looks import theme
from server.office import page as office
from server.paper.ticket import ticket_job
from server.phone import page as phone
from server.protocol.printing import Passage, TicketDocument
from server.rim.access import Caller
from server.rim.asker import Asker
from server.rim.views import View
from server.sitefile.ahead import YEAR, Stretch, hours_of, stretches

PAPERS = ("80mm", "58mm")
ADDRESS = "https://accueil.example"
A_MINUTE = timedelta(minutes=1)
STAFF_LANGUAGES = ("fr", "en")


class Undrawable(Exception):
    """Said to whoever writes the site file."""


@dataclass(frozen=True)
class Drawing:
    what: str
    draw: Callable[[], object]

    def failure(self) -> str | None:
        """Why it cannot be drawn, in a line."""
        try:
            self.draw()
        except Undrawable as error:
            return f"{self.what}: {error}"
        except Exception as error:  # whatever it is, nobody should meet it on a screen
            why = " ".join(str(error).split())
            return f"{self.what} cannot be drawn ({type(error).__name__}: {why})"
        return None


def undrawable(site: Site, today: date) -> Iterator[str]:
    """A line for each screen and paper that cannot be drawn."""
    store = Store("sqlite://")  # in memory, and never asked
    try:
        morning = Morning(site, today, store)
        drawings = [Drawing("the colours", lambda: theme.css(site.face.brand)), *morning.drawings()]
        yield from filter(None, (drawing.failure() for drawing in drawings))
    finally:
        store.close()


class Morning:
    """Counters are open, each has called somebody, and for every service somebody waits."""

    def __init__(self, site: Site, today: date, store: Store) -> None:
        self.site, self._today = site, today
        self.now = self._opening()
        day = business_day(site, self.now)
        self.reception = Reception(site, day, b"rehearsal")
        self._receptions = Receptions(store, SetClock(self.now, 0), b"rehearsal", lambda _: None)
        self._spoken = languages_offered(site)
        self._play()

    def drawings(self) -> Iterator[Drawing]:
        for language in self._spoken:
            yield from self._kiosk(language)
            yield from self._papers(language)
            number = next(iter(self.reception.committed.tickets))
            yield self._seen(phone.VIEW, "the phone", language, {"number": number})
        for code in self.site.boards:
            yield self._seen(board.VIEW, f"the board {code}", "fr", {"board": code})
        for language in STAFF_LANGUAGES:
            for view, name in ((counter.VIEW, "the console"), (office.VIEW, "the office")):
                yield self._seen(view, name, language, {})

    def _opening(self, service: str | None = None) -> datetime:
        """Just after the next opening; of a service, within the site's hours."""
        since, _ = self._ahead(service)[0]
        return self._here(since)

    def _closings(self) -> list[datetime]:
        """Just after the next closing; none of a place that never closes."""
        _, until = self._ahead()[0]
        return [self._here(until)] if until < self._ahead()[-1][1] else []

    def _ahead(self, service: str | None = None) -> tuple[Stretch, ...]:
        return stretches(hours_of(self.site, service), self.site.country, self._today, YEAR)

    def _here(self, wall: datetime) -> datetime:
        return (wall + A_MINUTE).replace(tzinfo=ZoneInfo(self.site.timezone))

    def _play(self) -> None:
        for service in self.site.services.values():
            self._take((service,), "fr")
        for code in self.site.counters:
            who = c.Who(_agent(code), staff=True)
            for command in (c.OpenCounter(code), c.CallNext(code)):
                self._do(command, who)
        for service in self.site.services.values():
            self._take((service,), "fr")

    def _take(self, services: Sequence[Service], language: str) -> str:
        number = f"{services[0].prefix}{len(self.reception.committed.tickets) + 1:03d}"
        codes = tuple(service.code for service in services)
        self._happen([TicketTaken(number, codes, language, due=self.now)], "rehearsal")
        return number

    def _do(self, command: c.Command, who: c.Who) -> None:
        day, hours = self.reception.committed, self.reception.hours
        told = decide(day, self.site, hours, command, who, self.now, "rehearsal")
        if not isinstance(told, Refusal):
            self._happen(told, who.name)

    def _happen(self, events: Sequence[Event], who: str) -> None:
        for event in events:
            self.reception.commit([Fact(self.reception.committed.seq + 1, self.now, who, event)])

    # ------------------------------------------------------------ screens

    def _seen(self, view: View, name: str, language: str, params: dict[str, str]) -> Drawing:
        seated = _agent(next(iter(self.site.counters)))
        caller = Caller(staff=Staff(seated, "Nadia", "manager", self.site.slug))
        asker = Asker(self._receptions, self.reception, caller, language, params)
        return Drawing(f"{name}, in {language}", lambda: (view.html(asker), view.data(asker)))

    def _kiosk(self, language: str) -> Iterator[Drawing]:
        token = self.reception.token(next(iter(self.reception.committed.tickets)))
        yield self._touched("the kiosk", Asked())
        yield self._touched("the kiosk's ticket", Asked(lang=language, ticket=token))
        for closing in self._closings():
            scene = KioskPage(self.reception, None, Asked(lang=language), closing)
            yield Drawing(f"the kiosk when closed, in {language}", partial(page, scene))
        for group in ("", *self.site.groups):
            name = f"the kiosk, group {group}" if group else "the kiosk"
            for nth in range(self._pages(group)):
                yield self._touched(name, Asked(lang=language, group=group, page=str(nth)))
        for service in self.site.services:
            for ready in ("", "no", "yes"):
                asked = Asked(lang=language, service=service, ready=ready)
                yield self._touched(f"the kiosk, service {service}", asked)

    def _pages(self, group: str) -> int:
        """Of tiles: one more than needed is the first again."""
        inside = sum(1 for s in self.site.services.values() if s.group == (group or None))
        return 1 + (inside + (0 if group else len(self.site.groups))) // (MOST - 1)

    def _touched(self, what: str, asked: Asked) -> Drawing:
        now = self._opening(asked.service or None)
        scene = KioskPage(self.reception, None, asked, now)
        return Drawing(f"{what}, in {scene.language}", partial(page, scene))

    # ------------------------------------------------------------ papers

    def _papers(self, language: str) -> Iterator[Drawing]:
        """Of all services at once, so that every word is drawn; the confidential name none."""
        for secret in (False, True):
            services = [s for s in self.site.services.values() if s.confidential is secret]
            if services:
                number = self._take(services, language)
                for paper in PAPERS:
                    yield self._printed(number, language, paper)

    def _printed(self, number: str, language: str, paper: str) -> Drawing:
        job = PrintJob("rehearsal", number, "ticket", "", self.now)
        document = ticket_job(self.reception, job, ADDRESS, self.now).document
        assert isinstance(document, TicketDocument)
        return Drawing(f"the ticket on {paper}, in {language}", partial(_paint, document, paper))


def _agent(counter: str) -> str:
    """Somebody who is not in the file: she answers everything."""
    return f"rehearsal at {counter}"


def _paint(document: TicketDocument, paper: str) -> None:
    french = [p for p in document.passages if p.language.startswith("fr")]
    missing = missing_glyphs(clean("".join([document.site_name, *map(_words, french)])))
    if missing:
        raise Undrawable(f"paper has no letter for {' '.join(missing[:5])}; leave it out")
    paint(layout(document), find(paper))


def _words(passage: Passage) -> str:
    told = [passage.service or "", passage.place, passage.footer or "", *passage.documents]
    return "".join(told)
