"""What the lab takes from a day's facts: who came, with her own time at the counter, and who sat
where from when to when.

Nobody is measured: a time belongs to the visitor it was spent on, whoever sat at the counter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from statistics import median

from server.domain import events as e
from server.domain.events import BY_HAND, Fact
from server.domain.site import Site

ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class Errand:
    """A time at a counter that answered nothing: sent on, put aside, called in vain."""

    lasts: timedelta
    ending: type[e.Event]
    services: tuple[str, ...] = ()
    """All of the ticket's, after a transfer."""
    counter: str | None = None
    """Whom it was kept for."""
    back_after: timedelta | None = None
    """When she could be called again; None: she never came back."""


@dataclass(frozen=True, slots=True)
class Visitor:
    number: str
    entered: datetime
    """When her ticket was there to be called; later than she came, for a number given by hand."""
    arrived: datetime
    services: tuple[str, ...]
    priority: bool = False
    appointment: datetime | None = None
    times: Mapping[str, timedelta] = field(default_factory=dict)
    """Her own, from the call to the end, by service."""
    errands: tuple[Errand, ...] = ()
    after: timedelta | None = None
    """From her end to the next call, where somebody waited for it already."""
    left_at: datetime | None = None
    """When she gave up, or was still waiting at the day's end."""
    later: tuple[tuple[datetime, datetime], ...] = ()
    """When she asked to be called later, and until when."""


@dataclass(frozen=True, slots=True)
class Stint:
    """Somebody at a counter, ready to call, between two pauses."""

    counter: str
    agent: str
    begins: datetime
    ends: datetime | None
    """None: until the last visitor has gone."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A day as it was."""

    on: date
    site: Site
    closes: datetime | None
    visitors: tuple[Visitor, ...]
    stints: tuple[Stint, ...]
    reaction: timedelta
    """From an arrival to the call, where a counter was free."""
    busy: tuple[tuple[datetime, datetime], ...]
    """Each time at a counter."""
    calls: int
    by_hand: int
    """Of the calls."""


def record(site: Site, on: date, facts: Iterable[Fact], closes: datetime | None) -> Recorded:
    """`site`: as its file was on that day; `closes`: when its hours ended."""
    reading = _Reading()
    last = None
    for fact in facts:
        reading.read(fact)
        last = fact.at
    reading.end(last)
    visitors = sorted(reading.visitors.values(), key=lambda visitor: visitor.entered)
    stints = [_open_ended(stint, reading.stints, closes) for stint in reading.stints]
    return Recorded(
        on=on,
        site=site,
        closes=closes,
        visitors=tuple(visitors),
        stints=tuple(stints),
        reaction=middle(reading.reactions),
        busy=tuple(reading.busy),
        calls=reading.calls,
        by_hand=reading.by_hand,
    )


def _open_ended(stint: Stint, all_of_them: Iterable[Stint], closes: datetime | None) -> Stint:
    """Whoever stayed to the end stayed for the last visitor, and would have stayed longer."""
    last = all(stint.begins >= each.begins for each in all_of_them if each.counter == stint.counter)
    if last and (stint.ends is None or (closes is not None and stint.ends >= closes)):
        return replace(stint, ends=None)
    return stint


@dataclass
class _Desk:
    agent: str
    since: datetime
    free: datetime
    last: str | None = None
    """Whose visit ended last."""


