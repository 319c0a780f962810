"""What others show, to be beaten: each says one number for a visitor, of what is known then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from statistics import fmean

from server.domain.promise.columns import Facts
from server.domain.promise.conformal import Promised
from tests.promise_bench.days import OfficeDay

Point = Callable[[Facts], float]


class ServiceTimes:
    """What a visit takes at the counter, measured on the days before."""

    def __init__(self) -> None:
        self._sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def add(self, days: Iterable[OfficeDay]) -> None:
        for day in days:
            for key, minutes in day.services.items():
                known = self._sums[key]
                known[0] += sum(minutes)
                known[1] += len(minutes)

    def of(self, facts: Facts) -> float:
        """Where no end of a visit is known, counter time for each call while somebody waited."""
        total, count = self._sums.get(facts.state.key, (0.0, 0.0))
        return total / count if count else facts.usual.counter_time

    def mean(self, otherwise: float) -> float:
        known = [total / count for total, count in self._sums.values() if count]
        return fmean(known) if known else otherwise


def points(times: ServiceTimes) -> dict[str, Point]:
    return {
        "formula": lambda of: of.state.position * times.of(of) / of.state.counters,
        "last": lambda of: _or_usual(of.state.mean_wait(1), of),
        "head": lambda of: of.state.head,
        "rolling": lambda of: _or_usual(of.state.mean_wait(10), of),
        "history": lambda of: of.usual.wait_by_hour[of.hour_now],
        "removal": lambda of: of.by.usual,
    }


def posted(of: Facts) -> float:
    return of.state.position * (of.state.posted or 0.0) / of.state.counters


def munich(of: Facts, set_by_hand: float) -> Promised:
    """Its own range: told in its code, where people may be served before `optimistic` grows."""
    slot = set_by_hand / of.state.counters
    ahead = of.state.position - 1
    low = 0.8 * slot * max(ahead - of.state.counters, 0.0)
    return Promised(low // 1, 2 + ahead * slot, max(slot + ahead * slot, 2.0) // 1)


def _or_usual(value: float | None, of: Facts) -> float:
    return of.usual.wait_by_hour[of.hour_now] if value is None else value
