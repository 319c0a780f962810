"""The agent against a real websocket server, with the emulated printer on a socket."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from websockets.asyncio.server import Server, ServerConnection, serve

from printer.agent import PrinterAgent
from printer.emulator.machine import Machine
from printer.link import BadToken, ServerLink
from printer.running import run_agent
from printer.spool import Spool, SpoolInUse
from server.protocol.printing import PrinterFrame, PrinterPicture, PrintOrder
from tests.agent.conftest import Bench, bench, soon
from tests.agent.judge import judge
from tests.agent.tickets import job
from tests.worlds.play import play

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""The town hall's: the machine's own clock shows something else."""


class TownHall:
    """The server's side of `/ws/printer`: shows jobs, writes down what it is told."""

    def __init__(self) -> None:
        self.jobs: list[PrintOrder] = []
        self.heard: list[dict[str, Any]] = []
        self.tokens: list[str | None] = []
        self.paths: list[str] = []
        self.close_code: int | None = None
        self._lines: set[ServerConnection] = set()
        self._seq = 0

    async def __call__(self, line: ServerConnection) -> None:
        request = line.request
        assert request is not None
        self.tokens.append(request.headers.get("Authorization"))
        self.paths.append(request.path)
        if self.close_code:
            return await line.close(self.close_code)
        self._lines.add(line)
        await line.send(self._frame())
        try:
            async for message in line:
                self.heard.append(json.loads(message))
        finally:
            self._lines.discard(line)

    async def show(self, *jobs: PrintOrder) -> None:
        self.jobs = list(jobs)
        for line in list(self._lines):
            await line.send(self._frame())

    async def beat(self) -> None:
        for line in list(self._lines):
            await line.send(PrinterFrame(seq=self._seq, at=NOON).model_dump_json())

    async def hang_up(self) -> None:
        for line in list(self._lines):
            await line.close()

    def results(self, name: str) -> list[tuple[str, str | None]]:
        return [(m["result"], m["reason"]) for m in self.heard if m.get("job") == name]

    def statuses(self) -> list[dict[str, Any]]:
        return [m["status"] for m in self.heard if "status" in m]

    def _frame(self) -> str:
        self._seq += 1
        data = PrinterPicture(jobs=self.jobs)
        return PrinterFrame(seq=self._seq, at=NOON, data=data).model_dump_json()


@asynccontextmanager
async def at_work(
    folder: Path, machine: Machine | None = None
) -> AsyncIterator[tuple[TownHall, Bench]]:
    hall = TownHall()
    async with serve(hall, "127.0.0.1", 0) as server, bench(folder, machine) as desk:
        agent = PrinterAgent(desk.press, desk.spool, idle=0.1)
        link = ServerLink(address(server), "secret", agent, silence=5)
        tasks = [asyncio.create_task(agent.work()), asyncio.create_task(link.run())]
        try:
            yield hall, desk
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def address(server: Server) -> str:
    return f"http://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"


def valid(desk: Bench, *jobs: PrintOrder) -> dict[str, int]:
    return dict(judge(desk.machine.paper.pieces, jobs, desk.profile).valid)


