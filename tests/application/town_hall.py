"""Town halls in a store, as site files: nobody has opened them yet."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.domain.journal import Entry
from server.journal.journal import Journal
from server.sitefile import sites
from server.store.store import Store
from tests.domain.world import Lobby

SITE_FILE = """\
[site]
slug = "{slug}"
name = "Mairie de {slug}"
timezone = "UTC"
languages = ["fr"]
rollover = "03:00"
hours = "24/7"
country = "FR"
brand = "#112233"

[[services]]
code = "civil"
prefix = "B"
name = {{ fr = "État civil" }}
minutes = 5

[[counters]]
code = "1"
name = {{ fr = "Guichet 1" }}

[[boards]]
code = "hall"
zones = ["hall"]
"""


def load(store: Store, slug: str, text: str = SITE_FILE) -> None:
    sites.load(store, text.format(slug=slug), datetime(2026, 11, 1, tzinfo=UTC))


def leave_open(store: Store, slug: str, day: date, tickets: int = 1) -> None:
    """A day on which somebody came, and nobody closed."""
    desk = Lobby(now=datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    for _ in range(tickets):
        desk.take("civil")
    Journal(store).append([Entry(slug, day, desk.facts)])
