"""The agent against a real websocket server, with the emulated printer on a socket."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from printer.emulator.machine import Machine
from server.protocol.printing import PrintOrder
from tests.agent.conftest import Bench, soon
from tests.agent.judge import judge
from tests.agent.tickets import job
from tests.agent.town_hall import NOON, at_work
from tests.worlds.play import play


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
