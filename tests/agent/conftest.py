"""A printer on a real socket, and a press with little patience."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from printer.address import Tcp
from printer.drawing.compose import Composer
from printer.emulator.machine import Machine
from printer.emulator.network import NetworkPrinter
from printer.press import Press
from printer.profile import Confirmation, Profile, find
from printer.spool import Spool
from printer.talk.patience import Patience
from tests.worlds.play import play

HURRIED = Patience(answer=0.5, barrier=3.0, body=2.5, hold=5.0, cut=0.5, quiet=0.1)


@dataclass
class Bench:
    """One printer, one press."""

    machine: Machine
    printer: NetworkPrinter
    spool: Spool
    press: Press
    profile: Profile


@asynccontextmanager
async def bench(
    folder: Path,
    machine: Machine | None = None,
    confirm: Confirmation = "auto",
    pace: int | None = None,
    patience: Patience = HURRIED,
) -> AsyncIterator[Bench]:
    machine = machine or Machine()
    profile = replace(find("80mm"), confirm=confirm)
    spool = Spool(folder)
    async with NetworkPrinter(machine, pace) as printer:
        address = Tcp("127.0.0.1", printer.port)
        press = Press(address, profile, spool, Composer.of(profile, address), patience)
        try:
            yield Bench(machine, printer, spool, press, profile)
        finally:
            await press.close()
            spool.close()


async def soon(happened: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait for a thing to be so; fails the test when it never is."""
    async with asyncio.timeout(seconds):
        while not happened():
            await asyncio.sleep(0.005)


@pytest.fixture
def run() -> Callable[[Coroutine[Any, Any, None]], None]:
    return play
