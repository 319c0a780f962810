"""Who is next, and why.

One rule: among the tickets that a counter may call, the earliest due; ties by arrival. When a
ticket is due is the site's choice of a policy: `due` (its arrival plus the promise of its service),
`arrival` or `weights`. Under each of them legal priority and whoever was already received are due
at their arrival, an appointment at its hour. So nobody waits for ever, and nobody is overtaken by a
later comer by more than the difference of their times, legal priority aside; nor, for an expert's
sake (`reach`), by anybody once they are due.

The due time is a fact of the journal. It makes a call cheap however many wait, and a day can be
replayed though the site has chosen another policy since.

The law gives priority (CASF L.241-3, R.215-3 to R.215-6), not "absolute first": `priority_run`
bounds how many such calls go in a row while others are due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from server.domain.day import Day
from server.domain.interruption import interrupted, rests
from server.domain.policy.reach import Reach, reach_of, reach_while
from server.domain.policy.reasons import Choice, because, decided, patience, rule_for
from server.domain.site import Policy, Service, Site
from server.domain.ticket import Place, Ticket

__all__ = [
    "Choice",
    "Reach",
    "because",
    "choose",
    "due_at",
    "order",
    "reach_of",
    "reach_while",
    "rule_for",
    "waiting",
]


def due_at(
    policy: Policy,
    service: Service,
    arrived: datetime,
    *,
    priority: bool = False,
    appointment: datetime | None = None,
) -> datetime:
    """When a ticket is due: of those that a counter may call, the earliest comes first."""
    if priority:
        return arrived
    if appointment is not None:
        return max(arrived, appointment)
    return arrived + patience(policy, service.code, timedelta(minutes=service.target_wait))


def choose(day: Day, reach: Reach, policy: Policy, now: datetime) -> Choice | None:
    """The ticket this counter calls next, or None when nobody waits for it."""
    heads = list(_heads(day, reach, now))
    first = _earliest(heads)
    if first is None:
        return None
    if first.priority and day.priority_run >= policy.priority_run:
        other = _earliest(t for t in heads if not t.priority and t.due <= now)
        if other is not None:
            return Choice(other, "after_priority", {"run": str(day.priority_run)})
    if reach.leaves(first, now) and _needed(day, reach, now):
        kept = _earliest(_not_left(day, reach, now))
        assert kept is not None  # whoever needs her is left to nobody
        return Choice(kept, "expert_kept", {"left": first.number})
    rivals = [ticket for ticket in heads if ticket is not first]
    return Choice(first, decided(policy, reach, first, rivals, now))


def waiting(day: Day, reach: Reach | None = None) -> list[Ticket]:
    """Everybody who waits (for this counter, or at all), by place."""
    queues = day.queues
    several = queues.reachable(reach.services, reach.counter) if reach else queues.all()
    return [day.tickets[number] for *_, number in sorted(set().union(*several))]


def order(day: Day, site: Site, now: datetime, reach: Reach | None = None) -> Iterator[Choice]:
    """Everybody who waits (for this counter, or at all), in the order they will be called. Worked
    out as far as it is read: of hundreds, a list shows the first.

    Of a counter, the first who is there is its next call, and told as such."""
    resting, policy = interrupted(day, site, site.services_today, now), site.policy
    there_first = sorted(
        waiting(day, reach),
        key=lambda ticket: ticket.is_away(now) or rests(ticket, resting),
    )
    told: dict[str, Choice] = {}
    if reach is not None:
        there_first, told = _with_left_behind(there_first, reach, now)
        if following := choose(day, reach, policy, now):
            told[following.ticket.number] = following
    rule = partial(rule_for, policy, now=now, interrupted=resting)
    for choice in _interleave(there_first, day.priority_run, policy, now, rule):
        yield told.get(choice.ticket.number, choice)


def _interleave(
    left: list[Ticket], run: int, policy: Policy, now: datetime, rule_of: Callable[[Ticket], str]
) -> Iterator[Choice]:
    while left:
        index, rule, facts = 0, rule_of(left[0]), {}
        if left[0].priority and run >= policy.priority_run:
            other = next((i for i, t in enumerate(left) if not t.priority and t.due <= now), None)
            if other is not None and rule_of(left[other]) != "interrupted":
                index, rule, facts = other, "after_priority", {"run": str(run)}
        ticket = left.pop(index)
        run = run + 1 if ticket.priority else 0
        yield Choice(ticket, rule, facts)


def _with_left_behind(
    tickets: list[Ticket], reach: Reach, now: datetime
) -> tuple[list[Ticket], dict[str, Choice]]:
    """Whom she leaves to colleagues, behind the last who needs her; and who goes before them."""
    needing = [i for i, t in enumerate(tickets) if reach.needs_her(t) and not t.is_away(now)]
    until = needing[-1] + 1 if needing else 0
    left = [ticket for ticket in tickets[:until] if reach.leaves(ticket, now)]
    if not left:
        return tickets, {}
    hers = [ticket for ticket in tickets[:until] if not reach.leaves(ticket, now)]
    facts = {"left": left[0].number}
    before = (ticket for ticket in hers if ticket.place > left[0].place)
    kept = {ticket.number: Choice(ticket, "expert_kept", facts) for ticket in before}
    return [*hers, *left, *tickets[until:]], kept


def _heads(day: Day, reach: Reach, now: datetime) -> Iterator[Ticket]:
    """Of each queue in reach, in order: those who are there, up to the second without legal
    priority. Whoever stands behind is called by no rule that looks at the first."""
    for queue in day.queues.reachable(reach.by_rule, reach.counter):
        ordinary = 0
        for ticket in _callable(day, reach, queue, now):
            yield ticket
            ordinary += not ticket.priority
            if ordinary == 2:
                break


def _needed(day: Day, reach: Reach, now: datetime) -> bool:
    """Whether somebody is there whom only an expert can receive."""
    queues = day.queues.reachable(reach.needed_for, reach.counter)
    there = (ticket for queue in queues for ticket in _callable(day, reach, queue, now))
    return any(reach.needs_her(ticket) for ticket in there)


def _not_left(day: Day, reach: Reach, now: datetime) -> Iterator[Ticket]:
    """Of each queue in reach, the first whom she leaves to nobody."""
    for queue in day.queues.reachable(reach.by_rule, reach.counter):
        there = _callable(day, reach, queue, now)
        yield from islice((t for t in there if not reach.leaves(t, now)), 1)


def _callable(day: Day, reach: Reach, queue: list[Place], now: datetime) -> Iterator[Ticket]:
    """Who is there, and can be received now."""
    for *_, number in queue:
        ticket = day.tickets[number]
        if not ticket.is_away(now) and not reach.rests(ticket):
            yield ticket


def _earliest(tickets: Iterable[Ticket]) -> Ticket | None:
    return min(tickets, key=lambda t: t.place, default=None)
