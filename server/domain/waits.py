"""How long, for whoever waits or may come: the range that every screen and every paper says.

What is foreseen (`foresight`), made true by what was learned (`promise`). Until something was
foreseen, or learned, a formula answers (`forecast`). Nobody at a counter that answers a demand: no
number is given, and the screens say why.

The lower end, once shown, never comes earlier: somebody may have gone for a coffee. The upper end
may move, for no promise of it could be kept; when it has moved far, the phone says why
(`later`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple, Protocol

from server.domain.day import Day
from server.domain.delay import callable_time, put_off
from server.domain.events import Fact
from server.domain.forecast import GRID, Estimate, estimate, estimate_for
from server.domain.foresight import Foresight, WaitAhead
from server.domain.hours import Interruption
from server.domain.interruption import interruption_of
from server.domain.policy import due_at
from server.domain.promise import Promiser
from server.domain.promise.conformal import Promised
from server.domain.promise.following import DayWatch
from server.domain.roster import Shift
from server.domain.site import Site
from server.domain.ticket import Place, Ticket, ToldWait

MINUTE = timedelta(minutes=1)
SAME = timedelta(seconds=20)
"""For so long what was worked out for somebody is said again, shorter by the time that passed."""
APART = (0.6, 1.0, 1.4)
"""What the formula makes of a wait where nothing was played on."""


class Standpoint(Protocol):
    """A day as somebody sees it."""

    @property
    def day(self) -> Day: ...

    @property
    def site(self) -> Site: ...

    @property
    def now(self) -> datetime: ...


class _Asked(NamedTuple):
    """Somebody in a queue, of one's own or about to come."""

    number: str
    services: tuple[str, ...]
    service: str
    """Of these, the one that is likely to come first."""
    ahead: int
    counters: int
    plain: Callable[[], Estimate | None]
    """What the formula says; it is not asked of whoever was played on herself."""

    @property
    def formula(self) -> int:
        plain = self.plain()
        return plain.likely if plain else 0

    @property
    def key(self) -> str:
        return self.number or f"{self.service} {self.ahead}"


class _Said(NamedTuple):
    at: datetime
    promised: Promised
    counters: int

    def end(self, minutes: float) -> datetime:
        return self.at + minutes * MINUTE


@dataclass
class Waits:
    """Of one reception, one day. Without a promiser the formula answers alone."""

    watch: DayWatch | None = None
    promiser: Promiser | None = None
    foresight: Foresight | None = None
    formula: Mapping[str, int] = field(default_factory=dict)
    """By service: what the formula said of a newcomer when it was foreseen."""
    shifts: Sequence[Shift] = ()
    """Of the day's roster, as it was looked up last."""
    _said: dict[str, _Said] = field(default_factory=dict)
    _lower: dict[str, datetime] = field(default_factory=dict)
    """By number: the latest lower end that was shown."""

    def follow(self, day: Day, site: Site, fact: Fact) -> None:
        if self.watch is not None:
            self.watch.follow(day, site, fact)

    def learn(self, promiser: Promiser) -> None:
        """Lower ends that were shown stay shown."""
        self.promiser = promiser
        self._said.clear()

    def look_ahead(self, foresight: Foresight, formula: Mapping[str, int]) -> None:
        """What is foreseen anew."""
        self.foresight, self.formula = foresight, formula
        self._said.clear()

    def of_ticket(self, at: Standpoint, ticket: Ticket) -> Estimate | None:
        """From now, of one who waits; past what interrupts all that it waits for."""
        return _put_off(self._of_ticket(at, ticket), at, ticket.remaining)

    def of_newcomer(self, at: Standpoint, service: str) -> Estimate | None:
        """From now, of somebody who comes for this service."""
        asked = _newcomer(at, service)
        return self._of_newcomer(at, asked) if asked else None

    def _of_ticket(self, at: Standpoint, ticket: Ticket) -> Estimate | None:
        plain = partial(estimate, at.day, at.site, ticket, at.now)
        service = _soonest(at, ticket)
        if service is None or self.promiser is None:
            return plain()
        counters = counters_for(at, service)
        ahead = at.day.queues.ahead(ticket)
        said = self._range(
            at, _Asked(ticket.number, ticket.remaining, service, ahead, counters, plain)
        )
        return _ends(said, self._never_earlier(at, ticket, said), at.now) if said else AT_ONCE

    def _of_newcomer(self, at: Standpoint, asked: _Asked) -> Estimate | None:
        return _put_off(self._range_of_newcomer(at, asked), at, (asked.service,))

    def _range_of_newcomer(self, at: Standpoint, asked: _Asked) -> Estimate | None:
        if self.promiser is None:
            return asked.plain()
        said = self._range(at, asked)
        return _ends(said, said.end(said.promised.low), at.now) if said else AT_ONCE

    def told(self, at: Standpoint, service: str) -> tuple[ToldWait, tuple[int, ...]] | None:
        """What to tell somebody who comes for this service now. With it what was foreseen of her,
        low, likely and high in whole minutes, before anything learned; () for nothing."""
        asked = _newcomer(at, service)
        range_ = self._of_newcomer(at, asked) if asked else None
        if asked is None or range_ is None:
            return None
        foreseen = self._foreseen(asked, at.now) if self.foresight else ()
        told = ToldWait(range_.low, range_.likely, range_.high, asked.counters)
        return told, tuple(round(each) for each in foreseen)

    def _range(self, at: Standpoint, asked: _Asked) -> _Said | None:
        """None for whoever is called at once, for a counter is free and nobody stands before."""
        if asked.ahead == 0 and _somebody_is_free(at, asked.service):
            return None
        said = self._said.get(asked.key)
        if said is None or at.now - said.at > SAME or said.counters != asked.counters:
            said = self._said[asked.key] = self._reckoned(at, asked)
        return said

    def _reckoned(self, at: Standpoint, asked: _Asked) -> _Said:
        assert self.promiser is not None and self.watch is not None
        watch, foreseen = self.watch, self._foreseen(asked, at.now)
        watch.meet(at.day, at.site, asked.service, at.now)
        state = watch.state(asked.service, asked.ahead + 1, at.now, foreseen)
        promised = self.promiser.promise(state, watch.today.shift(state.key))
        return _Said(at.now, promised, asked.counters)

    def _foreseen(self, asked: _Asked, now: datetime) -> tuple[float, ...]:
        """Played on, with what has changed since as the formula has it; the formula alone where
        nothing was. Without interruptions: what is said in the end is put off by them."""
        foresight = self.foresight
        seen = foresight.tickets.get(asked.number) if foresight else None
        if foresight and seen and seen.wait:
            left = _later(seen.wait, -(now - foresight.at) / MINUTE)
            return _callable(left, asked.services, foresight, now)
        formula = asked.formula
        seen = foresight.newcomers.get(asked.service) if foresight else None
        if foresight and seen and seen.wait and asked.service in self.formula:
            wait = _callable(seen.wait, (asked.service,), foresight, foresight.at)
            return _later(wait, formula - self.formula[asked.service])
        return tuple(each * formula for each in APART)

    def _never_earlier(self, at: Standpoint, ticket: Ticket, said: _Said) -> datetime:
        """What was told at first counts an interruption in, which may end before its time."""
        before = self._lower.get(ticket.number)
        if before is None and not is_interrupted(at, ticket):
            before = _first_lower(ticket)
        lower = max(said.end(said.promised.low), before or said.at)
        self._lower[ticket.number] = lower
        return lower


