"""Every screen and paper of a site file, drawn in memory, in every language.

What cannot be drawn is told to whoever writes the file, before it is in force, and not to visitors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from display import page as board
from kiosk.address import Asked
from kiosk.painting import KioskPage, whole
from kiosk.steps import language_spoken, languages_offered
from kiosk.tiles import MOST
from printer.drawing.fonts import missing_glyphs
from printer.drawing.layout import layout
from printer.drawing.paint import paint
from printer.drawing.text import clean
from printer.profile import find
from server.application.clock import SetClock
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.backstage.register import Register
from server.commands.morning import Morning, agent_at
from server.counter import page as counter
from server.domain.papers import PrintJob
from server.domain.site import Site
from server.identity.staff import Staff
from server.journal.journal import Journal
from server.looks import theme
from server.office import page as office
from server.paper.ticket import ticket_job
from server.phone import page as phone
from server.protocol.printing import Passage, TicketDocument
from server.rim.access import Caller
from server.rim.asker import Asker
from server.rim.views import View
from server.store.store import Store

WIDE, NARROW = "80mm", "58mm"
ADDRESS = "https://accueil.example"
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


def undrawable(site: Site, today: date, screens_alone: bool = False) -> Iterator[str]:
    """A line for each screen and paper that cannot be drawn; or for French screens only, which is
    ten times as fast."""
    store = Store("sqlite://")  # in memory, and never asked
    try:
        drawings = Rehearsal(Morning(site, today), store).drawings()
        if screens_alone:
            drawings = (
                d for d in drawings if d.what.endswith(", in fr") and "ticket on" not in d.what
            )
        yield from filter(None, (drawing.failure() for drawing in drawings))
    finally:
        store.close()


class Rehearsal:
    """All there is to see of one morning."""

    def __init__(self, morning: Morning, store: Store) -> None:
        self.morning, self.site, self.reception = morning, morning.site, morning.reception
        clock = SetClock(morning.now, 0)
        journal, register = Journal(store), Register(store)
        self._receptions = Receptions(journal, register, clock, b"rehearsal", lambda _: None)

    def drawings(self) -> Iterator[Drawing]:
        yield Drawing("the colours", partial(theme.css, self.site.face.brand))
        yield self._touched("the kiosk", Asked())
        for language in languages_offered(self.site):
            yield from self._kiosk(language)
            yield from self._papers(language)
            called, *_, waiting = self.reception.committed.tickets
            for number in (called, waiting):
                yield self._seen(phone.VIEW, "the phone", language, {"number": number})
        for code in self.site.boards:
            yield self._seen(board.VIEW, f"the board {code}", "fr", {"board": code})
        for language in STAFF_LANGUAGES:
            yield self._console(language)
            yield self._seen(office.VIEW, "the office", language, {})

    # ------------------------------------------------------------ screens

    def _seen(self, view: View[Any], name: str, language: str, params: dict[str, str]) -> Drawing:
        asker = self._asker(language, params)
        return Drawing(
            f"{name}, in {language}", lambda: (view.html(asker, view.page(asker)), view.data(asker))
        )

    def _console(self, language: str) -> Drawing:
        """Whole: the menus that its lines share stand outside its live part."""
        asker = self._asker(language, {})
        return Drawing(
            f"the console, in {language}", lambda: (counter.whole(asker), counter.data(asker))
        )

    def _asker(self, language: str, params: dict[str, str]) -> Asker:
        seated = agent_at(next(iter(self.site.counters)))
        caller = Caller(staff=Staff(seated, "Nadia", "manager", self.site.slug))
        return Asker(self._receptions, self.reception, caller, language, params)

    def _kiosk(self, language: str) -> Iterator[Drawing]:
        token = self.reception.token(next(iter(self.reception.committed.tickets)))
        yield self._touched("the kiosk's ticket", Asked(lang=language, ticket=token))
        for closing in self.morning.closings():
            closed = KioskPage(self._sight(closing, language), None, Asked(lang=language))
            yield Drawing(f"the kiosk when closed, in {language}", partial(whole, closed))
        for group in ("", *self.site.groups):
            name = f"the kiosk, group {group}" if group else "the kiosk"
            for nth in range(self._pages(group)):
                yield self._touched(name, Asked(lang=language, group=group, page=str(nth)))
        for code, service in self.site.services.items():
            for ready in ("", "no", "anyway") if service.documents else ("",):
                asked = Asked(lang=language, service=code, ready=ready)
                yield self._touched(f"the kiosk, service {code}", asked)

    def _pages(self, group: str) -> int:
        """Of tiles: one more than needed is the first again."""
        inside = sum(1 for s in self.site.services.values() if s.group == (group or None))
        return 1 + (inside + (0 if group else len(self.site.groups))) // (MOST - 1)

    def _touched(self, what: str, asked: Asked) -> Drawing:
        now = self.morning.opening(asked.service or None)
        language = language_spoken(self.site, asked)
        page = KioskPage(self._sight(now, language), None, asked)
        return Drawing(f"{what}, in {language}", partial(whole, page))

    def _sight(self, clock: datetime, language: str) -> Sight:
        return Sight(self.reception, clock, language)

    # ------------------------------------------------------------ papers

    def _papers(self, language: str) -> Iterator[Drawing]:
        """Of all services at once, so that every word is drawn; the confidential name none."""
        services = list(self.site.services.values())
        told = [service for service in services if not service.confidential]
        number = self.morning.take(told or services, language)
        yield self._printed(number, language, WIDE)
        number = self.morning.take(services[:1], language)
        yield self._printed(number, language, NARROW)

    def _printed(self, number: str, language: str, paper: str) -> Drawing:
        def draw() -> None:
            job = PrintJob("rehearsal", number, "ticket", "", self.morning.now)
            document = ticket_job(self._sight(self.morning.now, language), job, ADDRESS).document
            assert isinstance(document, TicketDocument)
            _paint(document, paper)

        return Drawing(f"the ticket on {paper}, in {language}", draw)


def _paint(document: TicketDocument, paper: str) -> None:
    french = [p for p in document.passages if p.language.startswith("fr")]
    missing = missing_glyphs(clean("".join([document.site_name, *map(_words, french)])))
    if missing:
        raise Undrawable(f"paper has no letter for {' '.join(missing[:5])}; leave it out")
    paint(layout(document), find(paper))


def _words(passage: Passage) -> str:
    told = [passage.service or "", passage.place, passage.footer or "", *passage.documents]
    return "".join(told)
