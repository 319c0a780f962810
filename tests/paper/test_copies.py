"""A copy printed for somebody whose turn has come, or who was set aside, does not say "next"."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from printer.drawing.blocks import Paragraph
from printer.drawing.layout import layout
from server.domain.lifecycle import Action
from server.domain.papers import PrintJob
from server.paper.ticket import ticket_job
from server.protocol.printing import TicketDocument
from server.sitefile.reading import read_site
from tests.domain.world import Lobby
from tests.worlds.sights import sight_of
from tests.worlds.town import DEMO_SITE

NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WAITING_ROOM = "Installez-vous en salle d’attente. Votre numéro sera affiché et annoncé."
NEXT = "Vous êtes le prochain numéro pour cette démarche."


@pytest.mark.parametrize(
    ("actions", "told", "not_told"),
    [
        ((), [NEXT, WAITING_ROOM], "Guichet 1"),
        ((Action.CALL,), ["Guichet 1"], NEXT),
        ((Action.CALL, Action.SERVE), [], NEXT),
        ((Action.CALL, Action.SERVE, Action.PARK), [], NEXT),
    ],
)
def test_a_copy_says_where_its_holder_is(
    actions: tuple[Action, ...], told: list[str], not_told: str
) -> None:
    words = _copy_after(actions)

    assert set(told) <= set(words)
    assert not_told not in words
    assert (WAITING_ROOM in words) == (WAITING_ROOM in told)
    assert all(words), "no empty lines"


def _copy_after(actions: tuple[Action, ...]) -> list[str]:
    """The words of a duplicate for a ticket with which all this was done."""
    lobby = Lobby(read_site(DEMO_SITE.read_text("utf-8")), NINE)
    lobby.open("1", "agent1")
    ticket = lobby.take("identity")
    for action in actions:
        ticket = lobby.move(ticket, action, "agent1", counter="1")
    job = PrintJob("j", ticket.number, "duplicate", "hall", NINE)
    document = ticket_job(sight_of(lobby), job, "http://mairie.example").document
    assert isinstance(document, TicketDocument)
    return [block.text for block in layout(document) if isinstance(block, Paragraph)]
