"""Commands written together: what befalls one of them is nobody else's matter."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from server.application.answers import TicketAnswer
from server.domain import commands as c
from server.domain.journal import Unavailable
from tests.application.hall import KIOSK, hall
from tests.worlds.play import play

MORNING = "2026-11-24T09:00:00+00:00"


def test_of_a_group_only_the_command_that_cannot_be_carried_out_fails(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            here, there = told.site(), told.site("autre")
            without_offset = datetime.fromisoformat("2026-11-24T10:00")  # no door lets it in
            bad = c.TakeTicket(("civil",), appointment=without_offset)

            first, broken, second, elsewhere = await asyncio.gather(
                told.take(here, "one"),
                told.receptions.do(here, bad, KIOSK),
                told.take(here, "two"),
                told.take(there),
                return_exceptions=True,
            )

            assert isinstance(broken, TypeError)
            assert [_number(a) for a in (first, second, elsewhere)] == ["B001", "B002", "B001"]
            assert len(told.journal.facts("mairie", here.committed.date)) == 2

    play(scene())


def test_what_was_written_is_told_though_an_older_answer_cannot_be_read(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            here = told.site()
            await told.take(here, "one")
            told.journal.away = True

            again, second, third = await asyncio.gather(
                told.take(here, "one"),
                told.take(here, "two"),
                told.take(here, "three"),
                return_exceptions=True,
            )

            assert isinstance(again, Unavailable)
            assert [_number(second), _number(third)] == ["B002", "B003"]
            told.journal.away = False
            assert _number(await told.take(here, "one")) == "B001"

    play(scene())


def _number(answer: object) -> str:
    assert isinstance(answer, TicketAnswer), answer
    return answer.number
