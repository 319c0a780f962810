"""Open or not, until when, and how long it takes to tell."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from server.domain.hours import Calendar, Hours, Opening
from tests.domain.world import a_site

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OFFICE_HOURS = "Mo-Fr 08:30-12:30,13:30-17:30; Sa 09:00-12:00; PH off"


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_it_tells_until_when_and_when_again() -> None:
    calendar = Calendar(OFFICE_HOURS, "Europe/Paris", "FR")

    assert calendar.at(at(9)) == Opening(True, at(11, 30))
    assert calendar.at(at(12)) == Opening(False, at(12, 30))
    assert calendar.next_opening(at(12)) == at(12, 30)
    assert calendar.next_opening(at(18, day=27)) == at(8, day=28)


def test_holidays_are_the_countrys() -> None:
    christmas = datetime(2026, 12, 25, 10, tzinfo=UTC)

    assert not Calendar(OFFICE_HOURS, "Europe/Paris", "FR").at(christmas).open


@pytest.mark.parametrize(
    "hours",
    ["Mo-Su 00:00-24:00", "Mo-Fr 00:00-24:00; Sa-Su 00:00-24:00", "PH off", "24/7", OFFICE_HOURS],
)
def test_the_first_look_up_keeps_nobody_waiting(hours: str) -> None:
    """The library looked for the next change up to the year 9999: 1.5 s."""
    calendar = Calendar(hours, "Europe/Paris", "FR")
    began = time.thread_time()

    calendar.at(TUESDAY)

    assert time.thread_time() - began < 0.005


def test_what_never_changes_stays_true_for_years() -> None:
    calendar = Calendar("Mo-Su 00:00-24:00", "Europe/Paris", "FR")

    for years in range(5):
        now = TUESDAY + timedelta(days=366 * years)
        assert calendar.at(now) == Opening(True, None)
        assert calendar.next_opening(now) == now


def test_a_change_beyond_a_year_is_seen_when_it_comes_near() -> None:
    calendar = Calendar("2030 Mo-Su 00:00-24:00", "UTC", "FR")

    assert calendar.next_opening(TUESDAY) is None
    assert calendar.next_opening(datetime(2029, 12, 1, tzinfo=UTC)) == datetime(
        2030, 1, 1, tzinfo=UTC
    )
    assert calendar.at(datetime(2030, 5, 1, tzinfo=UTC)).open


def test_a_clock_set_back_is_looked_up_anew() -> None:
    calendar = Calendar(OFFICE_HOURS, "UTC", "FR")

    assert not calendar.at(at(18)).open
    assert calendar.at(at(9)).open


def test_a_service_is_open_inside_its_sites_hours() -> None:
    site = a_site(hours="Mo-Fr 08:00-12:00")
    civil = replace(site.services["civil"], hours="Mo-Fr 07:00-10:00")
    hours = Hours(replace(site, services={**site.services, "civil": civil}))

    assert hours.of("civil", at(9)) == Opening(True, at(10))
    assert hours.of("civil", at(11)).open is False
    assert hours.of("identity", at(9)) == Opening(True, at(12))
    assert hours.of("civil", at(7, 30)).open is False


def test_a_mistake_is_named() -> None:
    with pytest.raises(ValueError, match="Mo"):
        Calendar("Mo-Fr 25 o'clock", "UTC", "FR")
