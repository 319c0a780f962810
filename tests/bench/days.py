"""Days as a town hall writes them in its journal: tickets taken, called, served and finished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from server.domain.events import (
    CounterClosed,
    CounterOpened,
    DayClosed,
    Event,
    Fact,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketTaken,
)
from server.domain.journal import Entry
from server.domain.site import Site
from server.journal.journal import Journal
from tests.bench.hall import COUNTERS, agent_of

OPENS = time(7, 30, tzinfo=UTC)
WORKED = timedelta(hours=5)
"""From the first ticket to the last: all before the benchmark's own afternoon."""
AFTER = timedelta(minutes=20)
"""Until the last visitor has left, and the counters close."""
TODAY = date(2026, 11, 24)
PER_DAY = 400
ANSWER = "{" + "answer, " * 48 + "}"
"""As long as what is kept of a ticket's answer; nobody reads it here."""

Told = tuple[datetime, str, Event]
"""When, by whom, what."""


def facts_of(
    site: Site, on: date, tickets: int, served: bool = True, counters: int = COUNTERS
) -> list[Fact]:
    """The facts of a day on which so many came. All were served, or all still wait."""
    told = sorted(_told(site, on, tickets, counters if served else 0), key=lambda one: one[0])
    return [_fact(seq, *one) for seq, one in enumerate(told, start=1)]


def write(journal: Journal, site: str, on: date, facts: list[Fact]) -> None:
    """As the writer does: one entry for each command, with the answer of those that have a key."""
    entries = [Entry(site, on, [fact], ANSWER if fact.key else None) for fact in facts]
    journal.append(entries)


def write_history(journal: Journal, site: Site, days: range) -> None:
    """Closed days before today, counted backwards."""
    for n in days:
        on = TODAY - timedelta(days=1 + n)
        facts = facts_of(site, on, PER_DAY)
        night = datetime.combine(on, time(23), UTC)
        write(journal, site.slug, on, closed(facts, night))


def closed(facts: list[Fact], at: datetime) -> list[Fact]:
    return [*facts, Fact(facts[-1].seq + 1, at, "system", DayClosed())]


def _told(site: Site, on: date, tickets: int, counters: int) -> Iterator[Told]:
    """By so many counters; by none: nobody is served."""
    opens = datetime.combine(on, OPENS)
    for counter in range(1, counters + 1):
        agent = agent_of(counter)
        yield opens - timedelta(minutes=5), agent, CounterOpened(str(counter), agent)
        yield opens + WORKED + AFTER, agent, CounterClosed(str(counter), agent)
    services = list(site.services.values())
    gap = WORKED / max(1, tickets)
    numbers: dict[str, int] = {}
    for n in range(tickets):
        service = services[n % len(services)]
        numbers[service.prefix] = numbers.get(service.prefix, 0) + 1
        number = f"{service.prefix}{numbers[service.prefix]:03d}"
        at = opens + n * gap
        due = at + timedelta(minutes=service.target_wait)
        yield at, "borne-hall", TicketTaken(number, (service.code,), "fr", due, origin="borne-hall")
        if counters:
            counter = n % counters + 1
            yield from _visit(number, service.code, counter, at, gap * counters)


def _visit(
    number: str, service: str, counter: int, taken: datetime, until_next: timedelta
) -> Iterator[Told]:
    """Every counter has as long as passes until its next visitor."""
    stay = min(timedelta(minutes=8), until_next * 0.8)
    code, agent, called = str(counter), agent_of(counter), taken + timedelta(minutes=6)
    yield called, agent, TicketCalled(number, code, agent, "next_due")
    yield called + stay * 0.1, agent, ServiceStarted(number, code)
    yield called + stay, agent, ServiceFinished(number, code, "solved", (service,))


def _fact(seq: int, at: datetime, actor: str, event: Event) -> Fact:
    if not isinstance(event, TicketTaken):
        return Fact(seq, at, actor, event)
    return Fact(seq, at, actor, event, f"{actor}-{seq:08d}-of-the-day", f"{seq:024x}")
