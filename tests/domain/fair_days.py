"""Days that one number draws, lived through by the rules; journals that somebody tampered with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from server.domain import commands as c
from server.domain import events as e
from server.domain.events import Event, Fact
from server.domain.fairness.proof import Fairness, prove
from server.domain.fairness.site_files import LoadedFile, SiteFiles, files_of
from server.domain.former import following
from server.domain.lifecycle import Action
from server.domain.refusal import Refusal
from server.domain.site import Policy, Site
from tests.domain.random_days import a_site_of
from tests.domain.world import TODAY, Lobby, a_site

PEOPLE = {"1": "nadia", "2": "paul", "3": "sophie"}
"""Counter by counter; Sophie has no line in the site file and answers everything."""
YESTERDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
SITE = a_site(policy=Policy(priority_run=1, no_show_after=1))

ANY_DAY = st.integers(0, 10_000)
MINUTE = timedelta(minutes=1)
many = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""For a property of any day."""


def lived(seed: int, visitors: int = 30, site: Site = SITE, then: Site | None = None) -> Lobby:
    """From the first visitor to the close, with nobody left waiting. `then`: the site file of the
    afternoon, once half the visitors have come."""
    lobby, chance = Lobby(site), Random(seed)
    for counter, agent in PEOPLE.items():
        lobby.open(counter, agent)
    while len(lobby.day.tickets) < visitors:
        lobby.now += timedelta(seconds=chance.choice((0, 20, 70, 150)))
        chance.choice(_HAPPENINGS)(lobby, chance)
        if then and len(lobby.day.tickets) == visitors // 2 and lobby.site is site:
            lobby.later(5)
            lobby.site = following(then, site)
    empty(lobby)
    close(lobby)
    return lobby


def empty(lobby: Lobby) -> None:
    """Everybody who waits is called, also who asked for more time, and who is sent on."""
    while any(lobby.day.waiting()):
        lobby.later(61)
        for counter, agent in PEOPLE.items():
            lobby.ask(c.OpenCounter(counter), agent)
            while not _nobody(lobby.ask(c.CallNext(counter, "solved"), agent)):
                lobby.later(1)


def close(lobby: Lobby) -> None:
    assert not isinstance(lobby.ask(c.CloseDay(), "system"), Refusal)


def any_site(seed: int) -> Site:
    """Any policy, any promises, any skills; Sophie answers everything, so that all are called."""
    chance = Random(seed)
    site = a_site_of(chance.choice(("due", "arrival", "weights")), chance)
    return replace(site, agents={who: site.agents[who] for who in ("nadia", "paul")})


def proved(facts: Sequence[Fact], *loaded: LoadedFile, site: Site = SITE) -> Fairness:
    """`loaded`: the site files after yesterday's, which is `site`, the newest first."""
    files = [*loaded, LoadedFile(YESTERDAY, site)]
    return prove("mairie", TODAY, facts, files_of(files, facts) if facts else SiteFiles(()))


def kinds(fairness: Fairness) -> set[str]:
    """Of all breaches."""
    return {breach.kind for promise in fairness.promises for breach in promise.breaches}


def shown_by(fairness: Fairness) -> set[int]:
    """The facts that show a call without a reason."""
    return {breach.seq for breach in fairness.reasons.breaches}


def changed(facts: Sequence[Fact], seq: int, event: Event) -> list[Fact]:
    """Somebody wrote another event over this one."""
    return [replace(fact, event=event) if fact.seq == seq else fact for fact in facts]


def without(facts: Iterable[Fact], wrong: Callable[[Fact], bool]) -> list[Fact]:
    """Somebody took facts out, and numbered the others anew."""
    kept = [fact for fact in facts if not wrong(fact)]
    return [replace(fact, seq=seq) for seq, fact in enumerate(kept, 1)]


def called(facts: Iterable[Fact]) -> list[tuple[Fact, e.TicketCalled]]:
    """The calls by the rule."""
    return [
        (fact, fact.event)
        for fact in facts
        if isinstance(fact.event, e.TicketCalled) and fact.event.rule != e.BY_HAND
    ]


def _nobody(told: Sequence[Event] | Refusal) -> bool:
    assert not isinstance(told, Refusal), told
    return any(isinstance(event, e.NobodyToCall) for event in told)


def _somebody_comes(lobby: Lobby, chance: Random) -> None:
    services = chance.sample([*lobby.site.services], chance.choice((1, 1, 1, 2)))
    booked = lobby.now + timedelta(minutes=chance.randint(-5, 25))
    appointment = booked if chance.random() < 0.1 else None
    wish = c.TakeTicket(tuple(services), priority=chance.random() < 0.15, appointment=appointment)
    lobby.ask(wish, "kiosk")


def _a_paper_is_entered(lobby: Lobby, chance: Random) -> None:
    arrived = lobby.now - timedelta(minutes=chance.randint(0, 15))
    number, service = f"X{chance.randint(1, 30):03d}", chance.choice([*lobby.site.services])
    lobby.ask(c.EnterPaper(number, (service,), taken_at=arrived), "claire")


def _next(lobby: Lobby, chance: Random) -> None:
    counter = chance.choice("123")
    lobby.ask(c.CallNext(counter, chance.choice((None, "solved"))), PEOPLE[counter])


def _a_visit_ends(lobby: Lobby, chance: Random) -> None:
    counter = chance.choice("123")
    if ticket := lobby.day.at_counter(counter):
        lobby.ask(c.MoveTicket(ticket.number, Action.FINISH), PEOPLE[counter])
        if chance.random() < 0.5:  # and the next, in the same moment
            lobby.ask(c.CallNext(counter), PEOPLE[counter])


def _a_counter_rests(lobby: Lobby, chance: Random) -> None:
    counter = chance.choice("123")
    command = chance.choice((c.OpenCounter, c.OpenCounter, c.PauseCounter, c.CloseCounter))
    lobby.ask(command(counter), PEOPLE[counter])


def _something_is_done(lobby: Lobby, chance: Random) -> None:
    """With any ticket, whether it is allowed or not."""
    if not lobby.day.tickets:
        return
    ticket = chance.choice(list(lobby.day.tickets.values()))
    action = chance.choice([a for a in Action if a is not Action.PRINT])
    counter = chance.choice("123")
    reaches = action in (Action.CALL, Action.RESUME)
    command = c.MoveTicket(
        ticket.number,
        action,
        counter=counter if reaches or chance.random() < 0.3 else None,
        service=chance.choice([*lobby.site.services]),
        note="a reference" if action is Action.NOTE else None,
        priority=chance.random() < 0.5,
        minutes=chance.randint(1, 20),
    )
    by_visitor = action in (Action.LEAVE, Action.LATER)
    at = counter if reaches else ticket.counter or counter
    lobby.ask(command, "visitor" if by_visitor else PEOPLE[at])


_HAPPENINGS = (
    *(_somebody_comes,) * 6,
    *(_next,) * 4,
    *(_a_visit_ends,) * 3,
    *(_something_is_done,) * 3,
    _a_counter_rests,
    _a_paper_is_entered,
)
