"""What is known of one queue at one moment: all that a promise may be made of.

Times are counted in the clock's unit. A town hall's is the minute; where people wait a minute, as
on the telephone, a tenth of that: the windows and weights below keep their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p
from typing import NamedTuple

WINDOWS = (15, 30, 60, 120)
"""How far back the pace is looked at; the whole day comes after them."""
OFFICE_WINDOWS = (30, 60)
BUSY_STEP = 15
"""A longer silence between two looks, or more calls in one, says nothing about the pace."""


class Traffic(NamedTuple):
    """What happened to a queue within a time."""

    busy: float = 0.0
    """The time counted in steps that began with somebody waiting."""
    busy_calls: float = 0.0
    calls: float = 0.0
    issued: float = 0.0


@dataclass(frozen=True, slots=True)
class OfficeState:
    """The same moment, for all queues of the office together."""

    waiting: float
    open_counters: float
    queues: float
    """How many have somebody waiting."""
    flows: tuple[Traffic, ...]
    """In the last `OFFICE_WINDOWS`, then of the whole day."""
    shown_wait: float
    shown_position: float


@dataclass(frozen=True, slots=True)
class QueueState:
    office: str
    service: str
    weekday: int
    minute: float
    """Of the day, on the clock."""
    position: float
    """1 is next."""
    waiting: float
    open_counters: float
    issued: float
    flows: tuple[Traffic, ...]
    """In the last `WINDOWS`, then of the whole day."""
    last_calls: float
    """Since the look before."""
    last_waits: tuple[float, ...]
    """Of the ten called last, the newest first."""
    head: float
    """How long the first in line has waited."""
    idle: float | None
    """Since the last call."""
    shown_wait: float
    """Of the five called last: what they waited from the look at which they were first seen ..."""
    shown_position: float
    """... and where they stood then."""
    whole: OfficeState
    posted: float | None = None
    """The time that a visit is said to take, where one is posted by hand."""
    status: float = 1.0
    foreseen: tuple[float, ...] = ()
    """Low, likely and high of a simulation of the live state, where there is one."""

    @property
    def key(self) -> str:
        return f"{self.office}/{self.service}"

    @property
    def counters(self) -> float:
        return max(1.0, self.open_counters)

    @property
    def today(self) -> Traffic:
        return self.flows[-1]

    def mean_wait(self, of: int) -> float | None:
        """Of the last few called."""
        last = self.last_waits[:of]
        return sum(last) / len(last) if last else None


@dataclass(frozen=True, slots=True)
class Example:
    """A visitor as she was when her number was first seen, and what she waited from then on."""

    state: QueueState
    wait: float

    @property
    def log_wait(self) -> float:
        """What the models learn: of long waits the proportion counts, of short ones the minute."""
        return log1p(self.wait)