@dataclass
class _Reading:
    visitors: dict[str, Visitor] = field(default_factory=dict)
    stints: list[Stint] = field(default_factory=list)
    reactions: list[timedelta] = field(default_factory=list)
    busy: list[tuple[datetime, datetime]] = field(default_factory=list)
    calls: int = 0
    by_hand: int = 0
    _desks: dict[str, _Desk] = field(default_factory=dict)
    _called: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    """By number: since when at which counter."""
    _gone: dict[str, datetime] = field(default_factory=dict)
    """By number: since when she cannot be called, and may come back."""

    def read(self, fact: Fact) -> None:
        match fact.event:
            case e.TicketTaken() as taken:
                self._taken(taken, fact.at)
            case e.CounterOpened(counter=counter, agent=agent):
                self._rise(counter, fact.at)
                self._desks[counter] = _Desk(agent, fact.at, fact.at)
            case e.CounterPaused(counter=counter) | e.CounterClosed(counter=counter):
                self._rise(counter, fact.at)
            case e.TicketCalled() as called:
                self._call(called, fact.at)
            case e.ServiceFinished(number=number, services=services):
                self._finished(number, services, fact.at)
            case (
                e.VisitorAbsent()
                | e.TicketParked()
                | e.TicketTransferred()
                | e.TicketRequeued()
                | e.TicketLeft()
                | e.TicketCancelled()
                | e.TicketNotServed()
            ) as event:
                self._otherwise(event, fact.at)
            case _:
                self._changed(fact)

    def end(self, at: datetime | None) -> None:
        for counter, desk in self._desks.items():
            self.stints.append(Stint(counter, desk.agent, desk.since, None))
        for number, visitor in self.visitors.items():
            if at and not (visitor.times or visitor.errands or visitor.left_at):
                self.visitors[number] = replace(visitor, left_at=at)

    def _taken(self, taken: e.TicketTaken, at: datetime) -> None:
        if taken.served:
            return  # received on paper: at no counter and no hour that anybody knows
        self.visitors[taken.number] = Visitor(
            taken.number,
            at,
            taken.arrived or at,
            taken.services,
            taken.priority,
            taken.appointment,
        )

    def _changed(self, fact: Fact) -> None:
        match fact.event:
            case e.ServiceAdded(number=number, service=service):
                visitor = self.visitors[number]
                services = (*visitor.services, service)
                self.visitors[number] = replace(visitor, services=services)
            case e.PrioritySet(number=number, priority=priority):
                self.visitors[number] = replace(self.visitors[number], priority=priority)
            case e.TicketPostponed(number=number, until=until):
                visitor = self.visitors[number]
                later = (*visitor.later, (fact.at, until))
                self.visitors[number] = replace(visitor, later=later)
            case _:
                pass

    def _rise(self, counter: str, at: datetime) -> None:
        desk = self._desks.pop(counter, None)
        if desk is not None and at > desk.since:
            self.stints.append(Stint(counter, desk.agent, desk.since, at))

    def _call(self, called: e.TicketCalled, at: datetime) -> None:
        self.calls += 1
        self.by_hand += called.rule == BY_HAND
        visitor = self.visitors.get(called.number)
        if visitor is None:
            return
        gone = self._gone.pop(called.number, None)
        if gone is not None:
            self._came_back(called.number, at - gone)
        desk = self._desks.get(called.counter)
        if desk is not None and called.rule != BY_HAND and not _moved(visitor):
            self._pace(desk, visitor, at)
        self._called[called.number] = at, called.counter

    def _pace(self, desk: _Desk, visitor: Visitor, at: datetime) -> None:
        if visitor.entered > desk.free:
            self.reactions.append(at - visitor.entered)
        elif desk.last is not None:
            ended = self.visitors[desk.last]
            self.visitors[desk.last] = replace(ended, after=at - desk.free)
        else:
            desk.since = at

    def _free(self, number: str, at: datetime) -> timedelta | None:
        """How long she was at the counter, which is free now; None where she was at none."""
        since, counter = self._called.pop(number, (None, ""))
        if since is None:
            return None
        if desk := self._desks.get(counter):
            desk.free, desk.last = at, number
        self.busy.append((since, at))
        return at - since

    def _finished(self, number: str, services: tuple[str, ...], at: datetime) -> None:
        lasted = self._free(number, at)
        visitor = self.visitors.get(number)
        if lasted is not None and visitor is not None and services:
            times = {service: lasted / len(services) for service in services}
            self.visitors[number] = replace(visitor, times={**visitor.times, **times})

    def _otherwise(self, event: e.Event, at: datetime) -> None:
        number: str = event.number  # type: ignore[union-attr]  # each of these names its ticket
        visitor = self.visitors.get(number)
        if visitor is None:
            return
        lasted = self._free(number, at)
        if lasted is not None:
            errand = Errand(lasted, type(event), visitor.services)
            if isinstance(event, e.TicketTransferred):
                errand = Errand(lasted, type(event), event.services, event.counter, ZERO)
            elif isinstance(event, e.TicketRequeued):
                errand = replace(errand, back_after=ZERO)
            else:
                self._gone[number] = at
            self.visitors[number] = replace(visitor, errands=(*visitor.errands, errand))
        elif isinstance(event, e.TicketRequeued) and number in self._gone:
            self._came_back(number, at - self._gone.pop(number))
        elif not isinstance(event, e.TicketTransferred) and not visitor.errands:
            self.visitors[number] = replace(visitor, left_at=at)

    def _came_back(self, number: str, after: timedelta) -> None:
        visitor = self.visitors[number]
        *before, last = visitor.errands
        errands = (*before, replace(last, back_after=after))
        self.visitors[number] = replace(visitor, errands=errands)


def _moved(visitor: Visitor) -> bool:
    """She was called before, or away: when she could be called says nothing of the counter."""
    return bool(visitor.errands or visitor.times or visitor.later)


def middle(spans: Iterable[timedelta]) -> timedelta:
    """None there: no time at all."""
    seconds = [span.total_seconds() for span in spans]
    return timedelta(seconds=median(seconds)) if seconds else ZERO