def test_a_job_in_the_picture_is_printed_and_told(tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_work(tmp_path) as (hall, desk):
            ticket = job("j1", "A001")
            await soon(lambda: hall.statuses())
            await hall.show(ticket)
            await soon(lambda: ("printed", None) in hall.results("j1"))
            await soon(lambda: desk.machine.paper.pieces)
            assert valid(desk, ticket) == {"j1": 1}
            assert hall.tokens == ["Bearer secret"]
            assert hall.paths == ["/ws/printer"]
            assert hall.statuses()[-1]["online"] is True

    play(scene())


def test_a_result_is_repeated_until_the_job_leaves_the_picture(tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_work(tmp_path) as (hall, desk):
            ticket = job("j1", "A001")
            await soon(lambda: hall.statuses())
            await hall.show(ticket)
            await soon(lambda: hall.results("j1"))
            await hall.beat()
            await soon(lambda: len(hall.results("j1")) >= 2)
            await hall.hang_up()
            hall.heard.clear()
            await soon(lambda: hall.results("j1") == [("printed", None)])
            await hall.show()
            hall.heard.clear()
            await hall.beat()
            await hall.show(second := job("j2", "A002"))
            await soon(lambda: hall.results("j2"))
            assert hall.results("j1") == []
            await soon(lambda: valid(desk, ticket, second) == {"j1": 1, "j2": 1})

    play(scene())


def test_a_known_job_is_answered_after_a_restart_and_never_printed_again(tmp_path: Path) -> None:
    async def scene() -> None:
        ticket = job("j1", "A001")
        async with at_work(tmp_path) as (hall, desk):
            await soon(lambda: hall.statuses())
            await hall.show(ticket)
            await soon(lambda: hall.results("j1"))
        async with at_work(tmp_path) as (hall, desk):
            hall.jobs = [ticket]
            await soon(lambda: hall.statuses())
            await hall.show(ticket)
            await soon(lambda: hall.results("j1"))
            assert set(hall.results("j1")) == {("printed", None)}
            assert valid(desk, ticket) == {}

    play(scene())


def test_a_job_past_its_hour_is_not_printed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_work(tmp_path) as (hall, desk):
            await soon(lambda: hall.statuses())
            await hall.show(job("late", "A001", expires=NOON - timedelta(seconds=1)))
            await soon(lambda: hall.results("late") == [("not_printed", "expired")])
            assert desk.machine.paper.pieces == []

    play(scene())


def test_the_end_of_the_paper_is_told_as_doubt_and_the_reload_as_printed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_work(tmp_path, Machine(roll=500, buffer=512)) as (hall, desk):
            ticket = job("j1", "A001")
            await soon(lambda: hall.statuses())
            await hall.show(ticket)
            await soon(lambda: ("doubt", "paper_out") in hall.results("j1"))
            await soon(lambda: hall.statuses()[-1]["paper"] == "out")
            desk.machine.load_paper(100_000)
            await soon(lambda: ("printed", None) in hall.results("j1"))
            await soon(lambda: hall.statuses()[-1] == READY)
            assert valid(desk, ticket) == {"j1": 1}

    play(scene())


READY = {"online": True, "paper": "ok", "cover": "closed", "error": None, "remaining": 549}


def test_a_doubtful_job_that_staff_took_over_is_voided_and_not_printed_again(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with at_work(tmp_path) as (hall, desk):
            ticket = job("j1", "A001")
            await soon(lambda: hall.statuses() and hall.statuses()[-1]["online"])
            body = len(desk.press.composer.body(ticket.document))

            def die() -> None:
                desk.machine.offline = True
                desk.printer.reset()

            desk.printer.at_byte(4096 + body // 2, die)
            await hall.show(ticket)
            await soon(lambda: any(r == "doubt" for r, _ in hall.results("j1")))
            await hall.show()
            desk.machine.offline = False
            await soon(lambda: ("not_printed", "voided") in hall.results("j1"))
            verdict = judge(desk.machine.paper.pieces, [ticket], desk.profile)
            assert verdict.voided == 1
            assert not verdict.valid

    play(scene())


def test_a_doubtful_job_past_its_time_is_only_voided(tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_work(tmp_path) as (hall, desk):
            ticket = job("j1", "A001")
            await soon(lambda: hall.statuses() and hall.statuses()[-1]["online"])

            def die() -> None:
                desk.machine.offline = True
                desk.printer.reset()

            desk.printer.at_byte(15_500, die)
            await hall.show(ticket)
            await soon(lambda: any(r == "doubt" for r, _ in hall.results("j1")))
            await hall.show(job("j1", "A001", expires=NOON - timedelta(seconds=1)))
            desk.machine.offline = False
            await soon(lambda: ("not_printed", "expired") in hall.results("j1"))
            verdict = judge(desk.machine.paper.pieces, [ticket], desk.profile)
            assert verdict.voided == 1
            assert not verdict.valid

    play(scene())


def test_an_opened_cover_is_told_without_any_job(tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_work(tmp_path) as (hall, desk):
            await soon(lambda: hall.statuses() and hall.statuses()[-1]["online"])
            desk.machine.cover_open = True
            await soon(lambda: hall.statuses()[-1]["cover"] == "open")
            desk.machine.cover_open = False
            await soon(lambda: hall.statuses()[-1]["online"])

    play(scene())


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
    done = subprocess.run(
        command + arguments, capture_output=True, text=True, timeout=30, check=False
    )
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
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert "SUIVANT_PRINTER_TOKEN" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
