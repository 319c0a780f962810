"""How a hall's screens should look by the journal, now and a moment ago."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from server.domain.day import Day
from server.domain.site import Site

CALLS_SHOWN = 8
KEPT = 400

BoardLook = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]]
"""The last calls, newest first, and how many wait."""
Standing = tuple[str, str | None]
"""Of one ticket: its state, and the counter it is called to."""


@dataclass(frozen=True)
class Look:
    """A hall at one moment."""

    board: BoardLook = ((), ())
    counts: tuple[tuple[str, int], ...] = ()
    """How many wait, for the confidential services too."""
    waiting: frozenset[str] = frozenset()
    holders: Mapping[str, str] = field(default_factory=dict)
    """Agent -> the counter she has taken."""
    seats: Mapping[str, str] = field(default_factory=dict)
    """Counter -> who was called to it."""
    open_counters: int = 0


@dataclass
class Lately:
    """What stood in one place, since when; the newest last."""

    looks: deque[tuple[float, Look]] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, at: float, look: Look) -> None:
        self.looks.append((at, look))

    def any_since(self, since: float, allows: Callable[[Look], bool]) -> bool:
        """Whether it is so now, or was so at some moment since then."""
        for at, look in reversed(self.looks):
            if allows(look):
                return True
            if at < since:
                return False
        return not self.looks and allows(Look())


@dataclass
class Story:
    """What became of one ticket, in the order of the journal."""

    chapters: list[tuple[float, Standing]] = field(default_factory=list)

    def add(self, at: float, standing: Standing) -> None:
        if not self.chapters or self.chapters[-1][1] != standing:
            self.chapters.append((at, standing))

    def next_like(self, standing: Standing, after: int) -> int | None:
        """The first chapter from there on in which it stood so."""
        chapters = enumerate(self.chapters[after:], after)
        return next((n for n, (_, told) in chapters if told == standing), None)

    def any_since(self, since: float, standing: Standing) -> bool:
        for at, told in reversed(self.chapters):
            if told == standing:
                return True
            if at < since:
                return False
        return False


def board_look(day: Day, site: Site) -> BoardLook:
    calls: dict[str, str] = {}
    for call in reversed(day.calls):
        if call.counter in site.counters:
            calls.setdefault(call.number, call.counter)
    hidden = {service.code for service in site.services.values() if service.confidential}
    shown = tuple(row for row in counts_of(day, site) if row[0] not in hidden)
    return tuple(calls.items())[:CALLS_SHOWN], shown


def counts_of(day: Day, site: Site) -> tuple[tuple[str, int], ...]:
    return tuple((code, day.queues.waiting_for(code)) for code in site.services)
