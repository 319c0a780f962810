"""Long reckonings in a process of their own: nobody at a screen waits for them.

A thread would not do. Python runs one at a time, and a fit of ten seconds in a thread is felt by
each request meanwhile. The process knows this file alone until it is asked something, and so weighs
a fifth of the server's; it is its own child, whom it may trust with pickled values.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import IO, Any, TypeVar

Result = TypeVar("Result")

IDLE = 300.0
"""Seconds after which a process that nobody has asked anything is let go of; a new one is there in
less than one."""
LONGEST = 600.0
"""Seconds after which nobody waits for an answer any more."""
YIELDS = 10
"""How much it stands back for those who serve people (`os.nice`)."""
LOOKS = 1.0
"""Seconds between two looks of the process whether its server is still there."""
BEGIN = "from server.application.aside import work; work()"


class Failed(Exception):
    """What was reckoned raised this, or its process has died."""


class Aside:
    """One process, started when first asked, that reckons one thing at a time."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._turn = asyncio.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._letting_go: asyncio.TimerHandle | None = None

    async def reckon(
        self, function: Callable[..., Result], *args: object, within: float = LONGEST
    ) -> Result:
        """`function(*args)`, which, like its result, can be pickled: a function of a module.

        Whoever is cancelled ends the reckoning. Raises Failed, and TimeoutError.
        """
        async with self._turn:
            self._stay()
            try:
                async with asyncio.timeout(within):
                    return await self._asked(function, args)
            except BaseException:
                self.end()
                raise
            finally:
                self._leave_later()

    async def _asked(self, function: Callable[..., Result], args: tuple[object, ...]) -> Result:
        if self._process is None:
            self._process = await asyncio.to_thread(_started)
        try:
            done, result = await asyncio.to_thread(_ask, self._process, function, args)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise Failed("the process has died") from error
        if not done:
            raise Failed(result)
        found: Result = result
        return found

    def _stay(self) -> None:
        if self._letting_go:
            self._letting_go.cancel()

    def _leave_later(self) -> None:
        self._letting_go = asyncio.get_running_loop().call_later(self._idle, self.end)

    def end(self) -> None:
        """At once, whatever it reckons."""
        self._stay()
        process, self._process = self._process, None
        if process is not None:
            # The thread that listens finds the end of the line, and so comes to its own.
            process.kill()
            with process, suppress(BrokenPipeError):
                pass  # its lines are closed, and its end is waited for


def _started() -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", BEGIN], stdin=pipe, stdout=pipe)


def _ask(
    process: subprocess.Popen[bytes], function: Callable[..., object], args: tuple[object, ...]
) -> Any:
    assert process.stdin is not None and process.stdout is not None
    _say(process.stdin, (function, args))
    return pickle.load(process.stdout)


def _say(line: IO[bytes], what: object) -> None:
    pickle.dump(what, line)
    line.flush()


def work() -> None:
    """In the process itself, until the server is gone; a Ctrl+C is for the server to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        os.nice(YIELDS)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever is printed is no answer
    with suppress(EOFError, OSError):
        while True:
            _say(answers, _answer(asked))


def _end_with(server: int) -> None:
    """In the midst of a reckoning too: one that was killed has ended nobody."""
    while os.getppid() == server:
        time.sleep(LOOKS)
    os._exit(1)


def _answer(line: IO[bytes]) -> tuple[bool, object]:
    function, args = pickle.load(line)
    try:
        return True, function(*args)
    except Exception as error:
        return False, f"{type(error).__name__}: {error}"
