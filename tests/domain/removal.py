"""Takes away from a day the fact that a reason names, to see whether it decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from server.domain.day import Day
from server.domain.policy import Reach, choose
from server.domain.site import Policy
from server.domain.ticket import Ticket

FAR = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """All that a choice is made of."""

    day: Day
    reach: Reach
    policy: Policy
    now: datetime

    def chosen(self) -> str | None:
        choice = choose(self.day, self.reach, self.policy, self.now)
        return choice.ticket.number if choice else None


def without(rule: str, number: str, moment: Moment) -> Moment:
    """The same moment, had what the rule names not been so."""
    there = replace(moment, day=moment.day.copy())
    return _TAKEN_AWAY[rule](there, there.day.tickets[number])


def _by_due_time_alone(moment: Moment) -> Moment:
    """No bound and no reserve gives back what was taken away."""
    moment.day.priority_run = 0
    return replace(moment, reach=replace(moment.reach, colleagues=()))


def patience(policy: Policy, ticket: Ticket) -> timedelta:
    """Told once more, by somebody who has read docs/site-file.md."""
    if policy.rule == "due":
        since = max(ticket.taken_at, ticket.appointment or ticket.taken_at)
        return ticket.promised - since
    given = timedelta(minutes=policy.target_wait)
    if policy.rule == "weights":
        return given / policy.weights.get(ticket.remaining[0], 1)
    return given


def _as_the_last_to_come(moment: Moment, ticket: Ticket) -> Moment:
    moment.day.change(ticket, due=ticket.due + FAR)
    return _by_due_time_alone(moment)


def _as_anybody(moment: Moment, ticket: Ticket) -> Moment:
    """Not known, not sent, without card, and queueing anew when she came back."""
    came, given = ticket.taken_at, patience(replace(moment.policy, weights={}), ticket)
    if ticket.received and ticket.returned_at:
        came = ticket.returned_at
        if moment.policy.rule == "due":
            service = moment.reach.known[ticket.remaining[0]]
            given = timedelta(minutes=service.target_wait)
    since = max(came, ticket.appointment or came)
    moment.day.change(
        ticket,
        priority=False,
        received=False,
        appointment=None,
        reserved_for=None,
        due=max(ticket.due, since + given),
    )
    return _by_due_time_alone(moment)


def _without_a_run(moment: Moment, ticket: Ticket) -> Moment:
    moment.day.priority_run = 0
    return moment


def _without_colleagues(moment: Moment, ticket: Ticket) -> Moment:
    return _by_due_time_alone(moment)


def _all_weighing_the_same(moment: Moment, ticket: Ticket) -> Moment:
    given = timedelta(minutes=moment.policy.target_wait)
    for each in list(moment.day.waiting()):
        apart = each.received or each.priority or each.appointment or each.reserved_for
        if not apart:
            due = max(each.taken_at + given, each.away_until or each.taken_at)
            moment.day.change(each, due=due)
    return _by_due_time_alone(moment)


_TAKEN_AWAY: dict[str, Callable[[Moment, Ticket], Moment]] = {
    "next_due": _as_the_last_to_come,
    "past_promise": _as_the_last_to_come,
    "first_come": _as_the_last_to_come,
    "weighted": _all_weighing_the_same,
    "legal_priority": _as_anybody,
    "already_received": _as_anybody,
    "appointment": _as_anybody,
    "kept_for_counter": _as_anybody,
    "after_priority": _without_a_run,
    "expert_kept": _without_colleagues,
}
