"""Good on the first day: what others have learned, then corrected by one's own days.

The model that travels has columns that mean the same everywhere. It is used as it is for two days:
one day of one's own teaches more errors than truths. From the third on, a ridge regression says by
how much this office differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log1p, sqrt

from server.domain.promise.columns import facts, pooled_columns
from server.domain.promise.conformal import Kept, Logs
from server.domain.promise.history import History, PastDay
from server.domain.promise.linear import Descent, LinearQuantiles, fit_linear
from server.domain.promise.model import drawn, mean_of
from server.domain.promise.replay import replay
from server.domain.promise.ridge import Ridge, fit_ridge
from server.domain.promise.state import QueueState
from server.domain.promise.trees import TreeQuantiles, fit_trees
from server.domain.promise.usual import Usual

DESCENT = Descent(rate=0.05, epochs=6, averaged=3, decay=0.001)
MOST = 8_000
AS_IS = 2
"""Days of one's own that change nothing yet."""
HELD = 300.0
"""The ridge's penalty, in visits."""
ABSURD = 2.0
"""An error that counts no more, in logarithms, however large."""
POOLED_WEIGHT = 300.0
"""What the promises of all other offices weigh beside one's own, in visits."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other offices have in common."""

    hour: float
    usual: Usual
    linear: LinearQuantiles
    trees: TreeQuantiles

    def logs(self, state: QueueState) -> Logs:
        """Where the live state was played on (`foresight`), that is nearer to the truth than what
        other offices have in common: it knows who answers what here."""
        if state.foreseen:
            return Logs.of([log1p(each) for each in state.foreseen])
        of = facts(state, self.usual, self.hour)
        columns = pooled_columns(of)
        return mean_of(self.linear.predict(columns), self.trees.predict(columns, of.start))


@dataclass(frozen=True, slots=True)
class AtHome:
    """The same, corrected by what one's own days have shown."""

    elsewhere: Elsewhere
    usual: dict[str, Usual]
    stranger: Usual
    ridge: Ridge

    def logs(self, state: QueueState) -> Logs:
        plain = self.elsewhere.logs(state)
        usual = self.usual.get(state.key, self.stranger)
        return plain.shifted(self.ridge.predict(_differences(state, usual, plain, self.hour)))

    @property
    def hour(self) -> float:
        return self.elsewhere.hour


def learn_elsewhere(days: Sequence[PastDay], hour: float, seed: int) -> Elsewhere:
    """From days of several offices, the small ones counting for more than their visitors."""
    usual = History(days, hour).stranger()
    lessons = drawn(days, MOST, seed)
    counts = Counter(example.state.office for _, example in lessons)
    seen = [facts(example.state, usual, hour) for _, example in lessons]
    rows, starts = [pooled_columns(of) for of in seen], [of.start for of in seen]
    targets = [example.log_wait for _, example in lessons]
    weights = _mean_one([1 / sqrt(counts[of.state.office]) for of in seen])
    linear = fit_linear(rows, targets, seed, DESCENT, weights)
    return Elsewhere(hour, usual, linear, fit_trees(rows, targets, starts, seed))


def kept_elsewhere(days: Sequence[PastDay], hour: float, seed: int) -> list[Kept]:
    """Promises made to each office by a model of others, all offices weighing the same."""
    offices = sorted({day.office for day in days})
    kept: list[Kept] = []
    for third in filter(None, (offices[first::3] for first in range(3))):
        others = [day for day in days if day.office not in third]
        if not any(day.examples for day in others):
            continue
        model = learn_elsewhere(others, hour, seed)
        for office in third:
            own = _replayed((day for day in days if day.office == office), model)
            weight = POOLED_WEIGHT / len(offices) / max(len(own), 1)
            kept += [replace(each, weight=weight) for each in own]
    return kept


def at_home(elsewhere: Elsewhere, days: Sequence[PastDay]) -> tuple[Elsewhere | AtHome, list[Kept]]:
    """After these days of one's own: the model, and the promises that it, or the former, kept."""
    own = _replayed(days, elsewhere)
    if len({day.day for day in days}) <= AS_IS:
        return elsewhere, own
    history = History(days, elsewhere.hour)
    rows: list[list[float]] = []
    errors: list[float] = []
    for day in days:
        for example in day.examples:
            plain = elsewhere.logs(example.state)
            usual = history.usual(example.state.key, day.day)
            rows.append(_differences(example.state, usual, plain, elsewhere.hour))
            errors.append(min(max(example.log_wait - plain.likely, -ABSURD), ABSURD))
    if not rows:
        return elsewhere, own
    usuals = {key: history.usual(key) for key in history.keys}
    return AtHome(elsewhere, usuals, history.stranger(), fit_ridge(rows, errors, HELD)), own


def _replayed(days: Iterable[PastDay], model: Elsewhere) -> list[Kept]:
    return [kept for day in days for kept in replay(day.examples, model.logs)]


def _differences(state: QueueState, usual: Usual, plain: Logs, hour: float) -> list[float]:
    """Where one's own figures part from what is usual elsewhere."""
    of = facts(state, usual, hour)
    own = (
        of.by.usual,
        of.by.hour,
        of.by.clock_now,
        of.by.served,
        usual.wait_by_hour[of.hour_now],
    )
    return [*(log1p(max(each, 0.0)) - plain.likely for each in own), plain.likely]


def _mean_one(weights: list[float]) -> list[float]:
    mean = sum(weights) / len(weights)
    return [weight / mean for weight in weights]
