"""In which order pictures are painted, and what becomes of the others when one cannot be."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from server.live.channel import Channel
from server.live.hub import Hub
from server.live.picture import Cue, Picture
from server.live.urgency import IN_A_MOMENT, Urgency
from tests.worlds.patient import PATIENCE
from tests.worlds.play import play

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


@dataclass
class Hall:
    """A hub whose screens write down when they are painted."""

    hub: Hub = field(default_factory=Hub)
    seq: int = 1
    cues: tuple[Cue, ...] = ()
    broken: set[str] = field(default_factory=set)
    painted: list[str] = field(default_factory=list)
    bells: dict[str, asyncio.Event] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)

    def hang(self, name: str, urgency: Urgency | Callable[[], Urgency], text: str = "") -> None:
        """A screen that shows `text`, or how much has happened."""

        def paint() -> Picture:
            self.painted.append(name)
            if name in self.broken:
                raise ValueError("no picture")
            body = {"html": text or f"{self.seq}"}
            return Picture("2026-11-24", self.seq, MORNING, body, self.cues)

        how = urgency if callable(urgency) else lambda: urgency
        channel = Channel("mairie", name, name, paint, how)
        self.channels[name], self.bells[name] = self.hub.watch(channel)
        self.bells[name].clear()
        channel.painted_at -= 60  # a minute ago: nobody is held back by the pace

    async def happens(self) -> None:
        self.painted.clear()
        self.seq += 1
        self.hub.changed("mairie")

    async def shown(self, name: str) -> None:
        await asyncio.wait_for(self.bells[name].wait(), PATIENCE)


def frame(channel: Channel, cued: int = 0) -> dict[str, object]:
    told: dict[str, object] = json.loads(channel.frame(cued))
    return told


def test_the_waiting_room_is_shown_first_whoever_connected_before() -> None:
    async def morning() -> list[str]:
        hall = Hall()
        hall.hang("office", Urgency.FIGURES)
        hall.hang("phone", Urgency.PHONE)
        for n in range(5):
            hall.hang(f"console {n}", Urgency.AGENT)
        hall.hang("kiosk", Urgency.VISITOR)
        hall.hang("board", Urgency.ROOM)
        await hall.happens()
        await hall.shown("office")
        return hall.painted

    consoles = [f"console {n}" for n in range(5)]
    assert play(morning()) == ["board", "kiosk", *consoles, "phone", "office"]


def test_a_board_is_sent_before_a_console_is_painted() -> None:
    async def morning() -> list[str]:
        hall = Hall()
        hall.hang("console", Urgency.AGENT)
        hall.hang("board", Urgency.ROOM)
        await hall.happens()
        await hall.shown("board")
        return list(hall.painted)

    assert play(morning()) == ["board"]


def test_many_facts_in_one_breath_are_one_picture() -> None:
    async def morning() -> list[str]:
        hall = Hall()
        hall.hang("board", Urgency.ROOM)
        await hall.happens()
        hall.hub.changed("mairie")
        await hall.shown("board")
        await asyncio.sleep(0)
        return hall.painted

    assert play(morning()) == ["board"]


def test_the_phone_of_who_is_called_does_not_wait_for_its_pace() -> None:
    async def morning() -> float:
        hall, loop = Hall(), asyncio.get_running_loop()
        called: list[bool] = []
        hall.hang("phone", lambda: Urgency.VISITOR if called else Urgency.PHONE)
        await hall.happens()
        await hall.shown("phone")
        hall.bells["phone"].clear()
        await hall.happens()  # held back: it was painted a moment ago
        called.append(True)
        began = loop.time()
        await hall.happens()
        await hall.shown("phone")
        return loop.time() - began

    assert play(morning()) < IN_A_MOMENT / 2


def test_a_picture_that_fails_keeps_nobody_waiting_and_does_not_look_fresh() -> None:
    async def morning() -> tuple[list[str], bool, bool]:
        hall = Hall()
        hall.hang("board", Urgency.ROOM)
        hall.hang("kiosk", Urgency.VISITOR)
        hall.hang("console", Urgency.AGENT)
        hall.broken = {"board", "kiosk"}
        await hall.happens()
        await hall.shown("console")
        hall.hub.beat()
        return list(hall.painted), hall.bells["board"].is_set(), hall.bells["console"].is_set()

    assert play(morning()) == (["board", "kiosk", "console"], False, True)


def test_a_first_picture_that_fails_leaves_nothing_behind() -> None:
    async def morning() -> None:
        hall = Hall(broken={"board"})
        with pytest.raises(ValueError, match="no picture"):
            hall.hang("board", Urgency.ROOM)
        hall.broken.clear()
        hall.hang("board", Urgency.ROOM)
        await hall.happens()
        await hall.shown("board")

    play(morning())


def test_a_picture_that_shows_the_same_is_not_sent_but_its_seq_is_told() -> None:
    async def morning() -> tuple[bool, object]:
        hall = Hall()
        hall.hang("phone", Urgency.PHONE, text="three before you")
        hall.hang("office", Urgency.FIGURES)
        await hall.happens()
        await hall.shown("office")
        beat = json.loads(hall.channels["phone"].heartbeat(MORNING))
        return hall.bells["phone"].is_set(), beat["seq"]

    assert play(morning()) == (False, 2)


def test_a_cue_is_sounded_once_and_not_when_it_is_old() -> None:
    call = Cue(7, "call", MORNING, {"number": "A001"})
    old = Cue(3, "call", MORNING - timedelta(minutes=1), {"number": "A000"})

    async def morning() -> tuple[object, ...]:
        hall = Hall(cues=(old, call))
        hall.hang("board", Urgency.ROOM)
        board = hall.channels["board"]
        return frame(board)["events"], frame(board, cued=7).get("events")

    sounded, again = play(morning())
    assert sounded == [{"kind": "call", "id": call.id, "number": "A001"}]
    assert again is None
