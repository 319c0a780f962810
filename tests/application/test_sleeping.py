"""A site is opened when somebody asks for it, once for all who ask; and let go when nobody does."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref
from datetime import date, datetime, timedelta
from pathlib import Path

from server.application.changes import Changes
from server.application.others import Others
from server.application.receptions import QUIET
from server.domain.events import DayClosed
from server.domain.journal import Unavailable
from server.identity.devices import Device, add_device, revoke_device
from server.protocol.hints import Hint
from server.protocol.printing import PrinterStatus
from server.rim.access import Doorkeeper
from tests.application.hall import Hall, hall, until
from tests.application.town_hall import SITE_FILE, leave_open, load
from tests.worlds.play import play

MORNING = "2026-11-24T09:00:00+00:00"
TUESDAY = date(2026, 11, 24)


def test_a_site_sleeps_until_somebody_asks_for_it_and_knows_its_day_then(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            load(told.store, "autre")
            leave_open(told.store, "mairie", TUESDAY, tickets=3)
            assert told.receptions.awake == {}

            mairie = await told.receptions.at("mairie")

            assert mairie is not None and list(mairie.committed.tickets) == ["B001", "B002", "B003"]
            assert list(told.receptions.awake) == ["mairie"]
            assert await told.receptions.at("nowhere") is None

    play(scene())


def test_whoever_asks_at_the_same_moment_gets_the_same_reception(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")

            found = await asyncio.gather(*(told.receptions.at("mairie") for _ in range(20)))

            assert len({id(reception) for reception in found}) == 1
            assert told.receptions.wakings == 1

    play(scene())


def test_a_store_that_is_away_is_asked_again(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            told.register.lost = True
            for _ in range(2):
                try:
                    await told.receptions.at("mairie")
                except Unavailable:
                    continue
                raise AssertionError("opened without a store")

            told.register.lost = False
            assert await told.receptions.at("mairie") is not None

    play(scene())


def test_a_site_file_that_cannot_be_read_any_more_opens_nothing_and_stops_nobody(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            load(told.store, "old")
            told.spoil("old")

            assert await told.receptions.at("old") is None
            assert await told.receptions.at("mairie") is not None

    play(scene())


def test_older_days_that_were_left_open_are_closed_when_the_site_wakes(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            monday = TUESDAY - timedelta(days=1)
            leave_open(told.store, "mairie", monday)
            leave_open(told.store, "mairie", TUESDAY)

            mairie = await told.receptions.at("mairie")

            assert mairie is not None and mairie.committed.date == TUESDAY
            await until(lambda: told.journal.facts("mairie", monday)[-1].event == DayClosed())

    play(scene())


def test_a_hall_is_let_go_hours_after_the_last_wish_unless_a_screen_hangs_on_it(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            for slug in ("asked", "watched", "quiet"):
                load(told.store, slug)
                await told.receptions.at(slug)
            later = datetime.fromisoformat(MORNING) + QUIET
            told.clock.set(later.isoformat())
            await told.receptions.at("asked")
            told.clock.set((later + timedelta(minutes=1)).isoformat())

            told.receptions.let_go(lambda slug: slug == "watched")

            assert list(told.receptions.awake) == ["asked", "watched"]
            again = await told.receptions.at("quiet")
            assert again is not None and again.committed.date == TUESDAY

    play(scene())


def test_a_clock_that_is_put_forward_sends_nobody_away(tmp_path: Path) -> None:
    """How long nobody asked is measured by a watch that nobody sets."""

    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            told.receptions.elapsed = time.monotonic
            load(told.store, "mairie")
            mairie = await told.receptions.at("mairie")
            told.clock.set((datetime.fromisoformat(MORNING) + 3 * QUIET).isoformat())

            told.receptions.let_go(lambda slug: False)

            assert told.receptions.awake == {"mairie": mairie}

    play(scene())


def test_who_asks_at_an_open_site_does_not_wait_until_a_hundred_others_wake(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            slugs = [f"mairie-{n}" for n in range(100)]
            for slug in slugs:
                load(told.store, slug)
            told.register.drawer_open.clear()
            try:
                waking = [asyncio.create_task(told.receptions.at(slug)) for slug in slugs]
                await until(told.register.knocked.is_set)
                async with asyncio.timeout(20):
                    assert await Doorkeeper(told.store).look_again({"somebody"}) == {}
            finally:
                told.register.drawer_open.set()
            assert None not in await asyncio.gather(*waking)

    play(scene())


def test_what_is_dead_when_a_site_wakes_is_not_kept_for_ever(tmp_path: Path) -> None:
    """Its day is left out of all collections to come, and what else is there then with it."""

    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            circle = Circle()
            seen = weakref.ref(circle)
            del circle

            await told.receptions.at("mairie")
            gc.collect()

            assert seen() is None

    gc.disable()  # by itself, it might come too early
    try:
        play(scene())
    finally:
        gc.enable()
        gc.unfreeze()


class Circle:
    """Nothing but a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


