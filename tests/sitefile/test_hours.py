"""Hours that are accepted are kept: what a calendar would get wrong is refused."""

from __future__ import annotations

from datetime import date

import pytest

from server.commands.calendar import calendar
from server.sitefile.ahead import holidays, live_through
from server.sitefile.mistakes import SiteFileError
from server.sitefile.reading import read_site
from tests.sitefile.towns import refusal, small

TODAY = date(2026, 11, 26)
HOURS = 'hours = "Mo-Fr 08:30-17:30; PH off"'


def hours(expression: str, service: str = "") -> str:
    text = small(HOURS, f"hours = '{expression}'")
    return text.replace("minutes = 10", f"minutes = 10\nhours = '{service}'") if service else text


def lived(text: str, today: date = TODAY) -> list[str]:
    """What is wrong with the year ahead."""
    try:
        live_through(text, read_site(text), today)
    except SiteFileError as refused:
        return [str(mistake) for mistake in refused.mistakes]
    return []


@pytest.mark.parametrize(
    ("expression", "cure"),
    [
        ('Mo-Fr 08:30-12:00 || "sur rendez-vous"', 'leave out "||"'),
        ("Mo-Fr 08:30-12:00 || Sa 10:00-11:00", 'leave out "||"'),
        ('Mo-Fr 08:30-12:00 "sur rendez-vous"', "remarks in quotes"),
        ("Mo-Fr 08:30-12:00 unknown", 'leave out "unknown"'),
        ("Mo-Fr 08:30-12:00; SH off", "school holidays (SH)"),
        ("Mo-Fr 08:30-12:00; SH Mo-Fr 09:00-11:00", "school holidays (SH)"),
        ("Mo-Fr 08:30-12:00; PH,SH off", "school holidays (SH)"),
        ("Mo-Fr 08:30-17:30; PH Mo-Fr off", "after PH"),
        ("Mo-Sa 08:30-17:30; PH Sa 09:00-12:00", "after PH"),
        ("Mo-Fr 08:30-17:30; ph mo-fr off", "after PH"),
        ("Mo-Fr 08:30-17:30; Mo-Fr PH off", "PH after a day"),
        ("sunrise-sunset", "times of the clock"),
        ("Mo-Fr 08:30+", "say until when"),
        ("Mo-Fr 10:00-12:00/00:30", "without steps"),
        ("Mo-Fr 08:30-08:30", "opens and closes at the same minute"),
        ("Mo-Fr 08:30-17:30; Nov 31 off", '"Nov 31": there is no such day'),
        ("Mo-Fr 08:30-17:30; Feb 01-30 off", '"Feb 30": there is no such day'),
        ("Mo-Fr 08:30-17:30; 2026 Dec 24-2027 feb 31 off", '"feb 31": there is no such day'),
        ("Feb 30 10:00-12:00", '"Feb 30": there is no such day'),
        ("Lu-Ve 08:30-12:00", "cannot be read"),
        ("Mo-Fr 8h30-12h", "cannot be read"),
    ],
)
def test_what_is_not_supported_is_refused_with_its_cure(expression: str, cure: str) -> None:
    (told,) = refusal(hours(expression))
    assert told.startswith("line 5: site.hours: ")
    assert cure in told
    (told,) = refusal(hours("Mo-Fr 08:30-17:30", expression))
    assert told.startswith("line 18: services[1].hours: ")


@pytest.mark.parametrize(
    "expression",
    [
        "24/7",
        "Mo-Su 00:00-24:00",
        "Mo–Fr 08:30–12:00",
        "Mo-Fr,PH 09:00-12:00",
        "Mo-Fr 09:00-12:00, PH off",
        "Mo[1] 09:00-12:00; PH off",
        "week 01-53/2 We 09:00-12:00",
        "Mo-Fr 09:00-12:00; easter -2 days off; PH off",
        "Mo-Fr 09:00-12:00; 2026 Dec 19-2027 Jan 03 off",
        "Jul-Aug Mo-Fr 09:00-12:00",
        "Mo-Fr 09:00-12:00; Feb 29 off; Dec 24-31 off",
        "2026+ Mo-Fr 09:00-12:00",
        "1900-9999 Mo-Fr 09:00-12:00",
        "Mo-Fr 09:00-17:30; PH off; Dec 26 10:00-12:00",
        "Sep-Jun Mo-Fr 09:00-17:00; Jul-Aug Mo-Fr 09:00-12:00; Sa 10:00-12:00",
        "Mo-Fr 09:00-17:30; Mo 12:00-13:00 off; Dec 25 off; PH off",
        "Mo-Fr 09:00-17:30; We 13:00-17:30",
        "Mo-Fr 18:00-01:00",
    ],
)
def test_what_a_town_hall_keeps_is_accepted(expression: str) -> None:
    assert lived(hours(expression)) == []


