"""Calendars as office software exports them are read; a wrong one is refused whole."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from server.planning.calendar_file import CalendarEvent, Span, events_of
from server.planning.mistakes import PlanningFileError
from server.planning.opening import is_calendar

PARIS = ZoneInfo("Europe/Paris")
WINDOW = Span(datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
OUTLOOK_ZONE = """BEGIN:VTIMEZONE
TZID:Mairie
BEGIN:STANDARD
DTSTART:16010101T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def _calendar(*events: str, zones: str = "") -> bytes:
    told = "".join(
        f"BEGIN:VEVENT\nUID:e{n}\nDTSTAMP:20261101T000000Z\n{event}\nEND:VEVENT\n"
        for n, event in enumerate(events, 1)
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{zones}{told}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def _hours(event: CalendarEvent) -> str:
    return f"{event.begins:%d %H:%M}-{event.ends:%H:%M}"


def _read(*events: str, zones: str = "") -> list[str]:
    return [_hours(event) for event in events_of(_calendar(*events, zones=zones), PARIS, WINDOW)]


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART:20261201T090000\nDTEND:20261201T120000",
        "DTSTART:20261201T080000Z\nDURATION:PT3H",
        "DTSTART;TZID=Europe/Paris:20261201T090000\nDTEND;TZID=Europe/Paris:20261201T120000",
        'DTSTART;TZID="Romance Standard Time":20261201T090000\nDTEND:20261201T110000Z',
        "DTSTART;TZID=Mairie:20261201T090000\nDTEND;TZID=Mairie:20261201T120000",
    ],
)
def test_the_same_hours_whatever_the_time_zone(times: str) -> None:
    zones = OUTLOOK_ZONE if "Mairie" in times else ""
    assert _read(times, zones=zones) == ["01 08:00-11:00"]


def test_a_letter_parted_by_a_fold_is_whole_again() -> None:
    data = _calendar("DTSTART:20261201T090000\nDURATION:PT1H\nSUMMARY:Jérôme\nLOCATION:G2")
    folded = data.replace("é".encode(), b"\xc3\r\n \xa9")
    (event,) = events_of(folded, PARIS, WINDOW)
    assert (event.title, event.place, event.id) == ("Jérôme", "G2", "e1")


def test_a_repeated_event_comes_each_time_but_when_it_is_left_out() -> None:
    weekly = (
        "DTSTART;TZID=Europe/Paris:20260601T090000\nDURATION:PT3H\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20261214T080000Z\n"
        "EXDATE;TZID=Europe/Paris:20261123T090000,20261130T090000"
    )
    moved = "DTSTART:20260101T090000\nDURATION:PT1H"  # before the window
    assert _read(weekly, moved) == [
        "02 08:00-11:00",
        "09 08:00-11:00",
        "16 08:00-11:00",
        "07 08:00-11:00",
        "14 08:00-11:00",
    ]


def test_an_event_for_ever_ends_with_the_window() -> None:
    assert len(_read("DTSTART:20200101T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY")) == 61


def test_a_cancelled_event_is_said_to_be() -> None:
    data = _calendar("DTSTART:20261201T090000\nDURATION:PT1H\nSTATUS:CANCELLED")
    assert [event.cancelled for event in events_of(data, PARIS, WINDOW)] == [True]


GOOD = "DTSTART:20261201T090000\nDURATION:PT1H"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("DTSTART:2026120T090000", "“DTSTART” cannot be read in “Martin”"),
        ("DTSTART:20261201T090000\nDTEND:tomorrow", "“DTEND” cannot be read in “Martin”"),
        ("LOCATION:G1", "“Martin” has no beginning"),
        ("DTSTART;VALUE=DATE:20261201", "“Martin” lasts all day"),
        ("DTSTART:20261201T090000", "“Martin” does not end after it begins"),
        ("DTSTART:20261201T090000\nDTEND:20261201T080000", "“Martin” does not end after it begins"),
        (
            "DTSTART;TZID=Nowhere:20261201T090000\nDURATION:PT1H",
            "“Martin” is in the unknown time zone “Nowhere”",
        ),
        (GOOD + "\nRRULE:FREQ=SECONDLY", "“Martin” is repeated within a day"),
        (GOOD + "\nRRULE:FREQ=SOMETIMES", "“RRULE” cannot be read in “Martin”"),
    ],
)
def test_one_wrong_event_refuses_the_file_with_place_and_cure(wrong: str, told: str) -> None:
    with pytest.raises(PlanningFileError) as caught:
        events_of(_calendar(GOOD, f"SUMMARY:Martin\n{wrong}"), PARIS, WINDOW)
    assert str(caught.value).startswith(f"event 2: {told}")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "the calendar cannot be read"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "there is no event in the calendar"),
    ],
)
def test_what_is_no_calendar_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(PlanningFileError, match=told):
        events_of(data, PARIS, WINDOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_calendar_is_known_by_its_first_line(encoding: str) -> None:
    assert is_calendar("BEGIN:VCALENDAR\r\n".encode(encoding))
    assert not is_calendar("agent,counter\n".encode(encoding))


def test_a_server_that_starts_does_not_wait_for_the_calendar_libraries() -> None:
    code = "import sys, server.planning.calendar_file; print('icalendar' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert answer.stdout.strip() == b"False"
