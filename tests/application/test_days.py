"""The end of a day, whatever the store and the clock do at that moment."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from server.application.answers import Answer
from server.domain.events import DayClosed, Fact
from tests.application.hall import Hall, hall, until
from tests.scene import play

MORNING = "2026-11-24T09:00:00+00:00"
NIGHT = "2026-11-25T03:00:01+00:00"
TUESDAY = date(2026, 11, 24)


def closed(told: Hall, day: date = TUESDAY) -> bool:
    return _last(told, day) == DayClosed()


def _last(told: Hall, day: date) -> object:
    facts: list[Fact] = told.store.facts("mairie", day)
    return facts[-1].event if facts else None


def test_a_day_that_the_store_could_not_close_is_closed_as_soon_as_it_can(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            reception = told.site()
            await told.take(reception)
            await told.note(reception, "B001", "A perdu ses papiers.")
            told.clock.set(NIGHT)
            told.store.full = True
            told.a_second_passes()
            await until(lambda: told.store.refused > 0)

            told.store.full = False
            told.a_second_passes()
            await until(lambda: reception.committed.date > TUESDAY)

            assert closed(told)
            assert told.store.notes("mairie", TUESDAY) == {}
            first = await told.take(reception)
            assert isinstance(first, Answer) and first.ticket and first.ticket.number == "B001"

    play(scene())
