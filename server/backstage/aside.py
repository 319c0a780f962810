"""Reckoning that takes seconds, in a process of its own: beside it the event loop stays awake.

    aside = Aside()
    learned = await aside.reckon(learn, store_url, slug, timeout=60)
    await aside.close()

A thread would share the interpreter's lock with everybody who is served; this process shares
nothing, and gives way to all others of the machine. It is started with the first question, answers
one after the other, and ends by itself when nothing was asked for a while. Who stops waiting, or
waits longer than `timeout` seconds, ends it with all it was at; the next question starts another.

`function` is one that can be imported: `module.name`, no lambda and no method. Arguments, answer
and exceptions are pickled: keep them small, and let the function read what it needs itself (give it
the store's address rather than a year of facts).
"""

from __future__ import annotations

import asyncio
import os
import pickle
import struct
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, TypeVar, cast

T = TypeVar("T")

LONGEST = 600.0
"""Seconds."""
IDLE = 60.0
"""Seconds without a question, after which the process gives its memory back."""
MODEST = 15
"""What is added to its niceness."""
LENGTH = struct.Struct("!Q")


class WorkerEndedError(Exception):
    """The process ended before it answered: killed, or out of memory."""


class Aside:
    """One process for all who ask, and only while somebody does."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._rest: asyncio.TimerHandle | None = None

    async def reckon(self, function: Callable[..., T], *args: Any, timeout: float = LONGEST) -> T:
        """What the function returns or raises. Raises TimeoutError, and WorkerEndedError."""
        question = await asyncio.to_thread(pickle.dumps, (function, args))
        async with self._turn:
            self._wake()
            process = await self._started()
            try:
                async with asyncio.timeout(timeout):
                    good, answer = pickle.loads(await _asked(process, question))
            except BaseException:
                await self._end()
                raise
            self._rest = asyncio.get_running_loop().call_later(self._idle, self._let_go)
        if good:
            return cast(T, answer)
        raise answer

    async def close(self) -> None:
        self._wake()
        await self._end()

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            # The very modules that we have, wherever it is started from.
            path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "server.backstage.aside"),
                stdin=PIPE,
                stdout=PIPE,
                env=os.environ | path,
                start_new_session=True,
            )
        return self._process

    def _wake(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _let_go(self) -> None:
        """Its questions ended, so does it."""
        self._rest = None
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process = None

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await asyncio.shield(process.wait())


async def _asked(process: Process, question: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(LENGTH.pack(len(question)) + question)
        await process.stdin.drain()
        (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        return await process.stdout.readexactly(length)
    except (ConnectionError, asyncio.IncompleteReadError) as error:
        raise WorkerEndedError("the process ended before it answered") from error


def answer_all(questions: BinaryIO, answers: BinaryIO) -> None:
    """Blocking, until no more can be asked."""
    while head := questions.read(LENGTH.size):
        (length,) = LENGTH.unpack(head)
        answer = _answer(questions.read(length))
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _answer(question: bytes) -> bytes:
    try:
        function, args = pickle.loads(question)
        return pickle.dumps((True, function(*args)))
    except Exception as error:
        with suppress(Exception):
            told = pickle.dumps((False, error))
            pickle.loads(told)  # not every exception comes back to life
            return told
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))


def main() -> None:
    os.nice(MODEST)
    # Whatever a function prints is no answer: it goes where the errors go.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    answer_all(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
