"""Print, confirm, cut, void: against the emulated printer on a real TCP socket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from printer.drawing.layout import layout
from printer.drawing.paint import paint
from printer.emulator.machine import Machine
from printer.fate import InDoubt, NotReady
from tests.agent.conftest import Bench, bench, soon
from tests.agent.judge import Verdict, judge
from tests.agent.tickets import job
from tests.worlds.play import play

BARRIER, FEED, MARK = 16, 136, 11
"""Bytes before and after a ticket's body, on a line that is known to be clean."""
A042, A043 = job("job-42", "A042"), job("job-43", "A043")


def ignore(_: str) -> None:
    """Nobody listens to worries here."""


async def put(desk: Bench, ticket: object = A042, worried: Callable[[str], None] = ignore) -> str:
    assert isinstance(ticket, type(A042))
    body = desk.press.composer.body(ticket.document)
    return await desk.press.print(ticket, body, worried)


def verdict(desk: Bench) -> Verdict:
    return judge(desk.machine.paper.pieces, [A042, A043], desk.profile)


@pytest.mark.parametrize("process_id", [True, False], ids=["numbered", "by-order"])
def test_a_ticket_is_one_cut_piece_and_the_printer_has_confirmed_it(
    tmp_path: Path, process_id: bool
) -> None:
    async def scene() -> None:
        async with bench(tmp_path, Machine(process_id=process_id)) as desk:
            assert await put(desk) == "printed"
            assert await put(desk, A043) == "printed"
            assert verdict(desk).valid == {"job-42": 1, "job-43": 1}
            assert len(desk.machine.paper.pieces) == 2
            assert desk.machine.interpreter.unknown == []
            assert desk.spool.note("confirm") == ("process_id" if process_id else "status")

    play(scene())


def test_another_model_in_the_printers_place_prints_again_at_the_second_try(tmp_path: Path) -> None:
    """The first knew process ids, the second does not, and the spool remembers the first."""

    async def scene() -> None:
        async with bench(tmp_path) as desk:
            assert await put(desk) == "printed"
        async with bench(tmp_path, Machine(process_id=False)) as desk:
            with pytest.raises(NotReady, match="no_answer"):
                await put(desk, A043)
            assert await put(desk, A043) == "printed"
            assert verdict(desk).valid == {"job-43": 1}
            assert desk.spool.note("confirm") == "status"

    play(scene())


