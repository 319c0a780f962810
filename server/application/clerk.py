"""The clerk keeps the journal: what is asked of the store stands in one line, in one thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Protocol, TypeVar

from server.application.reception import Journal
from server.domain.journal import Entry

T = TypeVar("T")


class WritingJournal(Journal, Protocol):
    def append(self, entries: Sequence[Entry]) -> None: ...
    def take_turn(self, sites: Iterable[str]) -> None: ...
    def leave_turn(self) -> None: ...
    def answer(self, site: str, day: date, seq: int) -> str | None: ...
    def last_fallback(self, site: str, before: date) -> str | None: ...


class Clerk:
    def __init__(self, journal: WritingJournal) -> None:
        self.journal = journal
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")

    async def do(self, work: Callable[..., T], *words: Any) -> T:
        """In the clerk's thread: the event loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *words)

    def go_home(self) -> None:
        """Once the last line is written."""
        self._thread.shutdown(wait=True)
