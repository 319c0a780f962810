"""How long and how often: the whole benchmark, a quick look, or a test's glance."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    seconds: float
    """Of each load."""
    turns: int
    """How often ours and the limit take turns, so that noise falls on both."""
    take_clients: tuple[int, ...]
    call_clients: tuple[int, ...]
    boards: tuple[int, ...]
    calls: int
    """Shown on the boards."""
    waiting: int
    """Tickets that wait when the calls begin."""
    histories: tuple[int, ...]
    """Tickets of past days."""
    today: tuple[int, ...]
    """Tickets that today already has."""
    growth_turns: int
    """Shorter and more of them: what is looked for is a small difference."""
    starts: int
    boards_across: tuple[int, ...]
    storm: int
    """Boards that come back after a restart."""
    sites: int
    sites_seconds: float
    prints: int
    """Tickets of each kind on the emulated printer."""


WHOLE = Plan(
    seconds=1.5,
    turns=3,
    take_clients=(1, 16, 64),
    call_clients=(1, 16, 64),
    boards=(1, 1000, 5000),
    calls=40,
    waiting=12_000,
    histories=(0, 100_000, 1_000_000),
    today=(0, 5_000),
    growth_turns=7,
    starts=5,
    boards_across=(1, 1000),
    storm=2000,
    sites=2000,
    sites_seconds=60.0,
    prints=9,
)
QUICK = Plan(
    seconds=0.8,
    turns=1,
    take_clients=(16,),
    call_clients=(16,),
    boards=(1, 200),
    calls=8,
    waiting=4_000,
    histories=(0, 4_000),
    today=(0, 1_000),
    growth_turns=1,
    starts=1,
    boards_across=(1,),
    storm=200,
    sites=100,
    sites_seconds=6.0,
    prints=3,
)
