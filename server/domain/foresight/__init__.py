"""The rest of the day, played on from this moment: how long each visitor may still wait.

`plan_of` takes from the day what is known now, `foresee` plays it on some dozens of times, each
with other lengths of visits and other people who come, and gives quantiles. Who is called next is
decided as `policy.choose` decides it (a test compares the two on any day).

Times are minutes from now. Nothing draws lots but from the seed.
"""

from __future__ import annotations

from server.domain.foresight.foreseeing import Foreseen, foresee
from server.domain.foresight.live import plan_of
from server.domain.foresight.plan import Desk, Plan, Waiter

__all__ = ["Desk", "Foreseen", "Plan", "Waiter", "foresee", "plan_of"]
