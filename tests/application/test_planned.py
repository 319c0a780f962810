"""An interruption planned for a day to come begins with its day, once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from server.application.interrupting import interrupt
from server.application.planned import for_a_later_day, look_up, plan, take_back
from server.domain import commands as c
from server.domain.hours import Interruption
from server.domain.planned import PlannedInterruption
from server.interruptions.kept import KeptPlans
from tests.application.hall import Hall, hall
from tests.domain.world import person
from tests.worlds.play import play

MORNING, NEXT_MORNING = "2026-11-24T09:00:00+00:00", "2026-11-25T08:00:00+00:00"
TEN = datetime(2026, 11, 25, 10, tzinfo=UTC)
WANTED = c.InterruptService("civil", TEN, TEN.replace(hour=11))
CLAIRE = person("claire")


async def planned(told: Hall) -> PlannedInterruption:
    told.receptions.plans = KeptPlans(told.store)
    reception = told.site()
    wanted = for_a_later_day(reception, WANTED)
    assert wanted is not None
    assert await plan(told.receptions, reception, wanted) == wanted
    return wanted


async def the_next_morning(told: Hall) -> None:
    told.clock.set(NEXT_MORNING)
    told.a_second_passes()
    await told.receptions.writer.done()


def test_it_outlives_the_night_and_is_not_begun_again_once_it_was_ended(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            wanted, reception = await planned(told), told.receptions.awake["mairie"]
            await told.take(reception)
            assert reception.committed.interruptions == {}

            await the_next_morning(told)
            await look_up(told.receptions)
            found = Interruption(WANTED.begins, WANTED.ends)
            assert reception.committed.interruptions == {wanted.service: found}

            await interrupt(told.receptions, reception, CLAIRE, c.ResumeService("civil"))
            await look_up(told.receptions)
            assert reception.committed.interruptions == {}

    play(scene())


def test_what_was_taken_back_does_not_begin(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            wanted, reception = await planned(told), told.receptions.awake["mairie"]
            await take_back(told.receptions, reception, wanted.service, wanted.day)
            await the_next_morning(told)
            await look_up(told.receptions)

            assert reception.committed.interruptions == {}

    play(scene())


def test_two_processes_begin_it_once(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as one, hall(tmp_path, MORNING) as other:
            await planned(one)
            other.receptions.plans = KeptPlans(other.store)
            other.site()
            for told in (one, other):
                await the_next_morning(told)
                await look_up(told.receptions)
                assert told.receptions.awake["mairie"].committed.interruptions

            facts = one.journal.facts("mairie", TEN.date())
            assert [fact.event.service for fact in facts] == ["civil"]  # type: ignore[union-attr]

    play(scene())
