"""How long, learned: `fit` days that are over, `promise` a range, `score` what came of it.

Pure, and plain Python: the same days and the same seed give the same model, to the last digit.
"""

from __future__ import annotations

from server.domain.promise.conformal import (
    Corrections,
    Kept,
    Logs,
    Misses,
    Promised,
    Shares,
    corrections,
    misses,
)
from server.domain.promise.history import PastDay
from server.domain.promise.model import Choices, Learned, calibrated, fit
from server.domain.promise.online import Today
from server.domain.promise.replay import replay
from server.domain.promise.saving import (
    as_data,
    brought_as_data,
    brought_from_data,
    from_data,
    kept_as_data,
    kept_from_data,
)
from server.domain.promise.score import Outturn, Score, score
from server.domain.promise.state import Example, QueueState
from server.domain.promise.tonight import Brought, Promiser, first_promiser, learned_tonight
from server.domain.promise.watching import Finished, Look, OfficeWatch

__all__ = [
    "Brought",
    "Choices",
    "Corrections",
    "Example",
    "Finished",
    "Kept",
    "Learned",
    "Logs",
    "Look",
    "Misses",
    "OfficeWatch",
    "Outturn",
    "PastDay",
    "Promised",
    "Promiser",
    "QueueState",
    "Score",
    "Shares",
    "Today",
    "as_data",
    "brought_as_data",
    "brought_from_data",
    "calibrated",
    "corrections",
    "first_promiser",
    "fit",
    "from_data",
    "kept_as_data",
    "kept_from_data",
    "learned_tonight",
    "misses",
    "replay",
    "score",
]
