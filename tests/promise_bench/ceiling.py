"""Boosted trees of a large library (lightgbm), on the columns of ours: how much they still hold.

They may be as large and as many as they like, which no town hall's night could afford in plain
Python. Learned like ours: a visitor is seen without her own day, and each quantile for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy

from server.domain.promise import Choices, Learned, Logs, PastDay, QueueState
from server.domain.promise.columns import facts, tree_columns
from server.domain.promise.history import History
from server.domain.promise.model import FEWEST, MOST, drawn

QUANTILES = (0.1, 0.5, 0.9)
ROUNDS = 200
GROWN = {
    "objective": "quantile",
    "learning_rate": 0.05,
    "num_leaves": 31,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_col_wise": True,
    "verbosity": -1,
}


@dataclass(frozen=True)
class Ceiling:
    learned: Learned
    """Where there is too little to grow a tree it answers, as it would for ours."""
    boosters: Sequence[lightgbm.Booster]

    def logs(self, state: QueueState) -> Logs:
        if not self.boosters:
            return self.learned.logs(state)
        of = self.learned.facts(state)
        row = numpy.array([tree_columns(of)])
        return Logs.of([of.start + float(each.predict(row)[0]) for each in self.boosters])


def grow(days: Sequence[PastDay], learned: Learned, choices: Choices) -> Ceiling:
    """`learned` of the same days: it knows what is usual."""
    lessons = drawn(days, MOST, choices.seed)
    if len(lessons) < FEWEST:
        return Ceiling(learned, ())
    history = History(days, choices.hour)
    seen = [
        facts(
            example.state,
            history.usual(example.state.key, day),
            choices.hour,
            simulated=learned.simulated,
        )
        for day, example in lessons
    ]
    columns = numpy.array([tree_columns(of) for of in seen])
    left = numpy.array([e.log_wait - of.start for (_, e), of in zip(lessons, seen, strict=True)])
    known = lightgbm.Dataset(columns, left, free_raw_data=False)
    grown = [{**GROWN, "alpha": share, "seed": choices.seed} for share in QUANTILES]
    return Ceiling(learned, [lightgbm.train(each, known, ROUNDS) for each in grown])
