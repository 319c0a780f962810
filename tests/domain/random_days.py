"""Any site on any day, and every call that is made on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, cycle, takewhile
from random import Random

from server.domain import commands as c
from server.domain.lifecycle import Action, State
from server.domain.policy import reach_of
from server.domain.site import Agent, Policy, PolicyName, Site
from server.domain.ticket import Ticket
from tests.domain.removal import Moment
from tests.domain.world import Lobby, a_service, a_site

CODES = ("a", "b", "c", "d")
PEOPLE = {"1": "nadia", "2": "paul", "3": "sophie"}
PROMISES = (5, 10, 20, 40)

DEEDS = {"take": 8, "two": 1, "card": 3, "booked": 1, "call": 8, "later": 1, "rest": 1, "send": 1,
         "keep": 1, "back": 1}  # fmt: skip
"""What people do, and how often."""
LONG = 90
"""Deeds in a day."""

Deed = tuple[str, str, str, str, int]
"""What, at which counter, two services, minutes later."""


def a_site_of(rule: PolicyName, chance: Random) -> Site:
    weighed = {code: chance.randint(1, 4) for code in CODES} if rule == "weights" else {}
    return a_site(
        policy=Policy(rule, 20, chance.randint(1, 3), no_show_after=0, weights=weighed),
        services={
            code: a_service(code, code.upper(), 5, chance.choice(PROMISES)) for code in CODES
        },
        agents={who: Agent(who, _skills(chance)) for who in PEOPLE.values()},
    )


def deeds_of(chance: Random) -> list[Deed]:
    """A day without order, at a pace of its own."""
    pace = chance.randint(1, 6)
    kinds = chance.choices([*DEEDS], [*DEEDS.values()], k=LONG)
    return [
        (
            kind,
            chance.choice([*PEOPLE]),
            chance.choice(CODES),
            chance.choice(CODES),
            chance.randint(0, pace),
        )
        for kind in kinds
    ]


def _skills(chance: Random) -> dict[str, int]:
    known = chance.sample(CODES, chance.randint(1, len(CODES)))
    return {code: chance.randint(1, 2) for code in known}


@dataclass(frozen=True)
class Call:
    """One call by the rule, and the moment in which it was made."""

    moment: Moment
    agent: str
    site: Site
    ticket: Ticket
    """As it stood in the queue."""
    rule: str
    run: int
    """Legal-priority calls by the rule just before, counted by hand."""
    others: tuple[Ticket, ...]
    """Who else waited there and could have been called to this counter."""


def calls(site: Site, deeds: Sequence[Deed]) -> Iterator[Call]:
    """A day lived as these deeds say, then called to its end."""
    lobby, run = Lobby(site), 0
    closing = lobby.now + timedelta(hours=8)
    for counter, who in PEOPLE.items():
        lobby.open(counter, who)
    in_turn = cycle(("call", counter, "a", "a", 1) for counter in PEOPLE)
    to_the_end = takewhile(lambda _: lobby.now < closing and any(lobby.day.waiting()), in_turn)
    for deed, counter, one, other, minutes in chain(deeds, to_the_end):
        lobby.later(minutes)
        if deed != "call":
            _do(lobby, deed, counter, (one, other))
        elif call := _call(lobby, counter, run):
            run = run + 1 if call.ticket.priority else 0
            yield call


def _call(lobby: Lobby, counter: str, run: int) -> Call | None:
    who, site = PEOPLE[counter], lobby.site
    if lobby.day.seat(counter).agent != who:
        lobby.open(counter, who)
    if here := lobby.day.at_counter(counter):
        lobby.move(here, Action.FINISH, who)
    lobby.ask(c.OpenCounter(counter), who)
    before = lobby.day.copy()
    moment = Moment(before, reach_of(before, site, counter, who), site.policy, lobby.now)
    called = lobby.next(counter, who)
    if called is None:
        return None
    assert called.called_because is not None
    waiting = [t for t in before.waiting() if _could_come(t, counter, site.skills_of(who))]
    there = [t for t in waiting if not t.is_away(lobby.now)]
    return Call(
        moment,
        who,
        site,
        before.tickets[called.number],
        called.called_because[0],
        run,
        tuple(t for t in there if t.number != called.number),
    )


def _could_come(ticket: Ticket, counter: str, skills: frozenset[str]) -> bool:
    if ticket.reserved_for:
        return ticket.reserved_for == counter
    return not skills.isdisjoint(ticket.remaining)


def _do(lobby: Lobby, deed: str, counter: str, services: tuple[str, str]) -> None:
    match deed:
        case "take" | "card":
            lobby.take(services[0], priority=deed == "card")
        case "two":
            lobby.take(*dict.fromkeys(services))
        case "booked":
            lobby.take(services[0], appointment=lobby.now + timedelta(minutes=10))
        case "rest":
            lobby.ask(c.PauseCounter(counter), PEOPLE[counter])
        case _:
            _move(lobby, deed, counter, services[0])


def _move(lobby: Lobby, deed: str, counter: str, service: str) -> None:
    here = lobby.day.at_counter(counter)
    waiting = next((t for t in lobby.day.tickets.values() if t.state is State.WAITING), None)
    match deed:
        case "later" if waiting:
            lobby.ask(c.MoveTicket(waiting.number, Action.LATER, minutes=15), "visitor")
        case "send" if here:
            asked = c.MoveTicket(here.number, Action.TRANSFER, service=service)
            lobby.ask(asked, PEOPLE[counter])
        case "keep" if waiting:
            asked = c.MoveTicket(waiting.number, Action.TRANSFER, counter=counter)
            lobby.ask(asked, PEOPLE[counter])
        case "back" if here:
            lobby.ask(c.MoveTicket(here.number, Action.REQUEUE), PEOPLE[counter])
        case _:
            pass
