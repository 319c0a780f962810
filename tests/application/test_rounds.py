"""Rounds go on, whatever befalls one of them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter

from server.application.rounds import Round, Rounds
from server.domain.journal import Unavailable
from tests.application.hall import until
from tests.worlds.play import play

BEHIND_THE_DOORS = """
import asyncio, pathlib, sys, tempfile
from server.backstage.running import backstage
from server.settings import Settings

async def scene():
    async with backstage(Settings(data_dir=pathlib.Path(tempfile.mkdtemp()))) as running:
        assert await running.receptions.at("nowhere") is None

asyncio.run(scene())
print(sorted({"fastapi", "starlette", "uvicorn", "jinja2"} & set(sys.modules)))
"""


def test_a_round_that_fails_is_tried_again_and_keeps_no_other_waiting() -> None:
    async def scene() -> None:
        done: Counter[str] = Counter()

        async def store_away() -> None:
            done["away"] += 1
            raise Unavailable("the store is away")

        def broken() -> None:
            done["broken"] += 1
            raise RuntimeError("a bug of ours")

        async def slow() -> None:
            done["slow"] += 1
            await asyncio.Event().wait()

        def sound() -> None:
            done["sound"] += 1

        works = {"away": store_away, "broken": broken, "slow": slow, "sound": sound}
        rounds = Rounds([Round(name, 0.001, work) for name, work in works.items()])
        rounds.start()
        await until(lambda: all(done[name] > 2 for name in ("away", "broken", "sound")))
        await rounds.stop()

        assert done["slow"] == 1

    play(scene())


def test_all_that_runs_behind_the_doors_is_built_without_a_web_framework() -> None:
    built = subprocess.run([sys.executable, "-c", BEHIND_THE_DOORS], capture_output=True, text=True)

    assert (built.returncode, built.stdout) == (0, "[]\n"), built.stderr
