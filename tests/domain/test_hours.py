"""Opening hours: the site's, and those of a service inside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.domain.hours import Calendar, Hours, Opening
from tests.domain.world import a_site

PARIS = "Europe/Paris"


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_open_until_closing_time_by_the_clocks_of_the_site() -> None:
    calendar = Calendar("Mo-Fr 08:30-17:30", PARIS, "FR")

    assert calendar.at(at("2026-11-24 08:00")) == Opening(True, at("2026-11-24 16:30"))
    assert calendar.at(at("2026-11-24 07:00")) == Opening(False, at("2026-11-24 07:30"))


def test_on_a_public_holiday_of_the_country_nobody_is_there() -> None:
    calendar = Calendar("Mo-Fr 08:30-17:30; PH off", PARIS, "FR")

    assert not calendar.at(at("2026-07-14 09:00")).open
    assert calendar.next_opening(at("2026-07-14 09:00")) == at("2026-07-15 06:30")


def test_a_clock_that_goes_back_is_not_answered_from_memory() -> None:
    calendar = Calendar("Mo-Fr 08:30-17:30", PARIS, "FR")
    assert calendar.at(at("2026-11-24 09:00")).open

    assert not calendar.at(at("2026-11-24 05:00")).open


def test_what_never_closes_is_open_for_ever() -> None:
    assert Calendar("24/7", PARIS, "FR").at(at("2026-11-24 09:00")) == Opening(True, None)


def test_a_mistake_in_the_hours_says_so() -> None:
    with pytest.raises(ValueError, match="Mo-Xx"):
        Calendar("Mo-Xx 08:00-12:00", PARIS, "FR")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24 09:00", Opening(True, at("2026-11-24 12:00"))),
        ("2026-11-24 13:00", Opening(False, at("2026-11-24 17:00"))),
        ("2026-11-24 07:00", Opening(False, at("2026-11-24 08:00"))),
    ],
)
def test_a_service_is_open_inside_the_hours_of_the_site(moment: str, expected: Opening) -> None:
    identity = replace(a_site().services["identity"], hours="Mo-Fr 06:00-12:00")
    hours = Hours(a_site(hours="Mo-Fr 08:00-17:00", services={"identity": identity}))

    assert hours.of("identity", at(moment)) == expected
