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
    starts: int


WHOLE = Plan(2.0, 3, (1, 16, 64), (16, 64), (1, 1000), 40, 12_000, (0, 10_000, 100_000),
             (0, 5_000), 5)  # fmt: skip
QUICK = Plan(1.0, 1, (16,), (16,), (1, 200), 10, 2_000, (0, 4_000), (0, 1_000), 2)
