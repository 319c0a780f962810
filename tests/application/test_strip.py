"""Today as a strip: reckoned for whoever looks, once while nothing changes, whatever goes wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from server.application import strip
from server.application.aside import Aside
from server.application.reception import Reception
from server.application.sight import Sight
from server.application.strip import Strips
from server.domain.foresight.rest_of_day import RestOfDay
from tests.application.hall import Hall, hall
from tests.application.outlook import MORNING, at_work
from tests.worlds.play import play

LATER = "2026-11-24T09:05:00+00:00"
HOUR = timedelta(hours=1)
Scene = Callable[[Hall, Strips], Awaitable[None]]


def looked_at(folder: Path, scene: Scene) -> None:
    """Plays the scene."""

    async def whole() -> None:
        async with hall(folder, MORNING) as told:
            strips = Strips(told.receptions, Aside())
            try:
                await scene(told, strips)
            finally:
                strips.close()

    play(whole())


def _sight(told: Hall, reception: Reception) -> Sight:
    return Sight(reception, told.receptions.now(), "fr")


def _fails(*asked: Any) -> RestOfDay:
    raise ValueError("no such counter")


def _for_ever(*asked: Any) -> RestOfDay:
    while True:
        time.sleep(0.01)


def test_whoever_looks_again_is_shown_the_same_until_something_changes(tmp_path: Path) -> None:
    async def scene(told: Hall, strips: Strips) -> None:
        reception = await at_work(told, waiting=2)
        told.clock.set(LATER)
        first = await strips.of(_sight(told, reception))
        again, at_once = await asyncio.gather(
            strips.of(_sight(told, reception)), strips.of(_sight(told, reception))
        )
        assert first.rest is not None
        assert first.rest is again.rest is at_once.rest

        await told.take(reception)
        changed = await strips.of(_sight(told, reception))
        assert [strip.past[-1].waiting for strip in (first, changed)] == [2, 3]
        assert changed.rest is not None and changed.rest is not first.rest

    looked_at(tmp_path, scene)


def test_an_answer_grows_old_though_nothing_changes(tmp_path: Path) -> None:
    async def scene(told: Hall, strips: Strips) -> None:
        reception = await at_work(told)
        elapsed = 0.0
        told.receptions.elapsed = lambda: elapsed
        first = await strips.of(_sight(told, reception))
        elapsed = strip.KEPT
        told.clock.set(LATER)
        assert (await strips.of(_sight(told, reception))).now > first.now

    looked_at(tmp_path, scene)


def test_past_and_future_meet_and_one_more_counter_opens_at_a_quarter(tmp_path: Path) -> None:
    async def scene(told: Hall, strips: Strips) -> None:
        reception = await at_work(told)
        told.clock.set(LATER)
        asked = told.receptions.now() + HOUR

        found = await strips.of(_sight(told, reception), asked)

        assert found.rest is not None and found.tried is not None
        assert found.past[-1].ends == found.now == found.rest.quarters[0].begins
        assert found.begins in found.starts
        assert found.begins is not None and abs(found.begins - asked) <= timedelta(minutes=8)
        assert found.tried.quarters[-1].counters == found.rest.quarters[-1].counters + 1

    looked_at(tmp_path, scene)


def test_where_the_future_fails_the_past_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(told: Hall, strips: Strips) -> None:
        reception = await at_work(told, waiting=2)
        told.clock.set(LATER)
        monkeypatch.setattr(strip, "rest_of_day", _fails)
        found = await strips.of(_sight(told, reception), told.receptions.now() + HOUR)
        assert (found.rest, found.tried) == (None, None)
        assert found.past[-1].waiting == 2

    looked_at(tmp_path, scene)


def test_whoever_goes_away_ends_it_and_the_next_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(told: Hall, strips: Strips) -> None:
        reception = await at_work(told)
        with monkeypatch.context() as slow:
            slow.setattr(strip, "rest_of_day", _for_ever)
            looking = asyncio.ensure_future(strips.of(_sight(told, reception)))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asyncio.shield(looking), 0.5)
            looking.cancel()
            await asyncio.wait([looking])
        assert (await strips.of(_sight(told, reception))).rest is not None

    looked_at(tmp_path, scene)
