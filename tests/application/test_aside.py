"""Long reckonings: answered, ended with whoever asked, and never in the way of the others."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from server.application.aside import Aside, Failed
from tests.application.hall import until
from tests.worlds.play import play

KILLED = """
import asyncio, os, time
from server.application.aside import Aside

async def serve():
    aside = Aside()
    print(await aside.reckon(os.getpid))
    asked = asyncio.create_task(aside.reckon(time.sleep, 600))
    await asyncio.sleep(0.5)  # by then it has been asked
    print("begun", flush=True)
    await asked

asyncio.run(serve())
"""
"""A server that nobody gives the time to end anything."""

Scene = Callable[[Aside], Coroutine[Any, Any, None]]


def _played(scene: Scene, idle: float = 300.0) -> None:
    async def whole() -> None:
        aside = Aside(idle)
        try:
            await scene(aside)
        finally:
            aside.end()

    play(whole())


def _who() -> int:
    return os.getpid()


def _for_ever(sign: str) -> None:
    Path(sign).write_text(str(os.getpid()))
    while True:
        pass


def _fails() -> None:
    raise ValueError("no day to learn from")


def _dies() -> None:
    os._exit(3)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_answers_from_another_process_that_stays_for_the_next() -> None:
    async def scene(aside: Aside) -> None:
        first = await aside.reckon(_who)
        assert first != os.getpid()
        assert await aside.reckon(_who) == first

    _played(scene)


def test_what_goes_wrong_is_told_and_the_next_is_answered() -> None:
    async def scene(aside: Aside) -> None:
        with pytest.raises(Failed, match="no day to learn from"):
            await aside.reckon(_fails)
        with pytest.raises(Failed, match="died"):
            await aside.reckon(_dies)
        assert await aside.reckon(divmod, 7, 2) == (3, 1)

    _played(scene)


def test_whoever_goes_away_ends_what_she_asked(tmp_path: Path) -> None:
    sign = tmp_path / "begun"

    async def scene(aside: Aside) -> None:
        asked = asyncio.create_task(aside.reckon(_for_ever, str(sign)))
        await until(lambda: sign.exists() and sign.read_text() != "")
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await until(lambda: not _lives(int(sign.read_text())))
        assert await aside.reckon(divmod, 7, 2) == (3, 1)

    _played(scene)


def test_a_server_that_is_killed_leaves_no_reckoning_behind() -> None:
    async def scene() -> None:
        command = [sys.executable, "-c", KILLED]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            process = int(server.stdout.readline())
            assert server.stdout.readline() == "begun\n"
            assert _lives(process)
            server.kill()
        await until(lambda: not _lives(process))

    play(scene())


def test_nobody_keeps_a_process_that_nobody_asks() -> None:
    async def scene(aside: Aside) -> None:
        process = await aside.reckon(_who)
        await until(lambda: not _lives(process))
        assert await aside.reckon(_who) != process

    _played(scene, idle=0.05)


def test_the_loop_goes_on_meanwhile(tmp_path: Path) -> None:
    """Turns of the loop while a reckoning takes a core for itself: none waits as long as Python's
    threads would make it wait for one another."""
    sign = tmp_path / "begun"

    async def scene(aside: Aside) -> None:
        asked = asyncio.create_task(aside.reckon(_for_ever, str(sign)))
        await until(lambda: sign.exists())
        turns, ends = 0, time.monotonic() + 0.3
        while time.monotonic() < ends:
            await asyncio.sleep(0)
            turns += 1
        assert turns > 500
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)

    _played(scene)
