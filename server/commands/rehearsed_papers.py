"""Every paper of a site, drawn in memory: the visitors', and those that the staff asks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from printer.drawing.fonts import missing_glyphs
from printer.drawing.layout import layout
from printer.drawing.paint import paint
from printer.drawing.text import clean
from printer.profile import find
from server.application.sight import Sight
from server.commands.morning import Morning
from server.commands.rehearsed import PRINTER, Drawing, Undrawable
from server.domain.papers import FALLBACK, PrintJob
from server.paper.staff.fallback import fallback_job
from server.paper.staff.pages import LANGUAGE, page_job
from server.paper.ticket import sample_ticket, ticket_job
from server.protocol.printing import Passage, TicketDocument

WIDE, NARROW = "80mm", "58mm"
ADDRESS = "https://accueil.example"


class PaperRehearsal:
    def __init__(self, morning: Morning) -> None:
        self._morning = morning

    def of_visitors(self, language: str) -> Iterator[Drawing]:
        """Of all services at once, so that every word is drawn; the confidential name none."""
        services = list(self._morning.site.services.values())
        told = [service for service in services if not service.confidential]
        number = self._morning.take(told or services, language)
        yield self._ticket(number, language, WIDE)
        number = self._morning.take(services[:1], language)
        yield self._ticket(number, language, NARROW)

    def of_staff(self) -> Iterator[Drawing]:
        for what, kind in (
            ("the test ticket", "test"),
            ("the report of the day", "report"),
            ("the numbers in reserve", FALLBACK),
        ):
            yield Drawing(f"{what}, in {LANGUAGE}", partial(self._page, kind))
        yield Drawing(
            f"the picture of a ticket, in {LANGUAGE}",
            lambda: _paint(sample_ticket(self._sight(LANGUAGE), ADDRESS), WIDE),
        )

    def _ticket(self, number: str, language: str, paper: str) -> Drawing:
        def draw() -> None:
            job = PrintJob("rehearsal", number, "ticket", "", self._morning.now)
            document = ticket_job(self._sight(language), job, ADDRESS).document
            assert isinstance(document, TicketDocument)
            _paint(document, paper)

        return Drawing(f"the ticket on {paper}, in {language}", draw)

    def _page(self, kind: str) -> None:
        sight = self._sight(LANGUAGE)
        in_reserve = f"{sight.site.paper.fallback_prefix}001" if kind == FALLBACK else ""
        job = PrintJob("rehearsal", in_reserve, kind, PRINTER, self._morning.now)
        order = fallback_job(sight.site, job) if in_reserve else page_job(sight, job, PRINTER)
        paint(layout(order.document), find(WIDE))

    def _sight(self, language: str) -> Sight:
        return Sight(self._morning.reception, self._morning.now, language)


def _paint(document: TicketDocument, paper: str) -> None:
    french = [p for p in document.passages if p.language.startswith("fr")]
    missing = missing_glyphs(clean("".join([document.site_name, *map(_words, french)])))
    if missing:
        raise Undrawable(f"paper has no letter for {' '.join(missing[:5])}; leave it out")
    paint(layout(document), find(paper))


def _words(passage: Passage) -> str:
    told = [passage.service or "", passage.place, passage.footer or "", *passage.documents]
    return "".join(told)
