"""How the agent is started: its words, its token, its spool; what is said of wrong use."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from websockets.asyncio.server import serve

from printer.link import BadToken
from printer.running import run_agent
from printer.spool import Spool, SpoolInUse
from tests.agent.conftest import soon
from tests.agent.tickets import job
from tests.agent.town_hall import TownHall, address
from tests.worlds.play import play


@pytest.mark.parametrize("code", [4401, 4403])
def test_a_bad_token_is_said_and_not_tried_again(tmp_path: Path, code: int) -> None:
    async def scene() -> None:
        hall = TownHall()
        hall.close_code = code
        async with serve(hall, "127.0.0.1", 0) as server, asyncio.timeout(5):
            with pytest.raises(BadToken, match="token"):
                await run_agent(address(server), "x", f"png://{tmp_path}/out", tmp_path / "s")

    play(scene())


def test_the_virtual_printer_saves_each_ticket_under_its_number(tmp_path: Path) -> None:
    async def scene() -> None:
        hall = TownHall()
        hall.jobs = [job("mairie-2026-11-24-A042-1", "A042"), job("../x", "B007")]
        async with serve(hall, "127.0.0.1", 0) as server:
            device = f"png://{tmp_path}/out"
            running = asyncio.create_task(
                run_agent(address(server), "x", device, tmp_path / "spool")
            )
            await soon(lambda: hall.results("../x"), 10)
            await soon(lambda: len(list((tmp_path / "out").glob("*.png"))) == 2)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        names = sorted(path.name for path in (tmp_path / "out").iterdir())
        assert names == ["A042-mairie-2026-11-24-A042-1.png", "B007-.._x.png"]
        with Image.open(tmp_path / "out" / names[0]) as picture:
            assert picture.width == 640

    play(scene())


def test_two_agents_on_one_spool_are_refused(tmp_path: Path) -> None:
    first = Spool(tmp_path)
    with pytest.raises(SpoolInUse, match="another printer agent"):
        Spool(tmp_path)
    first.close()
    Spool(tmp_path).close()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--device", "lp0"], 2, "tcp://HOST"),
        (["--device", "tcp://x", "--profile", "90mm"], 2, "80mm"),
        (["--device", "tcp://x", "--server", "ftp://x"], 2, "http://HOST"),
    ],
)
def test_wrong_use_is_one_clear_line(
    tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    command = [sys.executable, "-m", "printer", "--token", "x", "--spool", str(tmp_path)]
    if "--server" not in arguments:
        command += ["--server", "http://127.0.0.1:1"]
    done = subprocess.run(command + arguments, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("way", ["environment", "file"])
def test_the_token_need_not_stand_in_the_list_of_processes(tmp_path: Path, way: str) -> None:
    async def scene() -> None:
        hall = TownHall()
        hall.close_code = 4401
        (tmp_path / "token").write_text("secret\n")
        from_file = ["--token-file", str(tmp_path / "token")] if way == "file" else []
        environment = {"SUIVANT_PRINTER_TOKEN": "secret"} if way == "environment" else {}
        async with serve(hall, "127.0.0.1", 0) as server:
            agent = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "printer", "--server", address(server), *from_file),
                *("--device", f"png://{tmp_path}/out", "--spool", str(tmp_path / "spool")),
                env=os.environ | environment,
                stderr=asyncio.subprocess.DEVNULL,
            )
            assert await asyncio.wait_for(agent.wait(), 30) == 1
        assert hall.tokens == ["Bearer secret"]

    play(scene())


def test_without_a_token_the_agent_says_how_to_give_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "printer", "--server", "http://127.0.0.1:1"]
    command += ["--device", "tcp://x", "--spool", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "SUIVANT_PRINTER_TOKEN" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
