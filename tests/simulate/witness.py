"""Reads every commit as it is made, and knows no rule of the server's.

It asks what a clerk with a pencil would: is a number given twice, does a place lack, is somebody at
two counters, does time run backwards, is a paper said to be printed that is not?
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from server.domain.day import Day
from server.domain.fold import apply
from tests.simulate.disk import Place, Row

if TYPE_CHECKING:
    from tests.simulate.world import World

LETS_GO = {
    *("service_finished", "visitor_absent", "ticket_parked", "ticket_transferred"),
    *("ticket_requeued", "ticket_cancelled", "ticket_left", "ticket_not_served"),
}
CALLS_SHOWN = 8
Seen = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]]
"""What a board shows: the last calls, newest first, and how many wait."""
Complain = Callable[[str], None]
NOTHING: Seen = ((), ())


@dataclass
class Book:
    """The clerk's notes of one day."""

    place: Place
    complain: Complain
    seq: int = 0
    last_at: datetime | None = None
    numbers: set[str] = field(default_factory=set)
    seats: dict[str, str] = field(default_factory=dict)
    """Counter -> who was called to it."""
    keys: dict[str, Row] = field(default_factory=dict)
    closed: bool = False

    def note(self, row: Row, told: dict[str, Any]) -> None:
        where = f"{self.place.site} {self.place.day} fact {row.seq}"
        if row.seq != self.seq + 1:
            self.complain(f"{where} follows {self.seq}")
        if self.closed:
            self.complain(f"{where} was written after the day's end")
        if self.last_at and row.at < self.last_at:
            self.complain(f"{where} goes back in time")
        if row.key in self.keys:
            self.complain(f"{where}: key {row.key} for the second time")
        if row.key:
            self.keys[row.key] = row
        self.seq, self.last_at = row.seq, row.at
        self.closed = row.kind == "day_closed"
        self._follow(where, row.kind, told)

    def _follow(self, where: str, kind: str, told: dict[str, Any]) -> None:
        number = told.get("number", "")
        if kind == "ticket_taken":
            if number in self.numbers:
                self.complain(f"{where}: number {number} is given twice")
            self.numbers.add(number)
        elif kind == "ticket_called":
            self._called(where, number, told["counter"])
        elif kind in LETS_GO:
            self.seats = {c: n for c, n in self.seats.items() if n != number}

    def _called(self, where: str, number: str, counter: str) -> None:
        if number not in self.numbers:
            self.complain(f"{where}: {number} is called and was never taken")
        if number in self.seats.values():
            self.complain(f"{where}: {number} is called to {counter} while at another counter")
        if counter in self.seats:
            self.complain(f"{where}: counter {counter} has {self.seats[counter]} already")
        self.seats[counter] = number


class Witness:
    def __init__(self, world: World) -> None:
        self._world = world
        self.books: dict[Place, Book] = {}
        self.days: dict[Place, Day] = {}
        """The fold of what is written, again."""
        self.places: dict[tuple[str, str], list[Place]] = defaultdict(list)
        """Where a key was kept: (site, key)."""
        self.seen: dict[str, deque[tuple[float, Seen]]] = {}
        """By site, since when a board should look how; the newest last."""
        self._newest: dict[str, Place] = {}

    def __call__(self, place: Place, rows: Sequence[Row]) -> None:
        book = self.books.get(place)
        if book is None:
            book = self.books[place] = Book(place, self._world.breach)
            self.days[place] = Day(*place)
        for row in rows:
            self._read(place, book, row)
        if not self._world.astray(place.day):
            self._newest[place.site] = place
            self.look_again(place)

    def _read(self, place: Place, book: Book, row: Row) -> None:
        told = json.loads(row.body)
        book.note(row, told)
        if row.key:
            self.places[place.site, row.key].append(place)
        if not self._world.plausible(row.at) and row.at != self._last_of(place):
            self._world.breach(f"{place} fact {row.seq} happened at {row.at}, told another time")
        if row.kind == "print_reported":
            self._world.truth.judge(told["job"], told["result"], row.actor)
        elif row.kind in ("print_requested", "fallback_requested"):
            self._world.truth.asked(told["job"], told.get("number", ""))
        self._fold(place, row)

    def _last_of(self, place: Place) -> datetime | None:
        return self.days[place].last_at

    def _fold(self, place: Place, row: Row) -> None:
        try:
            apply(self.days[place], row.fact)
        except Exception as error:
            self._world.breach(f"{place} fact {row.seq} cannot be folded: {error!r}")

    def look_again(self, place: Place) -> None:
        """A board should look like this from now on."""
        looks = self.seen.setdefault(place.site, deque([(0.0, NOTHING)], maxlen=400))
        now = self._world.loop.time()
        day = self.days.get(place)
        if day:
            looks.append((now, self._board(day)))
        if day is None or day.closed:
            looks.append((now, self._board(Day(*place))))

    def _board(self, day: Day) -> Seen:
        """Whoever is here is shown, whatever has left the site file since."""
        *before, site = self._world.disk.sites[day.site]
        calls: dict[str, str] = {}
        for call in reversed(day.calls):
            calls.setdefault(call.number, call.counter)
        known = {s.code: s for version in (*before, site) for s in version.services.values()}
        counted = {s: day.queues.waiting_for(s) for s in known if not known[s].confidential}
        waiting = [(s, n) for s, n in sorted(counted.items()) if n or s in site.services]
        return tuple(calls.items())[:CALLS_SHOWN], tuple(waiting)

    def may_show(self, site: str, seen: Seen, within: float) -> bool:
        """Whether a board may look like this: as it should now, or did so little ago."""
        since = self._world.loop.time() - within
        for at, look in reversed(self.seen.get(site, ())):
            if look == seen:
                return True
            if at < since:
                return False
        return not self.seen.get(site) and not seen[0]

    def newest(self, site: str) -> Day | None:
        """The day that was written to last; None when another is to begin."""
        place = self._newest.get(site)
        return self.days[place] if place else None

    def goes_on(self, place: Place) -> bool:
        """Whether it is the day that people are in."""
        return self._newest.get(place.site) == place and not self.books[place].closed

    def another_day(self, site: str, today: date) -> None:
        """A watch that was years ahead is right again: what was begun then lies far ahead."""
        place = self._newest.get(site)
        if place and (self.books[place].closed or place.day > today + timedelta(days=1)):
            del self._newest[site]
            look = self._board(Day(site, today))
            self.seen[site].append((self._world.loop.time(), look))