@pytest.mark.parametrize(
    "expression", ["off", "PH off", "Mo-Fr 08:30-17:30; Mo-Su off", "Mo-Fr,PH off"]
)
def test_a_place_opens_some_day(expression: str) -> None:
    assert lived(hours(expression)) == [
        "line 5: site.hours: the place is never open in the year ahead; say when it is"
    ]


def test_a_service_opens_while_the_place_is_open() -> None:
    assert lived(hours("Mo-Fr 08:30-17:30", "Sa 09:00-12:00")) == [
        "line 18: services[1].hours: never open within the site's hours in the year ahead; "
        "say when it is"
    ]
    assert lived(hours("Mo-Fr 08:30-17:30", "Fr 17:00-19:00")) == []


@pytest.mark.parametrize("over", ["2019-2020 Mo-Fr 09:00-12:00", "2025 Dec 24 off"])
def test_years_that_are_over_are_told(over: str) -> None:
    assert lived(hours(f"Mo-Fr 08:30-17:30; {over}")) == [
        f'line 5: site.hours: "{over}" is over; leave it out, or write the years to come'
    ]
    assert lived(hours(f"Mo-Fr 08:30-17:30; {over}"), date(2019, 5, 2)) == []


@pytest.mark.parametrize(
    ("expression", "overruled"),
    [
        ("PH off; Mo-Fr 08:30-17:30", "PH off"),
        ("Mo-Fr 08:30-17:30; PH off; Fr 08:30-12:00", "PH off"),
        ("Mo-Fr 08:30-12:00; Mo-Fr 13:30-17:30", "Mo-Fr 08:30-12:00"),
        ("Dec 24-31 off; Mo-Fr 08:30-17:30", "Dec 24-31 off"),
        ("Dec 24 08:30-12:00; Mo-Fr 08:30-17:30", "Dec 24 08:30-12:00"),
        ("Jul-Aug Mo-Fr 09:00-12:00; Mo-Sa 08:30-17:30", "Jul-Aug Mo-Fr 09:00-12:00"),
        ("easter +1 day off; Mo-Fr 08:30-17:30", "easter +1 day off"),
        ("week 30-32 off; 08:30-17:30", "week 30-32 off"),
    ],
)
def test_a_rule_that_a_later_one_takes_back_is_told(expression: str, overruled: str) -> None:
    assert lived(hours(expression)) == [
        f'line 5: site.hours: a later rule takes "{overruled}" back; put it last, '
        "or write the hours of a day in one rule: Mo-Fr 08:30-12:00,13:30-17:30"
    ]


def test_the_day_does_not_change_among_people_who_wait() -> None:
    text = hours("Mo-Fr 08:30-17:30").replace('"03:00"', '"12:00"')
    assert lived(text) == [
        "line 4: site.rollover: the place is open then; choose an hour when it is closed"
    ]
    assert lived(hours("Mo-Fr 20:00-04:00"))[0].startswith("line 4: site.rollover")
    assert lived(hours("24/7").replace('"03:00"', '"12:00"')) == []


def test_a_file_that_was_accepted_stays_in_force() -> None:
    assert read_site(hours("2025 Mo-Fr 09:00-12:00"))


def test_the_calendar_says_in_plain_words_what_was_meant() -> None:
    site = read_site(hours("Mo-Fr 08:30-12:00; Sa 20:00-01:00; PH off", "Mo 10:00-11:00"))
    shown = list(calendar(site, date(2026, 12, 21)))
    assert [" ".join(line.split()) for line in shown[:8]] == [
        "",
        "Mairie de Sainte-Aube: Mo-Fr 08:30-12:00; Sa 20:00-01:00; PH off",
        "Mon 21 Dec to Thu 24 Dec 08:30 to 12:00",
        "Fri 25 Dec closed",
        "Sat 26 Dec 20:00 to 01:00 the day after",
        "Sun 27 Dec 00:00 to 01:00",
        "Mon 28 Dec to Thu 31 Dec 08:30 to 12:00",
        "Fri 1 Jan closed",
    ]
    assert any(
        line.startswith("  public holidays, closed: Fri 25 Dec, Fri 1 Jan 2027") for line in shown
    )
    assert "welcome: Mo 10:00-11:00" in shown


def test_every_holiday_is_a_day_of_its_own() -> None:
    found = holidays("DE", date(2026, 12, 1), 40)
    assert found == [date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)]
