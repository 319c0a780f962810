"""When the demonstration starts, and where its clock can be turned to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.application.clock import SetClock
from server.demo.opening import demo_clock, next_closing, next_rush
from server.demo.setting_up import SITE_FILE, set_up
from server.demo.visitors import LANGUAGES, WANTED
from server.settings import Settings
from server.sitefile.reading import read_site
from server.store.store import Store

SITE = read_site(SITE_FILE.read_text(encoding="utf-8"))


def paris(day: int, time: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{time}:00+01:00")


@pytest.mark.parametrize(
    ("now", "start"),
    [
        (paris(24, "10:00"), paris(24, "10:00")),
        (paris(24, "12:10"), paris(24, "13:35")),
        (paris(24, "17:25"), paris(25, "08:35")),
        (paris(24, "22:00"), paris(25, "08:35")),
        (paris(28, "18:00"), paris(30, "08:35")),
    ],
    ids=["open", "nearly noon", "nearly evening", "night", "weekend"],
)
def test_a_newcomer_finds_the_doors_open(tmp_path: Path, now: datetime, start: datetime) -> None:
    settings = Settings(data_dir=tmp_path)
    set_up(settings)
    store = Store(settings.store_url)
    try:
        assert datetime.fromisoformat(demo_clock(store, now)) == start
    finally:
        store.close()


@pytest.mark.parametrize(
    ("now", "rush", "closing"),
    [
        (paris(24, "09:00"), paris(24, "10:00"), paris(24, "12:24")),
        (paris(24, "12:26"), paris(25, "10:00"), paris(24, "17:24")),
        (paris(24, "20:00"), paris(25, "10:00"), paris(25, "12:24")),
        (paris(28, "11:00"), paris(30, "10:00"), paris(28, "11:54")),
    ],
    ids=["morning", "nearly noon", "evening", "Saturday"],
)
def test_the_clock_goes_to_what_one_wants_to_see(
    now: datetime, rush: datetime, closing: datetime
) -> None:
    assert (next_rush(SITE, now), next_closing(SITE, now)) == (rush, closing)


def test_a_clock_is_turned_forward_only() -> None:
    clock = SetClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    clock.go_to(paris(24, "08:00"))
    assert clock.now() >= datetime(2026, 11, 24, 9, tzinfo=UTC)

    clock.go_to(paris(24, "12:00"))
    assert clock.now() - paris(24, "12:00") < timedelta(minutes=1)


def test_a_turned_clock_loses_no_time_when_its_speed_changes() -> None:
    clock = SetClock(datetime(2026, 11, 24, 9, tzinfo=UTC), speed=1_000_000)
    before = clock.now()
    clock.run(1)
    assert clock.now() >= before


def test_the_demonstrations_services_are_what_visitors_want() -> None:
    assert set(WANTED) == set(SITE.services)
    assert set(LANGUAGES) == set(SITE.languages)
