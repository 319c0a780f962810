"""What promises tomorrow: what others have learned, until one's own days say more.

For two days as it was brought (`elsewhere`), then corrected by one's own days, and from the moment
on when a site has enough of its own, by its own models alone (`model`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.promise.conformal import (
    Corrections,
    Kept,
    Logs,
    Misses,
    Promised,
    corrections,
)
from server.domain.promise.elsewhere import AtHome, Elsewhere, at_home
from server.domain.promise.history import PastDay
from server.domain.promise.model import Choices, Learned, fit
from server.domain.promise.state import QueueState

OWN = 8_000
"""Visitors who waited: from so many on a site's own models know more than those brought along.
Chosen, not measured: no office whose days we have is followed for so long."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What ships with the product."""

    model: Elsewhere
    misses: Misses
    """Of what such models promised to offices that they had not seen."""


@dataclass(frozen=True, slots=True)
class Promiser:
    """Says how long, for one day."""

    model: Elsewhere | AtHome | Learned
    corrections: Corrections

    def logs(self, state: QueueState) -> Logs:
        return self.model.logs(state)

    def promise(self, state: QueueState, shift: float = 0.0) -> Promised:
        """`shift` is what those called today say of this service: `Today.shift`."""
        return self.corrections.show(self.logs(state).shifted(shift))


def first_promiser(brought: Brought, choices: Choices) -> Promiser:
    """Of a site without any day of its own."""
    corrected = corrections([], choices.shares, choices.grid, brought.misses)
    return Promiser(brought.model, corrected)


def learned_tonight(
    days: Sequence[PastDay], kept: Sequence[Kept], brought: Brought, choices: Choices
) -> Promiser:
    """From one's own days, in order. `kept`: what was promised on them, each day by the model of
    the night before."""
    corrected = corrections(kept, choices.shares, choices.grid, brought.misses)
    if sum(len(day.examples) for day in days) >= OWN:
        return Promiser(fit(days, choices), corrected)
    model, _ = at_home(brought.model, days)
    return Promiser(model, corrected)
