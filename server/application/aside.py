"""Long reckonings in a process of their own: nobody at a screen waits for them.

A thread would not do. Python runs one at a time, and a fit of ten seconds in a thread is felt by
each request meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Result = TypeVar("Result")

IDLE = 300.0
"""Seconds after which a process that nobody has asked anything is let go of; a new one is there in
less than one."""
YIELDS = 10
"""How much it stands back for those who serve people (`os.nice`)."""


class Failed(Exception):
    """What was reckoned raised this, or its process has died."""


class Aside:
    """One process, started when first asked, that reckons one thing at a time."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._turn = asyncio.Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._letting_go: asyncio.TimerHandle | None = None

    async def reckon(self, function: Callable[..., Result], *args: object) -> Result:
        """`function(*args)`, which, like its result, can be pickled: a function of a module.

        Whoever is cancelled ends the reckoning. Raises Failed.
        """
        async with self._turn:
            self._stay()
            try:
                return await self._asked(function, args)
            except BaseException:
                self.end()
                raise
            finally:
                self._leave_later()

    async def _asked(self, function: Callable[..., Result], args: tuple[object, ...]) -> Result:
        line = self._line if self._line is not None else await asyncio.to_thread(self._start)
        try:
            done, result = await asyncio.to_thread(_ask, line, function, args)
        except (EOFError, OSError) as error:
            raise Failed("the process has died") from error
        if not done:
            raise Failed(result)
        found: Result = result
        return found

    def _start(self) -> Connection:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        self._process, self._line = process, ours
        return ours

    def _stay(self) -> None:
        if self._letting_go:
            self._letting_go.cancel()

    def _leave_later(self) -> None:
        self._letting_go = asyncio.get_running_loop().call_later(self._idle, self.end)

    def end(self) -> None:
        """At once, whatever it reckons."""
        self._stay()
        process, self._process, self._line = self._process, None, None
        if process is not None:
            # Its end of the line closes with it, and so ends the thread that listens.
            process.kill()
            process.join()


def _ask(line: Connection, function: Callable[..., object], args: tuple[object, ...]) -> Any:
    line.send((function, args))
    return line.recv()


def _work(line: Connection) -> None:
    """Until the line is closed; a Ctrl+C is for the server to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        os.nice(YIELDS)
    with suppress(EOFError, OSError):
        while True:
            function, args = line.recv()
            line.send(_told(partial(function, *args)))


def _told(reckoned: Callable[[], object]) -> tuple[bool, object]:
    try:
        return True, reckoned()
    except Exception as error:
        return False, f"{type(error).__name__}: {error}"
