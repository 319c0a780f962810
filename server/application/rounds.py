"""What is done again and again, by night too: a table of rounds, and one rule for failure."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from inspect import isawaitable

import structlog

from server.domain.journal import Unavailable

RoundWork = Callable[[], Awaitable[object] | None]

log = structlog.get_logger()


@dataclass(frozen=True)
class Round:
    name: str
    every: float
    """Seconds from the end of one to the next."""
    work: RoundWork


class Rounds:
    """Each goes on by itself: a slow one keeps no other waiting."""

    def __init__(self, rounds: Sequence[Round]) -> None:
        self._rounds = rounds
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [asyncio.create_task(_again_and_again(each)) for each in self._rounds]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def attempt(name: str, work: RoundWork, **where: str) -> None:
    """A store that is away is asked again next time; a bug is logged, and stops nothing else."""
    try:
        doing = work()
        if isawaitable(doing):
            await doing
    except Unavailable as error:
        log.error("store_unavailable", round=name, error=str(error), **where)
    except Exception:
        log.exception("round_failed", round=name, **where)


async def _again_and_again(each: Round) -> None:
    while True:
        await asyncio.sleep(each.every)
        await attempt(each.name, each.work)
