"""Printers that are mute, slow or busy with another host: nothing is claimed that is not known."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from printer.emulator.machine import Machine
from printer.fate import NotReady
from tests.agent.conftest import bench, soon
from tests.agent.test_protocol import put, verdict
from tests.worlds.play import play


def test_a_printer_that_never_answers_is_not_believed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bench(tmp_path, Machine(mute=True)) as desk:
            with pytest.raises(NotReady, match="no_answer"):
                await put(desk)

    play(scene())


def test_a_mute_clone_may_print_but_never_claims_more_than_sent(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bench(tmp_path, Machine(mute=True), confirm="none") as desk:
            assert await put(desk) == "unconfirmed"
            await soon(lambda: desk.machine.paper.pieces)
            assert verdict(desk).valid == {"job-42": 1}

    play(scene())


def test_a_slow_printer_is_waited_for(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bench(tmp_path, pace=2000) as desk:
            assert await put(desk) == "printed"
            assert verdict(desk).valid == {"job-42": 1}

    play(scene())


def test_a_second_host_is_connected_and_not_served(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bench(tmp_path) as desk:
            _, blocker = await asyncio.open_connection("127.0.0.1", desk.printer.port)
            await soon(lambda: desk.printer.busy_with_a_host)
            with pytest.raises(NotReady, match="no_answer"):
                await put(desk)
            blocker.close()

    play(scene())
