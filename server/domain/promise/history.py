"""Past days, and what they make usual, with or without one of them.

A visitor from whom a model learns is seen with the eyes of the other days: her own day, of which
she is a part, is taken away first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from server.domain.promise.state import Example
from server.domain.promise.tables import HOURS, DayTable, hour_of, nothing
from server.domain.promise.usual import Usual, log_ratio, pool_of, usual


@dataclass(frozen=True, slots=True)
class PastDay:
    """One office, one day that is over."""

    office: str
    day: str
    tables: dict[str, DayTable]
    examples: Sequence[Example]
    """Those who had to wait, and were called."""


@dataclass(slots=True)
class _Bias:
    """Log ratios of what was waited to what the rate alone says, by hour."""

    sums: list[float]
    counts: list[float]

    @classmethod
    def empty(cls) -> _Bias:
        return cls([0.0] * HOURS, [0.0] * HOURS)


class History:
    """`usual(key)` is for a new day; `usual(key, day)` for a visitor of that past one."""

    def __init__(self, days: Iterable[PastDay], hour: float = 60.0) -> None:
        self.hour = hour
        self.days = list(days)
        self._own: dict[tuple[str, str], DayTable] = {}
        self._sums: dict[str, DayTable] = defaultdict(nothing)
        self._known: dict[tuple[str, str | None], Usual] = {}
        self._biases: dict[tuple[str, str], _Bias] = defaultdict(_Bias.empty)
        self._bias_sums: dict[str, _Bias] = defaultdict(_Bias.empty)
        for day in self.days:
            self._add(day)
        total = nothing()
        for table in self._sums.values():
            total = total.plus(table)
        self.pool = pool_of(total)
        self._learn_biases()

    @property
    def keys(self) -> list[str]:
        return sorted(self._sums)

    def usual(self, key: str, without: str | None = None) -> Usual:
        known = self._known.get((key, without))
        if known is None:
            known = self._known[key, without] = self._biased(key, without)
        return known

    def stranger(self) -> Usual:
        """Of a service never seen before."""
        return usual(nothing(), self.pool, self.hour)

    def _add(self, day: PastDay) -> None:
        own = {f"{day.office}/{name}": table.plus(nothing()) for name, table in day.tables.items()}
        for example in day.examples:
            table = own.setdefault(example.state.key, DayTable())
            table.waited(hour_of(example.state.minute, self.hour), example.wait)
        for key, table in own.items():
            self._own[key, day.day] = table
            self._sums[key] = self._sums[key].plus(table)

    def _past(self, key: str, without: str | None) -> DayTable:
        past = self._sums.get(key) or nothing()
        own = self._own.get((key, without)) if without is not None else None
        return past.minus(own) if own is not None else past

    def _learn_biases(self) -> None:
        """In a second pass: a ratio needs the rate of the other days."""
        total, count = 0.0, 0
        for day in self.days:
            rates: dict[str, float] = {}
            for example in day.examples:
                state = example.state
                if state.key not in rates:
                    past = self._past(state.key, day.day)
                    rates[state.key] = usual(past, self.pool, self.hour).rate
                ratio = log_ratio(example.wait, state.position, rates[state.key])
                self._note(state.key, day.day, hour_of(state.minute, self.hour), ratio)
                total, count = total + ratio, count + 1
        self.pool = replace(self.pool, bias=total / count if count else 0.0)

    def _note(self, key: str, day: str, hour: int, ratio: float) -> None:
        for bias in (self._biases[key, day], self._bias_sums[key]):
            bias.sums[hour] += ratio
            bias.counts[hour] += 1

    def _biased(self, key: str, without: str | None) -> Usual:
        plain = usual(self._past(key, without), self.pool, self.hour)
        whole = self._bias_sums.get(key)
        if whole is None:
            return plain
        own = self._biases.get((key, without or "")) or _Bias.empty()
        sums = [a - b for a, b in zip(whole.sums, own.sums, strict=True)]
        counts = [a - b for a, b in zip(whole.counts, own.counts, strict=True)]
        mean = (sum(sums) + 20 * self.pool.bias) / (sum(counts) + 20)
        by_hour = [(s + 10 * mean) / (n + 10) for s, n in zip(sums, counts, strict=True)]
        return replace(plain, bias=mean, bias_by_hour=by_hour)
