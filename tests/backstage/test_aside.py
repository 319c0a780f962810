"""What takes seconds is reckoned beside the loop, and ends when nobody waits for it any more."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from server.backstage.aside import IDLE, MODEST, Aside, WorkerEndedError
from tests.worlds.play import play


def own_niceness(_: int = 0) -> tuple[int, int]:
    return os.getpid(), os.nice(0)


def talking() -> str:
    print("this is no answer")
    return "answer"


def dying() -> None:
    os._exit(3)


def failing(text: str) -> None:
    raise ValueError(text)


class StubbornError(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def stubborn() -> None:
    raise StubbornError(1, 2)


def in_a_loop(test: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    def run() -> None:
        play(test())

    return run


@asynccontextmanager
async def at_work(idle: float = IDLE) -> AsyncIterator[Aside]:
    aside = Aside(idle)
    try:
        yield aside
    finally:
        await aside.close()


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def until_gone(process: int) -> None:
    async with asyncio.timeout(20):
        while alive(process):
            await asyncio.sleep(0.01)


@in_a_loop
async def test_it_is_one_other_process_that_gives_way() -> None:
    async with at_work() as aside:
        first, niceness = await aside.reckon(own_niceness)
        assert first != os.getpid()
        assert niceness == min(os.nice(0) + MODEST, 19)
        assert await aside.reckon(own_niceness, 1) == (first, niceness)


@in_a_loop
async def test_what_is_printed_does_not_spoil_the_answer() -> None:
    async with at_work() as aside:
        assert await aside.reckon(talking) == "answer"


@in_a_loop
async def test_an_exception_comes_back_as_it_was_and_the_process_lives_on() -> None:
    async with at_work() as aside:
        process, _ = await aside.reckon(own_niceness)
        with pytest.raises(ValueError, match="three sheep"):
            await aside.reckon(failing, "three sheep")
        with pytest.raises(RuntimeError, match="StubbornError: 1 and 2"):
            await aside.reckon(stubborn)
        assert (await aside.reckon(own_niceness))[0] == process


@in_a_loop
async def test_who_stops_waiting_ends_it() -> None:
    async with at_work() as aside:
        process, _ = await aside.reckon(own_niceness)
        task = asyncio.create_task(aside.reckon(time.sleep, 600))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        another, _ = await aside.reckon(own_niceness)
        assert isinstance(another, int)
        if another != process:
            await until_gone(process)


@in_a_loop
async def test_what_takes_too_long_is_ended_and_the_next_question_answered() -> None:
    async with at_work() as aside:
        process, _ = await aside.reckon(own_niceness)
        with pytest.raises(TimeoutError):
            await aside.reckon(time.sleep, 600, timeout=0.1)
        await until_gone(process)
        assert (await aside.reckon(own_niceness))[0] != process


@in_a_loop
async def test_a_process_that_dies_is_told_and_replaced() -> None:
    async with at_work() as aside:
        with pytest.raises(WorkerEndedError):
            await aside.reckon(dying)
        assert await aside.reckon(talking) == "answer"


@in_a_loop
async def test_it_ends_when_nothing_is_asked() -> None:
    async with at_work(idle=0.0) as aside:
        process, _ = await aside.reckon(own_niceness)
        await until_gone(process)
        assert await aside.reckon(talking) == "answer"


@in_a_loop
async def test_the_loop_goes_on_meanwhile() -> None:
    async with at_work() as aside:
        await aside.reckon(talking)
        reckoning = asyncio.create_task(aside.reckon(sum, range(3_000_000)))
        turns = 0
        while not reckoning.done():
            await asyncio.sleep(0)
            turns += 1
        assert await reckoning == sum(range(3_000_000))
        assert turns > 100
