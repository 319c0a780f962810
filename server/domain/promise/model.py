"""What a site learns of its own days: two models of different kinds, and the mean of what they say.

The log-linear model is steady where it has seen little; the trees see what depends on what. Their
errors differ, so that the mean of their logarithms is better than either.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from server.domain.promise.columns import Facts, facts, linear_columns, tree_columns
from server.domain.promise.conformal import (
    Corrections,
    Kept,
    Logs,
    Promised,
    Shares,
    corrections,
    uncorrected,
)
from server.domain.promise.history import History, PastDay
from server.domain.promise.linear import LinearQuantiles, fit_linear
from server.domain.promise.state import Example, QueueState
from server.domain.promise.trees import TreeQuantiles, fit_trees
from server.domain.promise.usual import Usual

FEWEST = 200
"""With fewer visits nothing is learned: a formula answers, with a wide range."""
MOST = 40_000
"""Visits that the models are fitted to: drawn, where a site has more."""
WIDE = 0.9
"""In logarithms: from two fifths to two and a half times what the formula says."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the site, or whoever measures, decides."""

    hour: float = 60.0
    """In the clock's unit."""
    grid: float = 5.0
    """Both ends of a range stand on it; 0 for none."""
    shares: Shares = field(default_factory=Shares)
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Learned:
    hour: float
    usual: dict[str, Usual]
    stranger: Usual
    """For a service that nobody has seen before."""
    corrections: Corrections
    linear: LinearQuantiles | None = None
    trees: TreeQuantiles | None = None
    simulated: bool = False
    """Whether a simulation was there to learn with."""

    def facts(self, state: QueueState) -> Facts:
        usual = self.usual.get(state.key, self.stranger)
        return facts(state, usual, self.hour, simulated=self.simulated)

    def logs(self, state: QueueState) -> Logs:
        """What the models say, before today's errors and the correction."""
        of = self.facts(state)
        if self.linear is None or self.trees is None:
            return Logs(of.start - WIDE, of.start, of.start + WIDE)
        smooth = self.linear.predict(linear_columns(of))
        stepped = self.trees.predict(tree_columns(of), of.start)
        return mean_of(smooth, stepped)

    def promise(self, state: QueueState, shift: float = 0.0) -> Promised:
        """`shift` is what those called today say of this service: `Today.shift`."""
        return self.corrections.show(self.logs(state).shifted(shift))


def mean_of(smooth: Sequence[float], stepped: Sequence[float]) -> Logs:
    return Logs.of([(a + b) / 2 for a, b in zip(smooth, stepped, strict=True)])


def fit(days: Iterable[PastDay], choices: Choices, kept: Sequence[Kept] = ()) -> Learned:
    """From days that are over; `kept` are promises made on earlier ones by models before this."""
    history = History(days, choices.hour)
    learned = Learned(
        hour=choices.hour,
        usual={key: history.usual(key) for key in history.keys},
        stranger=history.stranger(),
        corrections=uncorrected(choices.grid),
    )
    return calibrated(_taught(learned, history, choices.seed), kept, choices)


def calibrated(learned: Learned, kept: Sequence[Kept], choices: Choices) -> Learned:
    return replace(learned, corrections=corrections(kept, choices.shares, choices.grid))


def _taught(learned: Learned, history: History, seed: int) -> Learned:
    lessons = drawn(history.days, MOST, seed)
    if len(lessons) < FEWEST:
        return learned
    simulated = any(example.state.foreseen for _, example in lessons)
    seen = [
        facts(state, history.usual(state.key, day), history.hour, simulated=simulated)
        for day, state in ((day, example.state) for day, example in lessons)
    ]
    targets = [example.log_wait for _, example in lessons]
    starts = [of.start for of in seen]
    return replace(
        learned,
        linear=fit_linear([linear_columns(of) for of in seen], targets, seed),
        trees=fit_trees([tree_columns(of) for of in seen], targets, starts, seed),
        simulated=simulated,
    )


def drawn(days: Iterable[PastDay], most: int, seed: int) -> list[tuple[str, Example]]:
    """Each example with its day, in order; some of them, by lot, where there are too many."""
    lessons = [(day.day, example) for day in days for example in day.examples]
    if len(lessons) <= most:
        return lessons
    chosen = sorted(random.Random(seed).sample(range(len(lessons)), most))
    return [lessons[place] for place in chosen]
