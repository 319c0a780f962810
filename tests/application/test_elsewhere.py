"""Two servers of one site: what the one said a moment ago, the other does not deny."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from server.domain.journal import Unavailable
from server.domain.refusal import Refusal
from tests.application.hall import Hall, hall
from tests.application.town_hall import load
from tests.worlds.play import play

MORNING, NEXT = "2026-11-24T09:00:00+00:00", "2026-11-25T09:00:00+00:00"
WEDNESDAY = date(2026, 11, 25)


async def a_ticket_at(told: Hall) -> str:
    """The secret on its paper."""
    mairie = await told.receptions.at("mairie")
    assert mairie is not None
    taken = await told.take(mairie)
    assert not isinstance(taken, Refusal)
    return mairie.token(taken.number)  # type: ignore[union-attr]


def test_a_phone_finds_its_ticket_at_once_at_the_other_server_too(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as one, hall(tmp_path, MORNING) as other:
            load(one.store, "mairie")
            await other.receptions.at("mairie")

            held = await other.receptions.holder(await a_ticket_at(one))

            assert held is not None and held[1] == "B001"

    play(scene())


def test_the_first_ticket_of_a_day_is_known_where_the_day_has_not_begun(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as one, hall(tmp_path, MORNING) as other:
            load(one.store, "mairie")
            await a_ticket_at(one)
            await other.receptions.at("mairie")
            for each in (one, other):
                each.clock.set(NEXT)

            held = await other.receptions.holder(await a_ticket_at(one))

            assert held is not None and held[0].committed.date == WEDNESDAY

    play(scene())


def test_nobody_is_told_that_a_ticket_is_none_while_the_store_is_away(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as one, hall(tmp_path, MORNING) as other:
            load(one.store, "mairie")
            await other.receptions.at("mairie")
            secret = await a_ticket_at(one)
            other.journal.away = True

            with pytest.raises(Unavailable):
                await other.receptions.holder(secret)

            other.journal.away = False
            assert await other.receptions.holder(secret) is not None

    play(scene())
