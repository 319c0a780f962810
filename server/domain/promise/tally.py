"""What came of a day's promises, counted so that days, services and bands can be added up.

Counted is whoever was told a wait, had to wait, and was called: without an appointment, and without
having asked for more time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from server.domain import events as e
from server.domain.events import Fact
from server.domain.promise.following import SHORTEST
from server.domain.promise.score import BANDS
from server.domain.ticket import ToldWait

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PromiseTally:
    """Visits of one service that were told a wait of one band."""

    service: str
    band: int
    """Where in `score.BANDS` the likely wait stood that was told."""
    visits: int = 0
    late: int = 0
    """Called after the upper end."""
    early: int = 0
    """Called before the lower end: a visitor who went out may have missed it."""
    error: float = 0.0
    """Minutes between what was likely and what came, added up."""

    def plus(self, other: PromiseTally) -> PromiseTally:
        return PromiseTally(
            self.service,
            self.band,
            self.visits + other.visits,
            self.late + other.late,
            self.early + other.early,
            self.error + other.error,
        )


def tallies(facts: Iterable[Fact]) -> list[PromiseTally]:
    """Of one day, in the order of services and bands."""
    found: dict[tuple[str, int], PromiseTally] = {}
    for service, told, wait in _called(facts):
        one = _tally(service, told, wait)
        place = (one.service, one.band)
        found[place] = found[place].plus(one) if place in found else one
    return [found[place] for place in sorted(found)]


def _tally(service: str, told: ToldWait, wait: float) -> PromiseTally:
    return PromiseTally(
        service,
        bisect_right(BANDS, told.likely) - 1,
        visits=1,
        late=int(wait > told.high),
        early=int(wait < told.low),
        error=abs(wait - told.likely),
    )


def _called(facts: Iterable[Fact]) -> Iterator[tuple[str, ToldWait, float]]:
    """Service, what was told, minutes until the first call."""
    waiting: dict[str, tuple[Fact, e.TicketTaken, ToldWait]] = {}
    for fact in facts:
        match fact.event:
            case e.TicketTaken(arrived=None, appointment=None, told=ToldWait() as told) as taken:
                waiting[taken.number] = fact, taken, told
            case e.TicketPostponed(number=number):
                waiting.pop(number, None)
            case e.TicketCalled(number=number) if number in waiting:
                began, taken, told = waiting.pop(number)
                wait = (fact.at - began.at) / MINUTE
                if wait >= SHORTEST:
                    yield taken.services[0], told, wait
            case _:
                pass


@dataclass(frozen=True, slots=True)
class Sum:
    """Tallies together. Shares are in per cent, of nobody None."""

    visits: int
    cover: float | None
    late: float | None
    early: float | None
    mae: float | None


def together(all_of: Iterable[PromiseTally]) -> Sum:
    total = PromiseTally("", 0)
    for one in all_of:
        total = total.plus(one)
    n = total.visits
    if not n:
        return Sum(0, None, None, None, None)
    late, early = 100 * total.late / n, 100 * total.early / n
    return Sum(n, 100 - late - early, late, early, total.error / n)
