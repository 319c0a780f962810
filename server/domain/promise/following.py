"""A site's day followed fact by fact: the live one, and past ones anew for a model to learn from.

Both go through the same code, so that a model meets in the morning what it has learned at night.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from math import log1p
from zoneinfo import ZoneInfo

from server.domain import events as e
from server.domain.day import Day
from server.domain.events import Fact
from server.domain.fold import apply
from server.domain.promise.history import PastDay
from server.domain.promise.online import Today
from server.domain.promise.state import Example, QueueState
from server.domain.promise.watching import Finished, Look, OfficeWatch
from server.domain.site import Site
from server.domain.ticket import Ticket
from server.domain.wait import waited

NOON = 12
MINUTE = timedelta(minutes=1)
SHORTEST = 1.0
"""Minutes. Whoever was called sooner did not wait: there is nothing to learn from it."""
_COUNTERS = (e.CounterOpened, e.CounterPaused, e.CounterClosed)
_QUEUES = (
    e.TicketTaken,
    e.ServiceAdded,
    e.TicketLeft,
    e.TicketCancelled,
    e.TicketTransferred,
    e.TicketRequeued,
    e.TicketPostponed,
    e.PrioritySet,
    e.ServiceFinished,
)
"""Facts that may change who waits for what, calls aside."""


class DayWatch:
    """What the promise must know of one day at one site."""

    def __init__(self, site: str, on: date, timezone: str) -> None:
        self.office = OfficeWatch(site, on.weekday())
        self.today = Today()
        noon = datetime(on.year, on.month, on.day, NOON, tzinfo=ZoneInfo(timezone))
        self._midnight = noon - timedelta(hours=NOON)
        """As noon counts it: a night in which the clock changes moves no opening hour."""
        self._issued: dict[str, int] = {}
        self._called: dict[str, int] = {}
        self._positions: dict[str, int] = {}
        self._shifts: dict[str, float] = {}
        """What today's errors had moved the promise by when each visitor came: of those who wait
        for nothing but their turn."""

    def minute(self, at: datetime) -> float:
        return (at - self._midnight) / MINUTE

    def follow(self, day: Day, site: Site, fact: Fact) -> None:
        """`day` has the fact already."""
        event = fact.event
        if isinstance(event, _COUNTERS):
            for service in self.office.queues:
                self._look(day, site, service, fact.at)
        elif isinstance(event, e.TicketCalled):
            self._leave(day, site, day.tickets[event.number], fact.at)
        elif isinstance(event, _QUEUES):
            ticket = day.tickets[event.number]
            self._enter(day, ticket, event)
            for service in ticket.services:
                self._look(day, site, service, fact.at)

    def meet(self, day: Day, site: Site, service: str, at: datetime) -> None:
        """A look at a queue that nobody has come to yet: from then on it has a state."""
        if service not in self.office.queues:
            self._look(day, site, service, at)

    def state(
        self, service: str, position: float, at: datetime, foreseen: tuple[float, ...] = ()
    ) -> QueueState:
        """For who stands at this position of a queue that somebody came to."""
        return self.office.state(service, position, foreseen, self.minute(at))

    def key(self, service: str) -> str:
        return f"{self.office.office}/{service}"

    def _enter(self, day: Day, ticket: Ticket, event: e.Event) -> None:
        match event:
            case e.TicketTaken(services=services):
                for service in services:
                    self._issue(service)
                self._positions[ticket.number] = day.queues.ahead(ticket) + 1
                if ticket.appointment is None:
                    shift = self.today.shift(self.key(services[0]))
                    self._shifts[ticket.number] = shift
            case e.ServiceAdded(service=service):
                self._issue(service)
            case e.TicketPostponed():
                self._shifts.pop(ticket.number, None)
            case _:
                pass

    def _issue(self, service: str) -> None:
        self._issued[service] = self._issued.get(service, 0) + 1

    def _leave(self, day: Day, site: Site, ticket: Ticket, at: datetime) -> None:
        finished: tuple[Finished, ...] = ()
        if ticket.first_called_at == at and ticket.number in self._positions:
            wait = waited(ticket, at) / MINUTE
            finished = (Finished(wait, wait, self._positions[ticket.number]),)
            self._learn(ticket, wait)
        for service in ticket.remaining:
            self._called[service] = self._called.get(service, 0) + 1
            self._look(day, site, service, at, finished)

    def _learn(self, ticket: Ticket, wait: float) -> None:
        """What was told leaned on the errors before it; the model's own word is wanted."""
        shift = self._shifts.pop(ticket.number, None)
        if shift is not None and ticket.told is not None and wait >= SHORTEST:
            plain = log1p(ticket.told.likely) - shift
            self.today.finished(self.key(ticket.services[0]), plain, wait)

    def _look(
        self,
        day: Day,
        site: Site,
        service: str,
        at: datetime,
        finished: tuple[Finished, ...] = (),
    ) -> None:
        queue = day.queues.by_service.get(service)
        known = site.services_today.get(service)
        look = Look(
            minute=self.minute(at),
            called=self._called.get(service, 0),
            issued=self._issued.get(service, 0),
            waiting=len(queue) if queue else 0,
            open_counters=len(day.staffing.work(site).answered.get(service, ())),
            head=max((at - queue[0][1]) / MINUTE, 0.0) if queue else 0.0,
            finished=finished,
            posted=known.minutes if known else None,
        )
        self.office.look(service, look)


def past_day(site: Site, on: date, facts: Iterable[Fact]) -> PastDay:
    """A day that is over, and each visitor who waited as she stood when she came."""
    day, watch = Day(site.slug, on), DayWatch(site.slug, on, site.timezone)
    states: dict[str, QueueState] = {}
    examples: list[Example] = []
    for fact in facts:
        apply(day, fact)
        watch.follow(day, site, fact)
        match fact.event:
            case e.TicketTaken(number=number, arrived=None, appointment=None) as taken:
                position = day.queues.ahead(day.tickets[number]) + 1
                service, foreseen = taken.services[0], taken.foreseen
                states[number] = watch.state(service, position, fact.at, foreseen)
            case e.TicketPostponed(number=number):
                states.pop(number, None)
            case e.TicketCalled(number=number) if state := states.pop(number, None):
                wait = waited(day.tickets[number], fact.at) / MINUTE
                if wait >= SHORTEST:
                    examples.append(Example(state, wait))
            case _:
                pass
    return PastDay(site.slug, on.isoformat(), watch.office.tables(), examples)
