"""The name of the reason why somebody is next; `rim.words` has the sentences.

A place in a list is told by what gives the ticket its due time. A call says more: which rule in
truth decided. What sets a ticket apart is named only when, without it, somebody else would have
been called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from server.domain.day import Day
from server.domain.interruption import interrupted, rests
from server.domain.lifecycle import State
from server.domain.policy import arrival, due, weights
from server.domain.policy.reach import Reach
from server.domain.site import Policy, Site
from server.domain.ticket import Place, Ticket
from server.domain.wait import promise


class Ordering(Protocol):
    """What a policy says: when an ordinary ticket is due, and by which rule it stands there."""

    def patience(self, policy: Policy, service: str, promise: timedelta) -> timedelta: ...

    def rule(self, policy: Policy, ticket: Ticket, now: datetime) -> str: ...


POLICIES: Mapping[str, Ordering] = {"due": due, "arrival": arrival, "weights": weights}
"""By the word in the site file."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The next ticket, and the rule that chose it."""

    ticket: Ticket
    rule: str
    facts: dict[str, str] = field(default_factory=dict)


def patience(policy: Policy, service: str, promised: timedelta) -> timedelta:
    """How long after the arrival an ordinary ticket is due."""
    return POLICIES[policy.rule].patience(policy, service, promised)


def rule_for(
    policy: Policy, ticket: Ticket, now: datetime, interrupted: frozenset[str] = frozenset()
) -> str:
    """Why a ticket stands where it does, while these services are interrupted."""
    if ticket.is_away(now):
        return "away"
    if rests(ticket, interrupted):
        return "interrupted"
    return _set_apart(ticket) or _ordinary(policy, ticket, now)


def because(
    day: Day, site: Site, ticket: Ticket, now: datetime
) -> tuple[str, Mapping[str, str]] | None:
    """The rule, and what its sentences are filled with: of whoever waits, why at this place; of
    whoever was called, why then. None when neither is so."""
    if ticket.state is State.WAITING:
        return rule_for(site.policy, ticket, now, interrupted(day, site, ticket.remaining, now)), {}
    return ticket.called_because


def decided(
    policy: Policy, reach: Reach, first: Ticket, rivals: Sequence[Ticket], now: datetime
) -> str:
    """Why this ticket is called and none of its rivals, who stand behind it."""
    apart = _set_apart(first)
    unreachable = not reach.services & set(first.remaining)
    if apart and (unreachable or not rivals or _overtakes(policy, reach, first, rivals)):
        return apart
    rule = _ordinary(policy, first, now)
    if rule == "weighted" and not _outweighs(policy, first, rivals):
        return "first_come"
    return rule


def _set_apart(ticket: Ticket) -> str | None:
    """What gives it another due time than everybody's."""
    if ticket.reserved_for:
        return "kept_for_counter"
    if ticket.received:
        return "already_received"
    if ticket.priority:
        return "legal_priority"
    return "appointment" if ticket.appointment else None


def _ordinary(policy: Policy, ticket: Ticket, now: datetime) -> str:
    return POLICIES[policy.rule].rule(policy, ticket, now)


def _overtakes(policy: Policy, reach: Reach, first: Ticket, rivals: Sequence[Ticket]) -> bool:
    """Whether some rival would come first if nothing favoured this ticket: a visitor as any other,
    who queued anew when she came back."""
    service, promised, queued = first.remaining[0], promise(first), first.taken_at
    if first.received:
        queued = first.returned_at or queued
        if service in reach.known:
            promised = timedelta(minutes=reach.known[service].target_wait)
    plain = max(queued, first.appointment or queued)
    plain += patience(replace(policy, weights={}), service, promised)
    return any(rival.place < _at(first, max(first.due, plain)) for rival in rivals)


def _outweighs(policy: Policy, first: Ticket, rivals: Sequence[Ticket]) -> bool:
    """Whether some rival would come first if all services weighed the same."""
    return any(_unweighted(policy, rival) < _unweighted(policy, first) for rival in rivals)


def _unweighted(policy: Policy, ticket: Ticket) -> Place:
    if _set_apart(ticket):
        return ticket.place
    due_at = ticket.taken_at + timedelta(minutes=policy.target_wait)
    return _at(ticket, max(due_at, ticket.away_until or due_at))


def _at(ticket: Ticket, due_at: datetime) -> Place:
    return (due_at, *ticket.place[1:])
