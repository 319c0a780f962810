"""A question to the lab, and its answer: past weeks, and the same under another organisation."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from server.protocol.given import Given
from server.protocol.sent import Sent

MOST_RUNS = 20


class LabRequest(Sent, extra="forbid"):
    first: date = Field(alias="from", examples=["2026-11-02"])
    """The first day of the weeks that are played again."""
    last: date = Field(alias="to", examples=["2026-11-27"])
    """The last one, included."""
    change: dict[str, object] | None = Field(default=None, examples=[{"arrivals": 1.2}])
    """A scenario with the keys of `docs/lab.md`; without one, only how well the lab explains these
    weeks."""
    runs: int | None = Field(default=None, ge=1, le=MOST_RUNS)
    """How often a day is played in which something is drawn; 3 when absent."""


class LabFiguresView(Given):
    """What a reception is asked: of all visitors of these days together."""

    served: float = Field(examples=[117.0])
    """Visitors served, on a mean day."""
    p50: float = Field(examples=[6.4])
    """Half of the visitors waited at most so many minutes."""
    p90: float = Field(examples=[21.5])
    """Nine of ten waited at most so many minutes."""
    within_target: float = Field(examples=[0.86])
    """The share of those who were called within the promised wait."""
    last_out: str = Field(examples=["17:12"])
    """When the last visitor left, on a mean day."""
    left: float = Field(examples=[3.2])
    """Gone without being called, on a mean day."""
    overtime: float = Field(examples=[14.0])
    """Minutes at the counters after closing, of all together, on a mean day."""
    load: float = Field(examples=[0.78])
    """The share of the time at the counters that was spent with visitors."""


class RangedView(LabFiguresView):
    """Figures, each with the range that holds nine of ten drawings of these days."""

    low: LabFiguresView
    """The lower ends."""
    high: LabFiguresView
    """The upper ends."""


class DifferenceView(Given):
    """Of the wait of nine in ten: with the change less without, both as the lab plays them."""

    clear: bool = Field(examples=[True])
    """Whether it is more than chance may bring."""
    ratio: float | None = Field(examples=[0.72])
    """The new wait as a multiple of the old. Null where nobody waited."""
    p90: float = Field(examples=[-6.1])
    """Minutes more, or less."""
    low: float = Field(examples=[-8.3])
    """The lower end."""
    high: float = Field(examples=[-4.2])
    """The upper end."""


class LabView(Given):
    """Past days as they were, as the lab lives them again, and under another organisation."""

    days: int = Field(examples=[20])
    """Closed days with visitors; no others count."""
    explains: bool = Field(examples=[True])
    """Whether the lab's own repetition comes near enough to what was."""
    off: float = Field(examples=[0.02])
    """How far its wait of nine in ten is from what was, as a share of it."""
    was: RangedView
    """What was, from the journal."""
    baseline: RangedView
    """The same days, played again unchanged."""
    changed: RangedView | None
    """The same days under the change; null without one."""
    difference: DifferenceView | None
    """What the change makes of them; null without one."""
