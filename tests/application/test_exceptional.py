"""A day's hours are those of every process, at once where it is today."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from server.application.exceptional import decide, look_up, take_back
from server.application.reception import Reception
from server.domain.exceptional import ExceptionalDay, OpenSpan
from server.domain.refusal import Refusal
from server.exceptional.kept import KeptDays
from tests.application.hall import Hall, hall
from tests.domain.world import a_site
from tests.worlds.play import play

MORNING = "2026-11-24T09:00:00+00:00"
NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SHUT, SHORT = ExceptionalDay(TODAY, ()), ExceptionalDay(TODAY, (OpenSpan(time(8), time(12)),))


def opened(told: Hall) -> Reception:
    told.receptions.exceptional_days = KeptDays(told.store)
    return told.site()


def is_open(reception: Reception) -> bool:
    return reception.hours.site.at(NINE).open


def test_todays_hours_hold_at_once_and_for_another_process_once_it_looks(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as one, hall(tmp_path, MORNING) as other:
            here, there = opened(one), opened(other)
            assert is_open(here)
            assert await decide(one.receptions, here, SHUT) == SHUT
            assert not is_open(here)
            assert isinstance(await one.take(here), Refusal)

            await look_up(other.receptions)
            assert not is_open(there)

            await take_back(other.receptions, there, TODAY)
            await look_up(one.receptions)
            assert is_open(here)

    play(scene())


def test_a_hall_that_wakes_knows_its_hours_before_anybody_looks(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            await decide(told.receptions, opened(told), SHUT)

            assert not is_open(told.site())

    play(scene())


def test_a_new_site_file_leaves_them(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            reception = opened(told)
            await decide(told.receptions, reception, SHUT)
            reception.configure(a_site(name="Mairie annexe"))
            assert not is_open(reception)
            reception.begin(TODAY)
            assert not is_open(reception)

    play(scene())


def test_the_second_of_two_managers_is_refused_and_sees_the_firsts(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as one, hall(tmp_path, MORNING) as other:
            await decide(one.receptions, opened(one), SHUT)
            there = opened(other)
            told = await decide(other.receptions, there, SHORT)

            assert isinstance(told, Refusal)
            assert told.facts["why"] == "exceptional_already"
            assert there.site.exceptional == (SHUT,)

    play(scene())