async def answers(told: Hall, slug: str) -> bool:
    """Whether a new paper would go to a printer that answers."""
    reception = await told.receptions.at(slug)
    assert reception is not None
    chosen = told.receptions.printers.choose(reception.site)
    return chosen is not None and chosen[1].answers


def test_the_first_visitor_of_a_site_gets_a_paper_though_the_printer_hangs_elsewhere(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            printer = Device("printer", "hall", "mairie")
            add_device(told.store, printer, told.clock.now())
            status = PrinterStatus(online=True)
            Others(told.receptions).heard(Hint(site="mairie", printer=printer.id, status=status))

            assert await answers(told, "mairie")

    play(scene())


def test_what_administrators_change_is_taken_in_for_sites_that_are_awake(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            changes = Changes(told.receptions)
            for slug in ("mairie", "asleep"):
                load(told.store, slug)
                add_device(told.store, Device("printer", "old", slug), told.clock.now())
            mairie = await told.receptions.at("mairie")
            assert mairie is not None
            await changes.take_in()

            revoke_device(told.store, "mairie", "old")
            add_device(told.store, Device("printer", "new", "mairie"), told.clock.now())
            load(told.store, "mairie", SITE_FILE.replace("Mairie de", "Ville de"))
            load(told.store, "asleep", SITE_FILE.replace("Mairie de", "Ville de"))
            await changes.take_in()

            assert mairie.site.name == "Ville de mairie"
            assert [p.name for p in told.receptions.printers.of("mairie").values()] == ["new"]
            assert told.receptions.printers.of("asleep") == {}

    play(scene())


def test_a_phones_address_opens_its_own_site_and_no_other(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            for slug in ("mairie", "autre"):
                load(told.store, slug)
                leave_open(told.store, slug, TUESDAY)
            mairie = await told.receptions.at("mairie")
            assert mairie is not None
            token = mairie.token("B001")
            invented = ["0" * 26, "0" * 22, "x", token[:4] + "0" * 22]

        async with hall(tmp_path, MORNING) as told:
            assert await told.receptions.holder(invented[0]) is None
            assert told.receptions.awake == {}

            held = await told.receptions.holder(token)

            assert held is not None and (held[0].site.slug, held[1]) == ("mairie", "B001")
            assert list(told.receptions.awake) == ["mairie"]
            assert [await told.receptions.holder(each) for each in invented] == [None] * 4

    play(scene())


def test_an_address_of_the_version_before_opens_its_ticket_still(tmp_path: Path) -> None:
    """22 characters, printed this morning, before the update."""

    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            load(told.store, "mairie")
            load(told.store, "autre")
            leave_open(told.store, "mairie", TUESDAY, tickets=2)
            await told.receptions.at("autre")
            await told.receptions.at("mairie")

            held = await told.receptions.holder("wtO1gmHKorHhYKxxwyelnZ")

            assert held is not None and (held[0].site.slug, held[1]) == ("mairie", "B002")

    play(scene())
