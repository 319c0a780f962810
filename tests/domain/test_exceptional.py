"""Hours of one day, laid over those of the site file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from server.domain.exceptional import (
    DayChange,
    ExceptionalDay,
    OpenSpan,
    closed_from,
    in_force,
    refused,
    to_come,
)
from server.domain.hours import Hours, Opening
from tests.domain.world import TODAY, a_site

USUAL = "Mo-Fr 08:30-12:30,13:30-17:30; PH off"
MORNING = (OpenSpan(time(8, 30), time(12)),)
EVE, CHRISTMAS, SATURDAY = date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 12)


def hours(*days: ExceptionalDay, usual: str = USUAL) -> Hours:
    return Hours(replace(a_site(hours=usual), exceptional=days, timezone="Europe/Paris"))


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def why(*spans: OpenSpan, day: date = EVE) -> object:
    told = refused(ExceptionalDay(day, spans), TODAY)
    return told.facts["why"] if told else None


@pytest.mark.parametrize("usual", [USUAL, "24/7", USUAL + ";", "Mo-Fr 08:30-17:30; Dec 24 off"])
def test_a_day_that_closes_at_noon_is_closed_in_the_afternoon(usual: str) -> None:
    found = hours(ExceptionalDay(EVE, MORNING), usual=usual).site

    assert found.at(utc(EVE, 9)) == Opening(True, utc(EVE, 11))
    assert not found.at(utc(EVE, 13)).open


def test_it_is_told_when_it_opens_again_after_a_day_without_hours() -> None:
    monday = date(2026, 12, 28)
    found = hours(ExceptionalDay(monday, ())).site

    assert found.next_opening(utc(EVE, 17)) == utc(date(2026, 12, 29), 7, 30)


@pytest.mark.parametrize("day", [SATURDAY, CHRISTMAS])
def test_a_saturday_or_a_holiday_opens(day: date) -> None:
    found = hours(ExceptionalDay(day, MORNING))

    assert found.site.at(utc(day, 9)) == Opening(True, utc(day, 11))
    assert found.closes("identity", utc(day, 9)) == utc(day, 11)
    assert not found.site.at(utc(day + timedelta(days=1), 9)).open


def test_a_service_with_hours_of_its_own_is_received_within_both() -> None:
    site = a_site(hours=USUAL)
    civil = replace(site.services["civil"], hours="Mo-Fr 10:00-17:00")
    services = {**site.services, "civil": civil}
    days = ExceptionalDay(SATURDAY, MORNING), ExceptionalDay(EVE, MORNING)
    found = Hours(replace(site, services=services, exceptional=days, timezone="Europe/Paris"))

    assert not found.of("civil", utc(SATURDAY, 9)).open
    assert found.of("civil", utc(EVE, 10)) == Opening(True, utc(EVE, 11))


def test_a_house_that_stays_open_at_noon_makes_a_gap_of_a_services_pause() -> None:
    site = a_site(hours=USUAL)
    civil = replace(site.services["civil"], hours="Mo-Fr 08:30-12:00,14:00-17:30")
    site = replace(site, services={**site.services, "civil": civil}, timezone="Europe/Paris")
    through = replace(site, exceptional=(ExceptionalDay(EVE, (OpenSpan(time(8), time(18)),)),))

    assert Hours(site).gap("civil", utc(EVE, 9)) is None
    gap = Hours(through).gap("civil", utc(EVE, 9))
    assert gap is not None
    assert gap.begins == utc(EVE, 11)


@pytest.mark.parametrize(
    ("closes", "left"),
    [
        (time(12), [("08:30", "12:00")]),
        (time(15), [("08:30", "12:30"), ("13:30", "15:00")]),
        (time(13), [("08:30", "12:30")]),
        (time(8), []),
        (time(19), [("08:30", "12:30"), ("13:30", "17:30")]),
    ],
)
def test_closed_from_an_hour_on_leaves_the_usual_hours_before(
    closes: time, left: list[tuple[str, str]]
) -> None:
    found = closed_from(hours().site.spans(EVE), closes)

    assert [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in found] == left


def test_a_house_that_is_open_all_night_closes_too() -> None:
    assert closed_from(hours(usual="24/7").site.spans(EVE), time(12)) == (
        OpenSpan(time(), time(12)),
    )


def test_what_cannot_be_is_refused_by_its_reason() -> None:
    assert why(*MORNING) is None
    assert why() is None
    assert why(*MORNING, OpenSpan(time(12), time(14))) is None
    assert why(*MORNING, day=TODAY) is None
    assert why(OpenSpan(time(12), time(9))) == "exceptional_hours"
    assert why(OpenSpan(time(9), time(9))) == "exceptional_hours"
    assert why(*MORNING, OpenSpan(time(11), time(14))) == "exceptional_overlap"
    assert why(*MORNING, day=TODAY - timedelta(days=1)) == "exceptional_past"
    assert why(*MORNING, day=TODAY + timedelta(days=400)) == "exceptional_far"


def test_of_a_day_the_last_change_decides() -> None:
    at = utc(TODAY, 9)
    changes = [
        DayChange(at, EVE, MORNING),
        DayChange(at, SATURDAY, ()),
        DayChange(at, EVE, None),
        DayChange(at, TODAY, ()),
    ]

    found = in_force(changes)
    assert found == (ExceptionalDay(TODAY, ()), ExceptionalDay(SATURDAY, ()))
    assert to_come(found, SATURDAY) == [ExceptionalDay(SATURDAY, ())]
