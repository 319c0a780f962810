"""One site, as one process knows it: configuration, calendar and the current day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from server.application.tokens import Tokens, mark_of, secret_of
from server.domain.appointments import Booked
from server.domain.business_day import ONE_DAY, business_day, end_of
from server.domain.day import Day
from server.domain.events import Fact, NoteAdded
from server.domain.exceptional import ExceptionalDay
from server.domain.fold import apply
from server.domain.former import following, lacks
from server.domain.journal import Journal
from server.domain.nearness import called_next
from server.domain.planned import PlannedInterruption
from server.domain.promise import Promiser
from server.domain.promise.following import DayWatch
from server.domain.site import Former, Site
from server.domain.waits import Waits

FAR_AHEAD = timedelta(days=60)
"""A clock that stood still, or began again at its last known hour, is less far behind than this."""

Missed = tuple[list[Fact], dict[str, str]]
"""Facts, and the notes that they speak of."""


class Reception:
    """`committed` is what everybody sees; `ahead` is the day as it will be once the commands
    being written are written. Both are folds of the same facts, `ahead` a few facts further.
    """

    def __init__(
        self, site: Site, day: date, secret: bytes, promiser: Promiser | None = None
    ) -> None:
        self.promiser = promiser
        """Says how long, from what was learned; without one a formula does."""
        self._use(site)
        self.asked_at = 0.0
        """When somebody last wanted something here, in seconds of the process's own clock."""
        self.books = False
        """Whether any appointment is kept, of whatever day."""
        self.tokens = Tokens(secret, site.slug)
        self.planned: tuple[PlannedInterruption, ...] = ()
        """Interruptions of the days to come, as they were looked up last."""
        self.begin(day)

    def begin(self, day: date) -> None:
        if self.site.former != Former():
            self._use(replace(self.site, former=Former()))
        self.lacking = False
        """Somebody is here for what only an older site file has."""
        self.ends_at = end_of(self.site, day)
        self.committed = Day(self.site.slug, day)
        self.ahead = Day(self.site.slug, day)
        watch = DayWatch(self.site.slug, day, self.site.timezone) if self.promiser else None
        self.waits = Waits(watch, self.promiser)
        self.notes: dict[str, str] = {}
        self._next: tuple[tuple[Site, int, datetime], frozenset[str]] | None = None
        self.booked: Sequence[Booked] = ()
        """The day's appointments, as they were looked up last."""
        self.last_of: dict[str, int] = {}
        """By who acted: the `seq` of her newest fact."""
        self._tokens: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        """By the secret of their token."""

    def promise_by(self, promiser: Promiser) -> None:
        """From now on, as the night has taught."""
        self.promiser = promiser
        if self.waits.watch is not None:
            self.waits.learn(promiser)

    def configure(self, site: Site) -> None:
        """A new configuration, for the same day."""
        self._use(replace(following(site, self.site), exceptional=self.site.exceptional))
        self.ends_at = end_of(site, self.committed.date)

    def lay_over(self, days: tuple[ExceptionalDay, ...]) -> None:
        """Days with hours of their own, from now on."""
        self._use(replace(self.site, exceptional=days))

    @property
    def usual(self) -> Site:
        """With the hours of its file alone."""
        return replace(self.site, exceptional=())

    def look_back(self, older: Site | None) -> None:
        """What this older site file knows, whoever is here may still need. None: there is none."""
        day = self.committed
        if older is not None:
            self._use(following(self.site, older))
        told = lacks(self.site, day.tickets.values(), day.seats.values(), day.calls)
        self.lacking = told and older is not None

    def _use(self, site: Site) -> None:
        self.site = site
        self.hours = site.calendar

    def is_over(self, now: datetime) -> bool:
        """Its day has ended, by this clock or by another process's, or is so far ahead that the
        clock must have been wrong."""
        return self.committed.closed or not self.ends_at - FAR_AHEAD <= now < self.ends_at

    def moment(self, now: datetime) -> datetime:
        """The day's time never runs backwards, even if the machine's clock does.

        It is for what is told of facts; opening hours go by the clock.
        """
        last = self.ahead.last_at
        return max(now, last) if last else now

    def called_next(self, now: datetime) -> frozenset[str]:
        """Of what everybody sees. Reckoned once for the hundreds of phones that a change paints
        within the same second."""
        moment = (self.site, self.committed.seq, now.replace(microsecond=0))
        if self._next is None or self._next[0] != moment:
            self._next = moment, called_next(self.committed, self.site, now)
        return self._next[1]

    def commit(self, facts: Sequence[Fact]) -> None:
        """The store has these facts: now everybody may see them."""
        for fact in facts:
            apply(self.committed, fact)
            self.waits.follow(self.committed, self.site, fact)
            self.last_of[fact.actor] = fact.seq

    def forget_ahead(self) -> None:
        """What was being written was not: go back to what is."""
        self.ahead = self.committed.copy()

    def catch_up(self, facts: Sequence[Fact], notes: dict[str, str]) -> None:
        """What others wrote."""
        missed = [fact for fact in facts if fact.seq > self.committed.seq]
        level = self.ahead.seq == self.committed.seq
        self.commit(missed)
        self._look_for_strangers(missed)
        self.notes |= notes
        if not level or len(missed) > len(self.committed.tickets):
            self.forget_ahead()
            return
        # Nothing was being written, and a few facts more are cheaper than a copy of the day.
        for fact in missed:
            apply(self.ahead, fact)

    def _look_for_strangers(self, facts: Sequence[Fact]) -> None:
        """Others may have written with a site file that this process has never seen."""
        day = self.committed
        numbers = {number for fact in facts if (number := getattr(fact.event, "number", None))}
        tickets = [day.tickets[number] for number in numbers if number in day.tickets]
        calls = islice(reversed(day.calls), len(facts))
        self.lacking = self.lacking or lacks(self.site, tickets, day.seats.values(), calls)

    def token(self, number: str) -> str:
        """Opens a ticket of this day."""
        token = self._tokens.get(number)
        if token is None:
            token = self._tokens[number] = self.tokens.of(self.committed.date, number)
        return token

    def number_of(self, token: str) -> str | None:
        """The ticket that a visitor's token opens, today; also one of the version before."""
        tickets, known = self.committed.tickets, self._numbers
        # Only when somebody asks: most tickets of a day are never looked at on a phone.
        for number in islice(tickets, len(known), None):
            known[secret_of(self.token(number))] = number
        return known.get(secret_of(token)) if mark_of(token) in (None, self.tokens.mark) else None


