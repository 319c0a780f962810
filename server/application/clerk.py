"""The clerk keeps the journal: what is asked of the store stands in one line, in one thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from server.domain.journal import WritingJournal

T = TypeVar("T")


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
