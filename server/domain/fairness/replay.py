"""A day's calls, each beside what the policy decides on the state that it was made in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from server.domain.day import Day
from server.domain.events import Event, Fact, NobodyToCall, ServiceFinished, TicketCalled
from server.domain.fairness.decision import decided
from server.domain.policy import Choice, Reach, reach_of
from server.domain.site import Site


@dataclass(frozen=True, slots=True)
class Judged:
    """A call, or the word that nobody waits, and what is right."""

    reach: Reach
    right: Choice | None
    explained: bool


def deeds(facts: Iterable[Fact]) -> Iterator[tuple[Fact, ...]]:
    """Each fact by itself; the end of a visit and the call that was decided with it, together.

    Whoever ends a visit and calls the next in one go is answered on the day as it stood before.
    """
    ending: Fact | None = None
    for fact in facts:
        if ending is not None and _of_one_deed(ending, fact):
            yield ending, fact
            ending = None
            continue
        if ending is not None:
            yield (ending,)
        ending = fact if isinstance(fact.event, ServiceFinished) else None
        if ending is None:
            yield (fact,)
    if ending is not None:
        yield (ending,)


def judge(day: Day, fact: Fact, sites: Sequence[Site]) -> Judged:
    """By the site files that may have been in force: one that explains it is enough."""
    assert isinstance(fact.event, TicketCalled | NobodyToCall)
    judgements: list[Judged] = []
    for site in sites:
        reach = reach_of(day, site, fact.event.counter, fact.actor, fact.at)
        right = decided(day, site, reach, fact.at)
        judgements.append(Judged(reach, right, _explains(right, fact.event)))
        if judgements[-1].explained:
            return judgements[-1]
    return judgements[0]


def _explains(right: Choice | None, event: Event) -> bool:
    """The same ticket by the same rule, and nothing untrue in the reason's sentence."""
    if not isinstance(event, TicketCalled) or right is None:
        return not isinstance(event, TicketCalled) and right is None
    same = (right.ticket.number, right.rule) == (event.number, event.rule)
    return same and event.facts.items() <= right.facts.items()


def _of_one_deed(ending: Fact, fact: Fact) -> bool:
    """The key of a command stands with its first fact: one with a key of its own is another's."""
    if not isinstance(fact.event, TicketCalled | NobodyToCall) or fact.key is not None:
        return False
    finished = ending.event
    assert isinstance(finished, ServiceFinished)
    same_moment = (ending.at, ending.actor) == (fact.at, fact.actor)
    return same_moment and finished.counter == fact.event.counter