Begun = Callable[[Site, date], Reception]
"""A reception on a day that is still to be read."""


def to_look_at(site: Site, day: date) -> Reception:
    """No token opens its tickets."""
    return Reception(site, day, b"")


def open_reception(
    journal: Journal, site: Site, older: Iterator[Site], now: datetime, begun: Begun
) -> Reception:
    """Folds the day to go on with; what the site file has lost since somebody came for it is looked
    for in the `older` ones, the newest first. Blocking.

    A day that ended while the server was off is still open: the writer closes it at once.
    """
    reception = _read(journal, begun(site, current_day(journal, site, now)))
    while reception.lacking:
        reception.look_back(next(older, None))
    return reception


def current_day(journal: Journal, site: Site, now: datetime) -> date:
    """The newest day in the journal while it is open, else the first day after it. Blocking.

    A clock that was set back does not reopen an older day: the newest goes on.
    """
    today = business_day(site, now)
    last = _newest_day(journal, site.slug, today)
    if last is None:
        return today
    return max(last + ONE_DAY, today) if journal.closed(site.slug, last) else last


def _newest_day(journal: Journal, site: str, today: date) -> date | None:
    """Without a day far ahead, which a clock wrote that was wrong for a moment.

    When the clock is wrong now, no day ends near its time, and the newest of all goes on; unless
    one is open that is a few days ahead: it is the one that people are in.
    """
    near = journal.last_day(site, before=today + FAR_AHEAD)
    if near and (near <= today + ONE_DAY or not journal.closed(site, near)):
        return near
    return journal.last_day(site)


def days_left_open(journal: Journal, site: str, before: date | None = None) -> list[date]:
    """Newest first, down to one that was closed. Blocking."""
    found, day = [], before
    while (earlier := journal.last_day(site, before=day)) and not journal.closed(site, earlier):
        day = earlier
        found.append(day)
    return found


def read_again(journal: Journal, site: Site, day: date) -> Reception:
    """A day as the store has it, only to be closed. Blocking."""
    return _read(journal, to_look_at(site, day))


def _read(journal: Journal, reception: Reception) -> Reception:
    reception.catch_up(*missed_facts(journal, reception))
    return reception


def missed_facts(journal: Journal, reception: Reception) -> Missed:
    """The facts and notes that other processes wrote. Blocking, changes nothing."""
    slug, day = reception.site.slug, reception.committed.date
    facts = journal.facts(slug, day, reception.committed.seq)
    noted = any(isinstance(fact.event, NoteAdded) for fact in facts)
    return facts, journal.notes(slug, day) if noted else {}
