"""One kind of load, put on one server several times over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from tests.bench.children import put_load
from tests.bench.load import Job, Result
from tests.bench.machine import processor_seconds
from tests.bench.table import ms, percentile, rate


@dataclass
class Measured:
    pids: list[int]
    job: Callable[[], Job]
    results: list[Result] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    """Milliseconds of one core for a request, in each turn."""

    def put(self) -> None:
        before = sum(map(processor_seconds, self.pids))
        result = put_load(self.job())
        worked = sum(map(processor_seconds, self.pids)) - before
        self.results.append(result)
        self.costs.append(worked * 1000 / result.asked)

    @property
    def cost(self) -> float:
        return median(self.costs)

    @property
    def rate(self) -> float:
        return median(len(r.milliseconds) / r.seconds for r in self.results)

    @property
    def pace(self) -> str:
        answered = [m for r in self.results for m in r.milliseconds]
        return f"{rate(self.rate)}, p99 {ms(percentile(answered, 99))}"

    def part_of(self, other: Measured) -> float:
        """How many of ours a core does in the time that it does one of the other's: the median of
        turns, since what else the machine does changes from one to the next."""
        return median(theirs / ours for ours, theirs in zip(self.costs, other.costs, strict=True))
