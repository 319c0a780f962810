"""What is foreseen of each hall, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from server.application import outlooks
from server.application.outlooks import Outlooks
from server.application.reception import Reception
from server.application.sight import Sight
from server.application.views import ticket_view
from server.domain import commands as c
from server.domain.day import Day
from server.domain.foresight import Foresight, Outlook, WaitAhead, foresee
from server.domain.site import Site
from tests.application.hall import AGENT, Hall, until
from tests.application.outlook import at_work, foreseen, seen
from tests.domain.world import a_service
from tests.worlds.patient import PATIENCE

SOON = "2026-11-24T09:00:30+00:00"
LATER = "2026-11-24T09:05:00+00:00"
EARLIER = "2026-11-24T06:00:00+00:00"
NEXT_DAY = "2026-11-25T09:00:00+00:00"


def _in_an_hour(day: Day, site: Site, now: datetime, *more: object) -> Foresight:
    waits = Outlook(WaitAhead(55, 60, 70), 1.0, 1.0)
    return Foresight(now, {ticket.number: waits for ticket in day.waiting()}, {}, {}, ())


def _never_at_the_first(day: Day, site: Site, *more: Any) -> Foresight:
    if site.slug == "first":
        with Path(site.name).open("a") as tried:
            tried.write("once\n")
        raise ValueError("no such counter")
    return foresee(day, site, *more)


def _for_ever_at_the_first(day: Day, site: Site, *more: Any) -> Foresight:
    while site.slug == "first":
        pass
    return foresee(day, site, *more)


def _slowly(day: Day, site: Site, *more: Any) -> Foresight:
    """Until a file says that it may end; another says that it has begun."""
    Path(f"{site.name}.begun").write_text(str(os.getpid()))
    while not Path(f"{site.name}.ends").exists():
        time.sleep(0.01)
    return foresee(day, site, *more)


def test_a_ticket_is_foreseen_and_its_phone_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told)
        before = _said_on_the_phone(told, reception, "B003")
        await ahead.look_ahead()
        assert (found := seen(reception))
        assert [*found.tickets] == ["B001", "B002", "B003"]

        monkeypatch.setattr(outlooks, "foresee", _in_an_hour)
        await told.take(reception)
        await ahead.look_ahead()
        assert _said_on_the_phone(told, reception, "B003") > before + 20

    foreseen(tmp_path, scene)


def _said_on_the_phone(told: Hall, reception: Reception, number: str) -> int:
    sight = Sight(reception, told.receptions.now(), "fr")
    estimate = ticket_view(sight, sight.day.tickets[number]).estimate
    assert estimate is not None
    return estimate.likely


def test_nothing_is_played_on_that_has_not_changed(tmp_path: Path) -> None:
    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told)
        await ahead.look_ahead()
        first = seen(reception)
        told.clock.set(SOON)
        await ahead.look_ahead()
        assert seen(reception) is first
        told.clock.set(LATER)
        await ahead.look_ahead()
        assert seen(reception) is not first

    foreseen(tmp_path, scene)


def test_where_no_counter_is_open_nothing_is_foreseen_until_one_is(tmp_path: Path) -> None:
    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = told.site()
        await told.take(reception)
        await ahead.look_ahead()
        assert seen(reception) is None
        await told.receptions.do(reception, c.OpenCounter("1"), AGENT, None)
        await ahead.look_ahead()
        assert seen(reception) is not None

    foreseen(tmp_path, scene)


def test_a_hall_that_fails_for_ever_keeps_no_other_waiting_and_is_not_tried_at_every_ticket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlooks, "foresee", _never_at_the_first)

    async def scene(told: Hall, ahead: Outlooks) -> None:
        first, second = await at_work(told, "first"), await at_work(told, "second")
        first.site = replace(first.site, name=str(tmp_path / "tried"))
        await ahead.look_ahead()
        assert (seen(first), bool(seen(second))) == (None, True)
        before = seen(second)
        await told.take(first)
        await told.take(second)
        await ahead.look_ahead()
        assert seen(second) is not before
        assert (tried := (tmp_path / "tried").read_text)() == "once\n"
        told.clock.set(LATER)
        await ahead.look_ahead()
        assert tried() == "once\nonce\n"

    foreseen(tmp_path, scene)


def test_a_hall_that_takes_for_ever_keeps_no_other_waiting_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlooks, "foresee", _for_ever_at_the_first)

    async def scene(told: Hall, ahead: Outlooks) -> None:
        first, second = await at_work(told, "first"), await at_work(told, "second")
        async with asyncio.timeout(PATIENCE):
            # A machine that is busy may need more than one turn for the second, too.
            while seen(second) is None:
                await told.take(second)
                told.clock.set((told.clock.now() + outlooks.OLD).isoformat())
                await ahead.look_ahead()
        assert seen(first) is None

    foreseen(tmp_path, scene, timedelta(seconds=2))


def test_a_hall_that_cannot_even_be_looked_at_keeps_no_other_waiting(tmp_path: Path) -> None:
    async def scene(told: Hall, ahead: Outlooks) -> None:
        first, second = await at_work(told, "first"), await at_work(told, "second")
        first.site = replace(first.site, name=lambda: "cannot be sent")  # type: ignore[arg-type]
        await ahead.look_ahead()
        assert (seen(first), bool(seen(second))) == (None, True)

    foreseen(tmp_path, scene)


def test_fifty_halls_are_foreseen_one_after_the_other(tmp_path: Path) -> None:
    async def scene(told: Hall, ahead: Outlooks) -> None:
        halls = [await at_work(told, f"hall{n}", waiting=1) for n in range(50)]
        await ahead.look_ahead()
        assert all(seen(each) for each in halls)

    foreseen(tmp_path, scene)


def test_a_process_that_is_killed_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlooks, "foresee", _slowly)

    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told)
        looking, begun = await _begun(ahead, reception, tmp_path)
        os.kill(int(begun.read_text()), signal.SIGKILL)
        await looking
        assert seen(reception) is None
        monkeypatch.setattr(outlooks, "foresee", foresee)
        told.clock.set(LATER)
        await ahead.look_ahead()
        assert seen(reception) is not None

    foreseen(tmp_path, scene)


def test_a_day_that_ends_meanwhile_leaves_nothing_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlooks, "foresee", _slowly)

    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told)
        looking, begun = await _begun(ahead, reception, tmp_path)
        told.clock.set(NEXT_DAY)
        told.a_second_passes()
        await until(lambda: not reception.committed.tickets)
        begun.with_suffix(".ends").touch()
        await looking
        assert seen(reception) is None
        await told.receptions.do(reception, c.OpenCounter("1"), AGENT, None)
        await ahead.look_ahead()
        assert (found := seen(reception))
        assert not found.tickets

    foreseen(tmp_path, scene)


def test_a_site_file_that_is_read_meanwhile_is_played_on_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlooks, "foresee", _slowly)

    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told)
        looking, begun = await _begun(ahead, reception, tmp_path)
        services = {**reception.site.services, "housing": a_service("housing", "H")}
        reception.configure(replace(reception.site, services=services))
        begun.with_suffix(".ends").touch()
        await looking
        assert (found := seen(reception))
        assert "housing" not in found.newcomers
        await ahead.look_ahead()
        assert (found := seen(reception))
        assert "housing" in found.newcomers

    foreseen(tmp_path, scene)


def test_a_clock_that_is_set_back_does_not_stop_it(tmp_path: Path) -> None:
    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told)
        told.clock.set(LATER)
        await ahead.look_ahead()
        first = seen(reception)
        told.clock.set(EARLIER)
        await ahead.look_ahead()
        assert seen(reception) not in (None, first)
        assert _said_on_the_phone(told, reception, "B003") < 30

    foreseen(tmp_path, scene)


async def _begun(
    ahead: Outlooks, reception: Reception, folder: Path
) -> tuple[asyncio.Task[None], Path]:
    reception.site = replace(reception.site, name=str(folder / "play"))
    looking, begun = asyncio.create_task(ahead.look_ahead()), folder / "play.begun"
    await until(lambda: begun.exists() and begun.read_text() != "")
    return looking, begun
