"""Tickets of the demonstration town hall, composed as the server composes them for the printer."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.application.reception import Reception
from server.application.sight import Sight
from server.domain.papers import PrintJob
from server.paper.ticket import ticket_job
from server.protocol.printing import TicketDocument
from server.sitefile.reading import read_site
from tests.domain.world import Lobby
from tests.worlds.town import DEMO_SITE

NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""In Paris."""
ADDRESS = "https://file.sainte-aube.example"


def real_ticket(language: str, service: str = "identity") -> TicketDocument:
    """Of the fourth person of the morning; one counter is open."""
    site = read_site(DEMO_SITE.read_text(encoding="utf-8"))
    lobby = Lobby(site, NINE)
    lobby.open("1", "agent1")
    for _ in range(3):
        lobby.take(service)
    mine = lobby.take(service, language=language)
    reception = Reception(site, date(2026, 11, 24), b"the tests' own secret")
    reception.commit(lobby.facts)
    job = PrintJob("1", mine.number, "ticket", "Hall", NINE)
    return ticket_job(Sight(reception, NINE, "fr"), job, ADDRESS).document  # type: ignore[return-value]
