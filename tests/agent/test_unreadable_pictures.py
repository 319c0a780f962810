"""What the server sends may be more, or something else, than the agent reads: it says so."""

from __future__ import annotations

from pathlib import Path

from tests.agent.conftest import soon
from tests.agent.judge import judge
from tests.agent.tickets import job
from tests.agent.town_hall import at_work
from tests.worlds.play import play


def test_a_picture_that_cannot_be_read_is_told_and_ends_nothing(tmp_path: Path) -> None:
    """Closing the line would bring the same picture again, for ever."""

    async def scene() -> None:
        async with at_work(tmp_path) as (hall, desk):
            await soon(lambda: hall.statuses() and hall.statuses()[-1]["online"])
            await hall.say("x" * 3_000_000)
            await soon(lambda: hall.statuses()[-1]["error"] == "frame_too_large")
            await hall.say('{"not": "a picture"}')
            await soon(lambda: hall.statuses()[-1]["error"] == "protocol")
            assert hall.statuses()[-1]["online"] is False
            ticket = job("j1", "A001")
            await hall.show(ticket)
            await soon(lambda: ("printed", None) in hall.results("j1"))
            await soon(lambda: hall.statuses()[-1]["online"])
            assert len(hall.paths) == 1
            assert judge(desk.machine.paper.pieces, [ticket], desk.profile).valid == {"j1": 1}

    play(scene())
