"""An event loop whose time leaps to the next thing that happens: hours pass in a moment.

It has no socket and no thread. Work for a thread is done in line by the process that asks for it,
at a moment that the seed draws (`process.Process.thread`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context, ContextVar
from typing import Any, Protocol


class WorldStandsStill(Exception):
    """Somebody is waited for, and nothing will ever happen again."""


class Threads(Protocol):
    def thread(self, work: Callable[[], Any]) -> asyncio.Future[Any]: ...
    def begun(self, task: asyncio.Task[Any]) -> None: ...


HERE: ContextVar[Threads | None] = ContextVar("HERE", default=None)
"""The server process that this code runs in; None among the people outside."""


class LeapingLoop(asyncio.BaseEventLoop):
    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        self._selector = self  # what a loop sleeps in

    def time(self) -> float:
        return self._now

    def select(self, timeout: float | None) -> list[object]:
        """Sleeps: nothing else can happen before the next timer."""
        if timeout is None:
            raise WorldStandsStill
        if timeout > 0:
            self._now += timeout
        return []

    def run_in_executor(  # type: ignore[override]
        self, executor: object, work: Callable[..., Any], *words: Any
    ) -> asyncio.Future[Any]:
        process = HERE.get()
        assert process is not None, "people have no threads"
        return process.thread(lambda: work(*words))

    def create_task(
        self, work: Any, *, name: object = None, context: Context | None = None
    ) -> asyncio.Task[Any]:
        task: asyncio.Task[Any] = super().create_task(work, name=name, context=context)
        if process := context.get(HERE) if context else HERE.get():
            process.begun(task)
        return task

    def finish(self) -> None:
        """Whatever still runs is over."""
        for task in asyncio.all_tasks(self):
            task.cancel()
        self.run_until_complete(asyncio.sleep(0))
        self.close()

    def _process_events(self, happened: list[object]) -> None:
        pass

    def _write_to_self(self) -> None:
        pass
