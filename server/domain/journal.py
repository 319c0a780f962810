"""The journal as everybody sees it: what is read of it, what is appended in one piece, and why it
may not be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

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


class Journal(Protocol):
    """What is read of it. Every call blocks, and raises Unavailable when the store is away."""

    def facts(
        self, site: str, day: date, after: int = 0, limit: int | None = None
    ) -> list[Fact]: ...
    def last_day(self, site: str, before: date | None = None) -> date | None: ...
    def closed(self, site: str, day: date) -> bool: ...
    def notes(self, site: str, day: date) -> dict[str, str]: ...


class WritingJournal(Journal, Protocol):
    """What a writer needs besides."""

    def append(self, entries: Sequence[Entry]) -> None: ...
    def take_turn(self, sites: Iterable[str]) -> None: ...
    def leave_turn(self) -> None: ...
    def answer(self, site: str, day: date, seq: int) -> str | None: ...
    def last_fallback(self, site: str, before: date) -> str | None: ...
