"""A process finds what people came for, in whatever site file it was, until the day is over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from server.application.changes import Changes
from server.application.others import Others
from server.application.reception import Reception
from server.application.sight import Sight
from tests.application.hall import Hall, hall, until
from tests.application.town_hall import SITE_FILE, leave_open, load
from tests.worlds.play import play

MORNING = "2026-11-24T09:00:00+00:00"
TUESDAY = date(2026, 11, 24)
OTHER = SITE_FILE.replace('"civil"', '"welcome"').replace('"B"', '"R"').replace("État civil", "A")


async def awake(told: Hall) -> Reception:
    reception = await told.receptions.at("mairie")
    assert reception is not None
    return reception


def named(told: Hall, reception: Reception) -> str:
    return Sight(reception, told.clock.now(), "fr").service_name("civil")


def test_whoever_wakes_looks_back_as_far_as_need_be(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            for version in (SITE_FILE, OTHER, OTHER.replace("Mairie", "Ville")):
                load(told.store, "mairie", version)
            leave_open(told.store, "mairie", TUESDAY)

            mairie = await awake(told)

            assert named(told, mairie) == "État civil"
            assert mairie.site.name == "Ville de mairie"

    play(scene())


def test_a_file_that_no_version_reads_any_more_keeps_nobody_from_working(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            told.spoil("mairie")
            load(told.store, "mairie", OTHER)
            leave_open(told.store, "mairie", TUESDAY)

            assert named(told, await awake(told)) == "civil"

    play(scene())


def test_another_process_that_still_had_the_old_file_gives_a_ticket(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            load(told.store, "mairie", OTHER)
            mairie, changes = await awake(told), Changes(told.receptions)
            assert "civil" not in mairie.site.services_today

            leave_open(told.store, "mairie", TUESDAY)
            await Others(told.receptions).follow()
            await until(lambda: bool(mairie.committed.tickets))
            await changes.take_in()

            assert named(told, mairie) == "État civil"

    play(scene())


def test_the_next_day_knows_the_file_alone(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            leave_open(told.store, "mairie", TUESDAY)
            mairie, changes = await awake(told), Changes(told.receptions)
            await changes.take_in()
            load(told.store, "mairie", OTHER)
            await changes.take_in()
            assert "civil" in mairie.site.services_today

            told.clock.set("2026-11-25T09:00:00+00:00")
            told.a_second_passes()
            await until(lambda: mairie.committed.date > TUESDAY)

            assert "civil" not in mairie.site.services_today

    play(scene())
