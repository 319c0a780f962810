"""Reads every commit as it is made, and knows no rule of the server's.

It asks what a clerk with a pencil would: is a number given twice, does a place lack, is somebody at
two counters, does time run backwards, is a paper said to be printed that is not?
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from server.domain.day import Day
from server.domain.fold import apply
from tests.simulate.disk import Place, Row
from tests.simulate.looks import Lately, Look, Story, board_look, counts_of

if TYPE_CHECKING:
    from tests.simulate.world import World

LETS_GO = {
    *("service_finished", "visitor_absent", "ticket_parked", "ticket_transferred"),
    *("ticket_requeued", "ticket_cancelled", "ticket_left", "ticket_not_served"),
}
Complain = Callable[[str], None]


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
    holders: dict[str, str] = field(default_factory=dict)
    """Agent -> the counter she has taken."""
    resting: set[str] = field(default_factory=set)
    """Counters taken, to which nobody is called."""
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
        elif kind.startswith("counter_"):
            self._sat(kind, told["counter"], told["agent"])

    def _sat(self, kind: str, counter: str, agent: str) -> None:
        self.holders = {a: c for a, c in self.holders.items() if c != counter}
        self.resting -= {counter}
        if kind != "counter_closed":
            self.holders[agent] = counter
        if kind == "counter_paused":
            self.resting |= {counter}

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
        self.stories: dict[tuple[Place, str], Story] = defaultdict(Story)
        """By ticket."""
        self._lately: dict[str, Lately] = defaultdict(Lately)
        """By site, how its screens should look."""
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
        self._fold(place, row, told.get("number", ""))

    def _last_of(self, place: Place) -> datetime | None:
        return self.days[place].last_at

    def _fold(self, place: Place, row: Row, number: str) -> None:
        try:
            apply(self.days[place], row.fact)
        except Exception as error:
            self._world.breach(f"{place} fact {row.seq} cannot be folded: {error!r}")
        if ticket := self.days[place].tickets.get(number):
            story = self.stories[place, number]
            story.add(self._world.loop.time(), (ticket.state.value, ticket.counter))

    def look_again(self, place: Place) -> None:
        """The screens should look like this from now on."""
        day, now, lately = self.days.get(place), self._world.loop.time(), self._lately[place.site]
        if day:
            lately.add(now, self._look(day, self.books[place]))
        if day is None or day.closed:
            lately.add(now, self._begun(place))

    def _begun(self, place: Place) -> Look:
        """A day in which nothing has happened yet."""
        return self._look(Day(*place), Book(place, self._world.breach))

    def _look(self, day: Day, book: Book) -> Look:
        versions = self._world.disk.sites[day.site]
        return Look(
            board_look(day, versions),
            counts_of(day, versions[-1]),
            frozenset(ticket.number for ticket in day.waiting()),
            dict(book.holders),
            dict(book.seats),
            len(book.holders) - len(book.resting),
        )

    def may_show(self, site: str, within: float, allows: Callable[[Look], bool]) -> bool:
        """Whether a screen may look like this: as it should now, or did so little ago."""
        return self._lately[site].any_since(self._world.loop.time() - within, allows)

    def newest(self, site: str) -> Day | None:
        """The day that was written to last; None when another is to begin."""
        place = self._newest.get(site)
        return self.days[place] if place else None

    def goes_on(self, place: Place) -> bool:
        """Whether it is the day that people are in."""
        return self._newest.get(place.site) == place and not self.books[place].closed

    def another_day(self, site: str, today: date) -> None:
        """A watch that was years ahead is right again: what was begun then lies far ahead, and
        what a server with another watch had begun goes on."""
        place = self._newest.get(site)
        if place and (self.books[place].closed or place.day > today + timedelta(days=1)):
            del self._newest[site]
            self._lately[site].add(self._world.loop.time(), self._begun(Place(site, today)))
            if current := self._open_day(site, today):
                self._newest[site] = current
                self.look_again(current)

    def _open_day(self, site: str, today: date) -> Place | None:
        last = today + timedelta(days=1)
        days = (p for p, book in self.books.items() if p.day <= last and not book.closed)
        return max((place for place in days if place.site == site), default=None)
