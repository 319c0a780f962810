"""The day that a number belongs to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from server.domain.business_day import business_day, end_of, moment_on
from tests.domain.world import TODAY, a_site

PARIS = a_site(timezone="Europe/Paris")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-24T01:59", date(2026, 11, 23)),  # 02:59 in Paris: the night before
        ("2026-11-24T02:00", TODAY),
        ("2026-11-25T01:59", TODAY),
    ],
)
def test_the_day_changes_at_the_hour_of_the_site(moment: str, day: date) -> None:
    assert business_day(PARIS, datetime.fromisoformat(moment).replace(tzinfo=UTC)) == day


def test_a_day_ends_where_the_next_one_begins() -> None:
    end = end_of(PARIS, TODAY)

    assert business_day(PARIS, end - timedelta(seconds=1)) == TODAY
    assert business_day(PARIS, end) == TODAY + timedelta(days=1)


def test_an_hour_before_the_change_is_of_the_night_after() -> None:
    assert moment_on(PARIS, TODAY, time(1, 30)).date() == TODAY + timedelta(days=1)
    assert moment_on(PARIS, TODAY, time(9, 5)).date() == TODAY


def test_of_the_hour_that_comes_twice_the_first_is_meant() -> None:
    twice = moment_on(PARIS, date(2026, 10, 24), time(2, 30))

    assert twice.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "rollover", [time(0), time(1, 30), time(2), time(2, 30), time(3), time(23)]
)
def test_every_moment_is_of_the_day_that_has_begun_and_not_ended(rollover: time) -> None:
    """The nights when the clocks change, too: a day that never ends would keep the writer busy."""
    site = a_site(timezone="Europe/Paris", rollover=rollover)
    for night in (datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)):
        for minutes in range(0, 12 * 60, 10):
            now = night + timedelta(minutes=minutes)
            day = business_day(site, now)
            assert end_of(site, day - timedelta(days=1)) <= now < end_of(site, day)
