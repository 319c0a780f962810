"""All that playing on needs to know of a moment, and nothing else. Times are minutes from now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

FOREVER = float("inf")


class Place(NamedTuple):
    """Where somebody stands: queues are sorted by it, as by `ticket.Place`."""

    due: float
    arrived: float
    rank: int
    who: int


@dataclass(frozen=True, slots=True)
class Waiter:
    place: Place
    services: tuple[str, ...]
    """What remains to be answered."""
    priority: bool = False
    reserved_for: str | None = None
    """A counter."""
    back: float = 0.0
    """Not called before: the visitor asked for more time."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter with somebody at it."""

    counter: str
    skills: Mapping[str, int]
    """Service -> level."""
    first_level: frozenset[str] = frozenset()
    """What others may leave to her (`policy.reach`)."""
    busy: tuple[str, ...] = ()
    """What is being answered there now, ..."""
    elapsed: float = 0.0
    """... and for how long already."""
    going_on: int | None = None
    """Who is being received and waits for more afterwards: her place in `Plan.seated`."""
    back: float = 0.0
    """When a pause of now ends."""
    pause_every: float = FOREVER
    pause: float = 0.0
    worked: float = 0.0
    """Since the last pause."""
    until: float = FOREVER
    """When she is planned to leave. Whoever is there is served to the end."""


@dataclass(frozen=True, slots=True)
class Plan:
    waiting: tuple[Waiter, ...]
    seated: tuple[Waiter, ...]
    """Received now, and to be called again for what remains after that."""
    desks: tuple[Desk, ...]
    minutes: Mapping[str, float]
    """What serving takes, on the mean, by service."""
    patience: Mapping[str, float]
    """How long after the arrival an ordinary visitor is due."""
    arriving: Mapping[str, float] = field(default_factory=dict)
    """People in a minute who will come."""
    closes: float = FOREVER
    """Nobody comes after it."""
    priority_run: int = 2
    run: int = 0
    """Legal priorities called in a row until now."""
    walk: float = 0.5
    """From the call to the counter."""
