"""What is appended to the journal in one piece, and why it may not be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.domain.events import Fact


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts of one command, with what was answered to it."""

    site: str
    day: date
    facts: Sequence[Fact]
    answer: str | None = None
    note: tuple[str, str] | None = None
    """(reference, text)."""


class Conflict(Exception):
    """Another process wrote first: catch up and decide again."""


class Unavailable(Exception):
    """The store cannot keep anything now. Nothing was acknowledged, nothing is lost."""
