"""How long, learned: `fit` days that are over, `promise` a range, `score` what came of it.

Pure, and plain Python: the same days and the same seed give the same model, to the last digit.
"""

from __future__ import annotations

from server.domain.promise.conformal import Corrections, Kept, Logs, Promised, Shares, corrections
from server.domain.promise.history import PastDay
from server.domain.promise.model import Choices, Learned, calibrated, fit
from server.domain.promise.online import Today
from server.domain.promise.replay import replay
from server.domain.promise.saving import as_data, from_data
from server.domain.promise.score import Outturn, Score, score
from server.domain.promise.state import Example, QueueState
from server.domain.promise.watching import Finished, Look, OfficeWatch

__all__ = [
    "Choices",
    "Corrections",
    "Example",
    "Finished",
    "Kept",
    "Learned",
    "Logs",
    "Look",
    "OfficeWatch",
    "Outturn",
    "PastDay",
    "Promised",
    "QueueState",
    "Score",
    "Shares",
    "Today",
    "as_data",
    "calibrated",
    "corrections",
    "fit",
    "from_data",
    "replay",
    "score",
]
