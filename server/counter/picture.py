"""The console's whole view: her counter, who is there, who is next, and what needs somebody.

Figures are the queue's, never the agent's (CNIL SAN-2023-021 on permanent individual indicators).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pydantic import BaseModel

from server.application.printers import PrinterState, Trouble
from server.application.sight import Sight
from server.counter.demands import Demand, demands_of
from server.counter.expected import ExpectedVisitor, expected_at
from server.counter.rows import Row, minutes_waited, row
from server.domain.lifecycle import State
from server.domain.policy import Choice, Reach, choose, order, reach_of, waiting
from server.domain.rest import Advice, advice
from server.domain.ticket import Seat, Ticket
from server.domain.wait import waited
from server.protocol.queue import CounterView
from server.rim.words import reason_view, visitor_text

ROWS = 40
"""People shown in one list: more would weigh on every update and be read by nobody."""
PLACES_KEPT = 1024
"""Every console shows every counter, and a call changes one of them."""
SHOWN_AGAIN = timedelta(minutes=20)
"""How long somebody who left, or whose ticket was cancelled, is still offered the way back."""

ON_THE_WAY = timedelta(minutes=1)
"""How long colleagues are told who has gone where help was asked for."""


class Current(Row):
    """The visitor called to, or served at, the counter."""

    since: datetime
    minutes: int
    """How long already."""
    expected: int
    """Minutes this visit usually takes."""
    demands: list[Demand]
    why: str | None
    """The reason as it can be said to the visitor."""
    recalls_needed: int
    """Calls still to be made before an absence may be declared."""


class CounterPlace(CounterView, frozen=True):
    """A counter, with the name of whoever sits there."""

    agent_name: str | None
    mine: bool


class Colleague(NamedTuple):
    """What is said of her to whoever sends her a visitor: nothing that changes with each call."""

    code: str
    """Of her counter."""
    name: str
    agent_name: str | None
    state: str


class ServiceChoice(BaseModel, frozen=True):
    code: str
    name: str
    icon: str
    asked: bool
    """Already on the current ticket."""


class HelpCall(BaseModel):
    place: str
    name: str
    """Of the place, as people say it."""
    since: datetime
    mine: bool


class HelpGiven(BaseModel):
    """A colleague is on her way: the others may stay where they are."""

    name: str
    """Of the place."""
    who: str


class TroubledPrinter(BaseModel):
    name: str
    what: Trouble


class CounterPicture(BaseModel):
    agent: str
    counter: CounterPlace | None
    """None: she has not chosen one yet."""
    advice: Advice | None
    """Hers alone."""
    counters: list[CounterPlace]
    current: Current | None
    next: Row | None
    next_why: str | None
    """The reason why she is next, as it can be said to her."""
    waiting: list[Row]
    """In the order of call, the first `ROWS` of them."""
    waiting_count: int
    longest_wait: int
    """Minutes."""
    others: list[Row]
    """Waiting for services that she does not answer."""
    others_count: int
    parked: list[Row]
    away: list[Row]
    """Absent, left or cancelled, the last first."""
    expected: list[ExpectedVisitor]
    services: tuple[ServiceChoice, ...]
    help: list[HelpCall]
    coming: list[HelpGiven]
    printers: list[TroubledPrinter]

    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        """Whom a visitor can be sent to."""
        return tuple(
            Colleague(place.code, place.name, place.agent_name, place.state)
            for place in self.counters
            if place.agent and not place.mine
        )

    @property
    def unasked(self) -> str:
        """The services that the current visitor may still ask for, with a space between them."""
        return " ".join(service.code for service in self.services if not service.asked)


def counter_picture(
    sight: Sight, login: str, people: Mapping[str, str], printers: Iterable[PrinterState]
) -> CounterPicture:
    """`people`: login -> the name that colleagues use."""
    day, site = sight.day, sight.site
    seat = day.seat_of(login)
    reach = reach_of(day, site, seat.code if seat else "", login, sight.now)
    current = day.at_counter(seat.code) if seat else None
    first = choose(day, reach, site.policy, sight.now)
    mine = waiting(day, reach)
    others_count = sum(1 for _ in day.waiting()) - len(mine)
    return CounterPicture(
        agent=people.get(login, login),
        counter=_place(sight, seat, login, people) if seat else None,
        advice=_advice(sight, seat, login),
        counters=[_place(sight, day.seat(code), login, people) for code in sight.counters],
        current=_current(sight, current, reach) if current else None,
        next=row(sight, first.ticket, first) if first else None,
        next_why=visitor_text(first.rule, sight.language) if first else None,
        waiting=_rows(sight, order(day, site, sight.now, reach), len(mine)),
        waiting_count=len(mine),
        longest_wait=_longest_wait(mine, sight.now),
        others=_rows(sight, _others(sight, mine), others_count),
        others_count=others_count,
        parked=[row(sight, t) for t in _latest(_parked(sight, reach))],
        away=[row(sight, t) for t in _latest(_away(sight, reach))],
        expected=list(expected_at(sight)),
        services=_services(sight, current),
        help=_help(sight, seat),
        coming=list(_coming(sight, people)),
        printers=[TroubledPrinter(name=p.name, what=p.trouble) for p in printers if p.trouble],
    )


def _advice(sight: Sight, seat: Seat | None, login: str) -> Advice | None:
    agent = sight.site.agents.get(login)
    return advice(seat, agent.constraints, sight.now) if seat and agent else None


def _longest_wait(tickets: Iterable[Ticket], now: datetime) -> int:
    first = max(tickets, key=lambda ticket: waited(ticket, now), default=None)
    return minutes_waited(first, now) if first else 0


def _others(sight: Sight, mine: Iterable[Ticket]) -> Iterator[Choice]:
    known = {ticket.number for ticket in mine}
    everybody = order(sight.day, sight.site, sight.now)
    return (choice for choice in everybody if choice.ticket.number not in known)


def _rows(sight: Sight, choices: Iterator[Choice], count: int) -> list[Row]:
    """No choice is worked out that is not shown: `count` says how many there are."""
    shown = islice(choices, min(count, ROWS))
    return [row(sight, choice.ticket, choice) for choice in shown]


def _place(sight: Sight, seat: Seat, login: str, people: Mapping[str, str]) -> CounterPlace:
    agent = people.get(seat.agent, seat.agent) if seat.agent else None
    return _place_of(seat, sight.counter_name(seat.code), agent, seat.agent == login)


@lru_cache(maxsize=PLACES_KEPT)
def _place_of(seat: Seat, name: str, agent: str | None, mine: bool) -> CounterPlace:
    return CounterPlace(
        code=seat.code,
        name=name,
        state=seat.state.value,
        agent=seat.agent,
        ticket=seat.ticket,
        agent_name=agent,
        mine=mine,
    )


def _current(sight: Sight, ticket: Ticket, reach: Reach) -> Current:
    base = row(sight, ticket)
    because = ticket.called_because
    since = ticket.started_at or ticket.called_at or sight.now
    return Current(
        **{**dict(base), "reason": reason_view(*because, sight.language) if because else None},
        since=since,
        minutes=int((sight.now - since).total_seconds() // 60),
        expected=_expected(sight, ticket, reach),
        demands=list(demands_of(sight, ticket, reach)),
        why=visitor_text(because[0], sight.language) if because else None,
        recalls_needed=max(0, sight.site.policy.no_show_after - ticket.recalls),
    )


def _expected(sight: Sight, ticket: Ticket, reach: Reach) -> int:
    """What her part of the visit usually takes, in minutes."""
    here = ticket.answered_by(reach.services)
    minutes = sight.day.staffing.work(sight.site).minutes
    return max(1, round(sum(minutes[code] for code in here if code in minutes)))


def _in_reach(ticket: Ticket, reach: Reach) -> bool:
    return bool(reach.services & set(ticket.remaining))


def _parked(sight: Sight, reach: Reach) -> Iterator[Ticket]:
    for ticket in sight.day.tickets.values():
        if ticket.state is State.PARKED and _in_reach(ticket, reach):
            yield ticket


def _away(sight: Sight, reach: Reach) -> Iterator[Ticket]:
    for ticket in sight.day.tickets.values():
        if _is_away(ticket, sight.now) and _in_reach(ticket, reach):
            yield ticket


def _is_away(ticket: Ticket, now: datetime) -> bool:
    """Not here, and still to be found on the console."""
    if ticket.state is State.LEFT or ticket.state is State.CANCELLED:
        return ticket.ended_at is not None and now - ticket.ended_at <= SHOWN_AGAIN
    return ticket.state is State.ABSENT


def _latest(tickets: Iterable[Ticket]) -> list[Ticket]:
    def last_seen(ticket: Ticket) -> datetime:
        return ticket.ended_at or ticket.called_at or ticket.taken_at

    return sorted(tickets, key=last_seen, reverse=True)[:ROWS]


def _services(sight: Sight, current: Ticket | None) -> tuple[ServiceChoice, ...]:
    asked = set(current.services) if current else set()
    return tuple(
        ServiceChoice(
            code=s.code,
            name=sight.said(s.name),
            icon=s.icon,
            asked=s.code in asked,
        )
        for s in sight.site.services.values()
    )


def _help(sight: Sight, seat: Seat | None) -> list[HelpCall]:
    here = seat is not None and seat.code in sight.site.counters_today
    mine = sight.site.common_name(seat.code) if seat and here else None
    asked = sorted(sight.day.help_asked.items(), key=lambda item: item[1])
    return [
        HelpCall(place=place, name=sight.place_name(place), since=since, mine=place == mine)
        for place, since in asked
    ]


def _coming(sight: Sight, people: Mapping[str, str]) -> Iterator[HelpGiven]:
    for place, coming in sight.day.help_coming.items():
        if sight.now - coming.at <= ON_THE_WAY:
            yield HelpGiven(name=sight.place_name(place), who=people.get(coming.who, coming.who))