def test_a_printer_that_is_mute_for_a_while_is_asked_in_the_same_way_afterwards(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with bench(tmp_path) as desk:
            assert await put(desk) == "printed"
            desk.machine.mute = True
            with pytest.raises(NotReady, match="no_answer"):
                await put(desk, A043)
            assert desk.spool.note("confirm") == "process_id"

    play(scene())


def test_a_printer_without_paper_gets_nothing_and_says_so(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bench(tmp_path, Machine(roll=0)) as desk:
            with pytest.raises(NotReady, match="paper_out"):
                await put(desk)
            assert desk.spool.find("job-42") is None
            desk.machine.load_paper(100_000)
            assert await put(desk, A043) == "printed"
            assert verdict(desk).valid == {"job-43": 1}

    play(scene())


def test_paper_that_ends_in_the_ticket_is_waited_for_and_then_printed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bench(tmp_path, Machine(roll=600, buffer=1024)) as desk:
            worries: list[str] = []
            printing = asyncio.create_task(put(desk, A042, worries.append))
            await soon(lambda: worries == ["paper_out"])
            desk.machine.load_paper(100_000)
            assert await printing == "printed"
            assert verdict(desk).valid == {"job-42": 1}

    play(scene())


def test_a_printer_that_tells_nothing_by_itself_is_asked_while_it_prints(tmp_path: Path) -> None:
    """Many clones lack automatic status: the visitor would learn by and by that no paper came."""

    async def scene() -> None:
        async with bench(tmp_path, Machine(roll=600, asb=False)) as desk:
            worries: list[str] = []
            printing = asyncio.create_task(put(desk, A042, worries.append))
            await soon(lambda: worries == ["paper_out"] or printing.done())
            assert worries == ["paper_out"]
            desk.machine.load_paper(100_000)
            assert await printing == "printed"
            assert verdict(desk).valid == {"job-42": 1}
            assert desk.machine.interpreter.unknown == []

    play(scene())


def test_a_printer_that_answers_and_never_confirms_is_not_waited_for_for_ever(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with bench(tmp_path, Machine(asb=False)) as desk:
            await desk.press.settle()
            reading = desk.machine.interpreter
            desk.printer.at_byte(9000, lambda: setattr(reading, "process_id", False))
            with pytest.raises(InDoubt, match="no_answer"):
                await put(desk)

    play(scene())


def test_a_whole_ticket_at_the_end_of_its_roll_is_not_spoiled_by_the_next(tmp_path: Path) -> None:
    """It falls out with the old roll before its cut; the next paper is a void one."""

    async def scene() -> None:
        async with bench(tmp_path) as desk:
            await desk.press.settle()
            rows = paint(layout(A042.document), desk.profile).height
            desk.machine.end_paper(after=rows + desk.profile.cutter_feed)
            worries: list[str] = []
            printing = asyncio.create_task(put(desk, A042, worries.append))
            await soon(lambda: worries == ["paper_out"])
            desk.machine.load_paper(100_000)
            assert await printing == "printed"
            desk.printer.at_byte(11_500, desk.printer.reset)
            with pytest.raises(InDoubt):
                await put(desk, A043)
            assert await put(desk, A043) == "printed"
            assert verdict(desk).valid == {"job-42": 1, "job-43": 1}
            assert verdict(desk).voided == 1

    play(scene())


def test_an_open_cover_is_waited_for_too(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bench(tmp_path) as desk:
            worries: list[str] = []
            await desk.press.settle()
            desk.printer.at_byte(9000, lambda: setattr(desk.machine, "cover_open", True))
            printing = asyncio.create_task(put(desk, A042, worries.append))
            await soon(lambda: worries == ["cover_open"])
            desk.machine.cover_open = False
            assert await printing == "printed"
            assert verdict(desk).valid == {"job-42": 1}

    play(scene())


@pytest.mark.parametrize("fault", ["reset", "finish", "power_cycle", "half_open"])
@pytest.mark.parametrize("process_id", [True, False], ids=["numbered", "by-order"])
def test_a_line_lost_in_the_ticket_is_doubt_then_void_then_one_valid_ticket(
    tmp_path: Path, fault: str, process_id: bool
) -> None:
    async def scene() -> None:
        async with bench(tmp_path, Machine(process_id=process_id)) as desk:
            await desk.press.settle()
            desk.printer.at_byte(11_500, getattr(desk.printer, fault))
            with pytest.raises(InDoubt):
                await put(desk)
            record = desk.spool.find("job-42")
            assert record is not None
            assert record.fate == "doubt"
            assert await put(desk) == "printed"
            result = verdict(desk)
            assert result.valid == {"job-42": 1}
            assert result.voided == 1
            assert not result.loose

    play(scene())


def test_a_ticket_that_came_out_unheard_is_voided_before_the_next(tmp_path: Path) -> None:
    """The body is whole on paper, the line dies before the printer's answer: nobody may guess."""

    async def scene() -> None:
        async with bench(tmp_path) as desk:
            await desk.press.settle()
            body = desk.press.composer.body(A042.document)
            desk.printer.at_byte(BARRIER + len(body) + FEED + MARK, desk.printer.half_open)
            with pytest.raises(InDoubt):
                await put(desk)
            assert await put(desk, A043) == "printed"
            assert verdict(desk).valid == {"job-43": 1}
            assert verdict(desk).voided == 1

    play(scene())


def test_a_printer_that_prints_and_is_silent_is_not_fed_with_void_notices(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bench(tmp_path) as desk:
            await desk.press.settle()
            desk.printer.at_byte(11_500, desk.printer.reset)
            with pytest.raises(InDoubt):
                await put(desk)
            desk.machine.mute = True
            for _ in range(3):
                with pytest.raises(NotReady, match="no_answer"):
                    await desk.press.settle()
            assert desk.machine.paper.pieces == []
            desk.machine.mute = False
            assert await put(desk) == "printed"
            assert verdict(desk).valid == {"job-42": 1}
            assert verdict(desk).voided == 1

    play(scene())


def test_a_command_torn_in_its_length_swallows_nothing_of_the_next(tmp_path: Path) -> None:
    """`GS v 0` cut off before its height: the questions that follow must not be read as one."""

    async def scene() -> None:
        async with bench(tmp_path) as desk:
            desk.machine.receive(b"\x1dv0\x00\x48\x00")
            assert await put(desk) == "printed"
            assert verdict(desk).valid == {"job-42": 1}
            assert len(desk.machine.paper.pieces) == 1

    play(scene())


def test_a_line_closed_while_idle_loses_no_ticket(tmp_path: Path) -> None:
    """Epson's boards hang up after five minutes; the next write still seems to succeed."""

    async def scene() -> None:
        async with bench(tmp_path) as desk:
            assert await put(desk) == "printed"
            desk.printer.finish()
            assert await put(desk, A043) == "printed"
            assert verdict(desk).valid == {"job-42": 1, "job-43": 1}

    play(scene())


def test_a_lost_cut_is_made_up_for_before_the_next_ticket(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bench(tmp_path) as desk:
            await desk.press.settle()
            body = desk.press.composer.body(A042.document)
            desk.printer.at_byte(BARRIER + len(body) + FEED + MARK + 1, desk.printer.reset)
            assert await put(desk) == "printed"
            assert desk.machine.paper.pieces == []
            assert await put(desk, A043) == "printed"
            assert verdict(desk).valid == {"job-42": 1, "job-43": 1}
            assert len(desk.machine.paper.pieces) == 2

    play(scene())
