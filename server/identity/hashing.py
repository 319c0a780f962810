"""Passwords are checked in two threads of their own: whatever is tried, the rest stays quick."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

THREADS = 2
STRANGERS = 24
"""So many may be checked or wait for it: some seconds' worth."""
EVERYBODY = 48
"""Places that strangers cannot take are left for people known on their device."""

T = TypeVar("T")


class TooManyAtOnce(Exception):
    """No place is free: worth asking again in a moment."""


class Hashing:
    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "hashing")
        self._there = 0

    async def check(self, work: Callable[[], T], *, known: bool) -> T:
        """Raises TooManyAtOnce."""
        if self._there >= (EVERYBODY if known else STRANGERS):
            raise TooManyAtOnce
        self._there += 1
        checked = asyncio.get_running_loop().run_in_executor(self._threads, work)
        # Whoever hangs up leaves the work behind: its place is free once it is done.
        checked.add_done_callback(self._leave)
        return await asyncio.shield(checked)

    def get_ready(self, work: Callable[[], None]) -> None:
        self._threads.submit(work)

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)

    def _leave(self, checked: asyncio.Future[T]) -> None:
        self._there -= 1
        if not checked.cancelled():
            checked.exception()  # asked for, in case nobody waits any more