AT_ONCE = Estimate(0, 0, GRID)


def _later(wait: WaitAhead, minutes: float) -> WaitAhead:
    return WaitAhead(*(max(end + minutes, 0.0) for end in wait))


def _callable(
    wait: WaitAhead, services: Sequence[str], foresight: Foresight, now: datetime
) -> WaitAhead:
    """Without the interruptions that were reckoned with."""
    if not any(service in foresight.interruptions for service in services):
        return wait
    known = partial(foresight.interruption_of, now=now)
    return WaitAhead(*(callable_time(end, services, now, known) for end in wait))


def _put_off(wait: Estimate | None, at: Standpoint, services: Sequence[str]) -> Estimate | None:
    return put_off(wait, services, at.now, partial(_interruption, at))


def _interruption(at: Standpoint, service: str) -> Interruption | None:
    return interruption_of(at.day, at.site, service, at.now)


def is_interrupted(at: Standpoint, ticket: Ticket) -> bool:
    """Now or later today, in all that it waits for."""
    return all(interruption_of(at.day, at.site, s, at.now) for s in ticket.remaining)


def counters_for(at: Standpoint, service: str) -> int:
    """How many are open for it."""
    return len(at.day.staffing.work(at.site).answered.get(service, ()))


def _newcomer(at: Standpoint, service: str) -> _Asked | None:
    """None when nobody at a counter answers it."""
    place = newcomer_place(at, service)
    plain = estimate_for(at.day, at.site, service, place)
    if plain is None:
        return None
    ahead, counters = at.day.queues.ahead_in(service, place), counters_for(at, service)
    return _Asked("", (service,), service, ahead, counters, lambda: plain)


def newcomer_place(at: Standpoint, service: str) -> Place:
    """Where somebody would stand who came now."""
    due = due_at(at.site.policy, at.site.services_today[service], at.now)
    return due, at.now, len(at.day.tickets), ""


def _soonest(at: Standpoint, ticket: Ticket) -> str | None:
    """Of what remains to be answered here, where fewest stand before for each counter."""
    answered = at.day.staffing.work(at.site).answered
    if ticket.reserved_for:
        return ticket.remaining[0]
    if len(ticket.remaining) == 1:
        return ticket.remaining[0] if ticket.remaining[0] in answered else None
    queues, place = at.day.queues, ticket.place
    return min(
        (service for service in ticket.remaining if service in answered),
        key=lambda service: queues.ahead_in(service, place) / len(answered[service]),
        default=None,
    )


def _somebody_is_free(at: Standpoint, service: str) -> bool:
    ours = at.day.staffing.work(at.site).answered.get(service, ())
    return any(at.day.seat(code).ticket is None for code in ours)


def _first_lower(ticket: Ticket) -> datetime | None:
    return ticket.taken_at + ticket.told.low * MINUTE if ticket.told else None


def _ends(said: _Said, lower: datetime, now: datetime) -> Estimate:
    low = max(math.ceil((lower - now) / MINUTE), 0)
    high = max(math.ceil((said.end(said.promised.high) - now) / MINUTE), low, GRID)
    likely = round((said.end(said.promised.likely) - now) / MINUTE)
    return Estimate(low, min(max(likely, low), high), high)
