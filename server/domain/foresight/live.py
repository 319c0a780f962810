"""What is known of a day now, as a plan to be played on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from statistics import fmean

from server.domain.day import Day
from server.domain.foresight.plan import FOREVER, Desk, Place, Plan, Waiter
from server.domain.lifecycle import CounterState
from server.domain.policy.reach import EXPERT
from server.domain.policy.reasons import patience
from server.domain.site import Constraints, Site
from server.domain.ticket import Seat, Ticket

MINUTE = timedelta(minutes=1)
USUAL_PAUSE = 10.0
"""Minutes, where no constraint says how long."""
WALK, WALKS = 0.5, 5
"""From the call to the counter: a guess that weighs as much as so many measured walks."""


def plan_of(
    day: Day,
    site: Site,
    now: datetime,
    closes: datetime | None = None,
    arriving: Mapping[str, float] | None = None,
) -> tuple[Plan, list[str]]:
    """The plan, and the numbers of those who wait, in the order of `Plan.waiting`.

    `arriving`: people in a minute, by service. Whom no agent here answers is in the plan all the
    same, and will be called by nobody.
    """
    numbers = sorted(t.number for t in day.waiting())
    tickets = [day.tickets[number] for number in numbers]
    seated: list[Waiter] = []
    desks = [desk for seat in _staffed(day) if (desk := _desk(day, site, seat, seated, now))]
    plan = Plan(
        waiting=tuple(_waiter(t, who, now) for who, t in enumerate(tickets, 1)),
        seated=tuple(
            _renumbered(each, len(tickets) + 1 + place) for place, each in enumerate(seated)
        ),
        desks=tuple(desks),
        minutes=day.staffing.work(site).minutes,
        patience=_patience(site),
        arriving=arriving or {},
        closes=FOREVER if closes is None else (closes - now) / MINUTE,
        priority_run=site.policy.priority_run,
        run=day.priority_run,
        walk=_walk(day),
    )
    return plan, numbers


def _patience(site: Site) -> dict[str, float]:
    return {
        code: patience(site.policy, code, timedelta(minutes=service.target_wait)) / MINUTE
        for code, service in site.services_today.items()
    }


def _waiter(ticket: Ticket, who: int, now: datetime) -> Waiter:
    return Waiter(
        Place((ticket.due - now) / MINUTE, (ticket.taken_at - now) / MINUTE, ticket.rank, who),
        ticket.remaining,
        ticket.priority,
        ticket.reserved_for,
        (ticket.away_until - now) / MINUTE if ticket.away_until else 0.0,
    )


def _renumbered(waiter: Waiter, who: int) -> Waiter:
    place = waiter.place._replace(who=who)
    return Waiter(place, waiter.services, waiter.priority, waiter.reserved_for)


def _staffed(day: Day) -> Iterator[Seat]:
    return (seat for seat in day.seats.values() if seat.agent)


def _desk(day: Day, site: Site, seat: Seat, seated: list[Waiter], now: datetime) -> Desk | None:
    assert seat.agent is not None
    skills = _skills(site, seat.agent)
    known = site.agents.get(seat.agent)
    rest = known.constraints if known else Constraints()
    since = (now - seat.since) / MINUTE if seat.since else 0.0
    pause = float(rest.pause_minutes or USUAL_PAUSE)
    paused = seat.state is CounterState.PAUSED
    ticket = day.at_counter(seat.code)
    busy = tuple(s for s in ticket.remaining if s in skills) or ticket.remaining if ticket else ()
    going_on = None
    if ticket and set(ticket.remaining) - set(busy):
        going_on = len(seated)
        seated.append(_waiter(ticket, 0, now))
    began = (ticket.started_at or ticket.called_at) if ticket else None
    return Desk(
        counter=seat.code,
        skills=skills,
        first_level=_first_level(site, seat.agent),
        busy=busy,
        elapsed=(now - began) / MINUTE if began else 0.0,
        going_on=going_on,
        back=max(pause - since, 1.0) if paused else 0.0,
        pause_every=float(rest.counter_minutes or FOREVER),
        pause=pause,
        worked=0.0 if paused else since,
    )


def _skills(site: Site, login: str) -> dict[str, int]:
    """In the order of the site file; a replacement answers everything, at first level."""
    agent, known = site.agents.get(login), site.skills_of(login)
    levels = agent.skills if agent else {}
    return {code: levels.get(code, 1) for code in site.services_today if code in known}


def _first_level(site: Site, login: str) -> frozenset[str]:
    """What an expert may leave to her (`policy.reach`)."""
    agent = site.agents.get(login)
    if agent is None:
        return site.skills_of(login)
    return frozenset(code for code, level in agent.skills.items() if level < EXPERT)


def _walk(day: Day) -> float:
    """Measured today, shrunk to a guess."""
    walks = [
        (t.started_at - t.called_at) / MINUTE
        for t in day.tickets.values()
        if t.started_at is not None and t.called_at is not None
    ]
    weight = len(walks) / (len(walks) + WALKS)
    return weight * (fmean(walks) if walks else 0.0) + (1 - weight) * WALK
