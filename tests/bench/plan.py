"""How long and how often: the whole benchmark, or a quick look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    seconds: float
    """Of each load."""
    turns: int
    """How often ours and the limit take turns, so that noise falls on both."""
    clients: tuple[int, ...]
    boards: tuple[int, ...]
    calls: int
    """Shown on the boards, in each turn."""
    waiting: int
    """Tickets that wait when visitors are called as fast as can be."""
    histories: tuple[int, ...]
    """Tickets of past days."""
    today: tuple[int, ...]
    """Tickets that today already has."""
    growth_turns: int
    """Shorter and more of them: what is looked for is a small difference."""
    starts: int
    phones: tuple[int, ...]
    presses: int
    """Of a key or a button, in a real browser."""
    boards_across: tuple[int, ...]
    storm: int
    """Boards that come back after a restart."""
    sites: int
    """Whose minute and whose nights are measured."""
    sites_seconds: float
    stores: tuple[int, ...]
    """Sites in a store whose start and rest are measured."""
    awake: int
    """Of them, those where somebody is."""
    learning: int
    """Sites that learn in one night."""
    lessons: int
    """Days that each has behind it."""
    prints: int
    """Tickets of each kind on the emulated printer."""


WHOLE = Plan(
    seconds=1.5,
    turns=5,
    clients=(16, 64),
    boards=(1, 1000, 5000),
    calls=20,
    waiting=26_000,
    histories=(0, 100_000, 1_000_000),
    today=(0, 5_000),
    growth_turns=7,
    starts=5,
    phones=(0, 100, 500),
    presses=40,
    boards_across=(1, 1000),
    storm=2000,
    sites=2000,
    sites_seconds=60.0,
    stores=(2000, 10_000),
    awake=50,
    learning=40,
    lessons=250,
    prints=9,
)
QUICK = Plan(
    seconds=0.8,
    turns=2,
    clients=(16,),
    boards=(1, 200),
    calls=6,
    waiting=6_000,
    histories=(0, 4_000),
    today=(0, 1_000),
    growth_turns=2,
    starts=2,
    phones=(0, 20),
    presses=6,
    boards_across=(1,),
    storm=200,
    sites=50,
    sites_seconds=6.0,
    stores=(50,),
    awake=5,
    learning=2,
    lessons=6,
    prints=3,
)
