"""The days of sites that nobody looks at end like all others, and open nobody's door."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from server.application.nights import Nights
from server.application.share import ShareOfSites, share_of
from server.domain.events import DayClosed
from tests.application.hall import Hall, hall
from tests.application.town_hall import SITE_FILE, leave_open, load
from tests.worlds.play import play

NIGHT = "2026-11-25T03:00:01+00:00"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def closed(told: Hall, slug: str, day: date = TUESDAY) -> bool:
    return told.journal.facts(slug, day)[-1].event == DayClosed()


def test_each_day_is_closed_once_its_hour_has_come_and_older_ones_with_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, NIGHT) as told:
            load(told.store, "mairie")
            load(told.store, "empty")
            load(told.store, "west", SITE_FILE.replace('"UTC"', '"America/Martinique"'))
            for slug, day in (("mairie", MONDAY), ("mairie", TUESDAY), ("west", TUESDAY)):
                leave_open(told.store, slug, day)
            nights = Nights(told.receptions, ShareOfSites())

            await nights.close_days()

            assert closed(told, "mairie") and closed(told, "mairie", MONDAY)
            assert not closed(told, "west")
            assert told.receptions.awake == {}
            told.clock.set("2026-11-25T07:00:01+00:00")
            await nights.close_days()
            assert closed(told, "west")

    play(scene())


def test_a_site_that_cannot_be_read_keeps_no_other_open(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, NIGHT) as told:
            for slug in ("a", "b"):
                load(told.store, slug)
                leave_open(told.store, slug, TUESDAY)
            told.spoil("a")

            await Nights(told.receptions, ShareOfSites()).close_days()

            assert (closed(told, "a"), closed(told, "b")) == (False, True)

    play(scene())


def test_processes_that_share_the_sites_close_each_day_between_them(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, NIGHT) as told:
            slugs = [f"town-{n}" for n in range(8)]
            for slug in slugs:
                load(told.store, slug)
                leave_open(told.store, slug, TUESDAY)

            await Nights(told.receptions, share_of("1/2")).close_days()
            first = [slug for slug in slugs if closed(told, slug)]
            await Nights(told.receptions, share_of("2/2")).close_days()

            assert 0 < len(first) < len(slugs)
            assert all(closed(told, slug) for slug in slugs)

    play(scene())
