"""How long a printer is waited for, in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    answer: float = 1.0
    look: float = 0.8
    """Between two questions for its condition while it prints."""
    barrier: float = 6.0
    body: float = 15.0
    hold: float = 600.0
    """With the line alive and the paper out or the cover open, somebody is on the way."""
    cut: float = 4.0
    quiet: float = 1.5
    """Longer than a slow printer needs for a void notice: what may stand between two answers."""
