"""`suivant appointments import`: a file comes in whole, without any name, or says why not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from server.appointments.kept import KeptAppointments
from server.store.store import Store
from tests.commands.bringing import a_store_of_a_town, brought
from tests.worlds.town import Town

TUESDAY = date(2026, 11, 24)
CSV = """id,at,services,language,name
rdv-1,2026-11-24 10:30,identity,tr,Marie Dupont
rdv-2,24/11/2026 11:00,civil,,Élodie Durand
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//office//FR
BEGIN:VEVENT
UID:rdv-1
DTSTAMP:20261101T000000Z
DTSTART;TZID="Romance Standard Time":20261124T103000
DTEND;TZID="Romance Standard Time":20261124T110000
SUMMARY:identity: Marie Du
 pont
END:VEVENT
BEGIN:VEVENT
UID:rdv-2
DTSTAMP:20261101T000000Z
DTSTART:20261124T110000
DTEND:20261124T111500
SUMMARY:civil
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return a_store_of_a_town(tmp_path)


def _import(town: Town, data: str | bytes, name: str = "rdv.csv") -> tuple[int, str]:
    return brought(town, "appointments", data, name)


def _kept(town: Town) -> list[tuple[str, str, str, bool]]:
    """In UTC."""
    store = Store(town.database)
    try:
        found = KeptAppointments(store).of_day("mairie", TUESDAY)
    finally:
        store.close()
    booked = [(each.appointment, each.cancelled) for each in found]
    return [(b.id, f"{b.at:%H:%M}", b.services[0], off) for b, off in booked]


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode("utf-8-sig"),
        CSV.replace(",", ";").replace("\n", "\r\n").encode("cp1252"),
    ],
    ids=["utf-8 with its mark", "windows-1252 with semicolons"],
)
def test_a_table_is_taken_in_as_office_software_writes_it(town: Town, data: bytes) -> None:
    assert _import(town, data) == (0, "mairie: appointments: 2, new: 2")
    assert _import(town, data) == (0, "mairie: appointments: 2, new: 0")
    assert _kept(town) == [
        ("rdv-1", "09:30", "identity", False),
        ("rdv-2", "10:00", "civil", False),
    ]


def test_a_calendar_is_taken_in_and_what_was_called_off_is(town: Town) -> None:
    _import(town, CSV)

    assert _import(town, CALENDAR, "rdv.ics") == (0, "mairie: appointments: 2, new: 0")
    assert _kept(town) == [
        ("rdv-1", "09:30", "identity", False),
        ("rdv-2", "10:00", "civil", True),
    ]


def test_no_name_is_kept_anywhere(town: Town) -> None:
    _import(town, CSV)
    _import(town, CALENDAR, "rdv.ics")

    everything = b"".join(f.read_bytes() for f in town.folder.rglob("*") if f.is_file())
    assert b"rdv-1" in everything
    assert b"Dupont" not in everything and b"Durand" not in everything


def test_one_wrong_line_of_three_hundred_refuses_the_file_with_its_cure(town: Town) -> None:
    lines = [f"rdv-{n},2026-11-24 10:30,identity,fr," for n in range(300)]
    lines[200] = "rdv-200,2026-11-24 10:30,identiti,fr,"

    code, told = _import(town, "\n".join(["id,at,services,language,name", *lines]))

    assert code == 1
    assert "line 202: there is no service “identiti”; the nearest is “identity”" in told
    assert _kept(town) == []
