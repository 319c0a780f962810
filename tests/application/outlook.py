"""A hall whose rest of the day is foreseen, in a process of its own as everywhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from server.application.aside import Aside
from server.application.outlooks import Outlooks
from server.application.reception import Reception
from server.domain import commands as c
from server.domain.foresight import Foresight
from server.promises.brought import promiser_of
from tests.application.hall import AGENT, Hall, hall
from tests.worlds.patient import PATIENCE
from tests.worlds.play import play

MORNING = "2026-11-24T09:00:00+00:00"
Scene = Callable[[Hall, Outlooks], Awaitable[None]]


def foreseen(folder: Path, scene: Scene, longest: timedelta = timedelta(seconds=PATIENCE)) -> None:
    """Plays the scene."""

    async def whole() -> None:
        aside = Aside()
        try:
            async with hall(folder, MORNING) as told:
                told.receptions.promisers = promiser_of
                await scene(told, Outlooks(told.receptions, aside, longest))
        finally:
            aside.end()

    play(whole())


async def at_work(
    told: Hall, slug: str = "mairie", waiting: int = 3, **changes: object
) -> Reception:
    """A counter is open, and so many wait."""
    reception = told.site(slug, **changes)
    await told.receptions.do(reception, c.OpenCounter("1"), AGENT, None)
    for _ in range(waiting):
        await told.take(reception)
    return reception


def seen(reception: Reception) -> Foresight | None:
    return reception.waits.foresight
