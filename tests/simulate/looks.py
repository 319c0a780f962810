"""How a hall's screens should look by the journal, now and a moment ago."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
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


def board_look(day: Day, versions: Sequence[Site]) -> BoardLook:
    """Whoever is here is shown, whatever has left the site file since: the newest is the last."""
    calls: dict[str, str] = {}
    for call in reversed(day.calls):
        calls.setdefault(call.number, call.counter)
    known = {code: service for site in versions for code, service in site.services.items()}
    counted = {s: day.queues.waiting_for(s) for s in known if not known[s].confidential}
    shown = [(s, n) for s, n in sorted(counted.items()) if n or s in versions[-1].services]
    return tuple(calls.items())[:CALLS_SHOWN], tuple(shown)


def counts_of(day: Day, site: Site) -> tuple[tuple[str, int], ...]:
    return tuple((code, day.queues.waiting_for(code)) for code in site.services)
