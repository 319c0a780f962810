"""`suivant roster import`: a planner's file comes in whole, or not at all and says why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from server.roster.kept import KeptRosters
from server.store.store import Store
from tests.commands.bringing import a_store_of_a_town, brought
from tests.worlds.town import Town

TUESDAY = date(2026, 12, 1)
CSV = """agent,counter,start,end
agent1,1,2026-12-01 09:00,2026-12-01 12:00
agent2,Guichet 2,01/12/2026 13:30,01/12/2026 17:00
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//office//FR
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART;TZID="Romance Standard Time":20261201T090000
DTEND;TZID="Romance Standard Time":20261201T120000
RRULE:FREQ=WEEKLY;COUNT=2
SUMMARY:agent1
LOCATION:guichet
  2
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20261101T000000Z
DTSTART:20261201T140000
DTEND:20261201T170000
SUMMARY:agent2
LOCATION:1
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return a_store_of_a_town(tmp_path)


def _import(town: Town, data: str | bytes, name: str = "roster.csv") -> tuple[int, str]:
    return brought(town, "roster", data, name)


def _planned(town: Town, day: date = TUESDAY) -> list[tuple[str, str, str, str]]:
    """In UTC."""
    store = Store(town.database)
    try:
        shifts = KeptRosters(store).of("mairie", day)
    finally:
        store.close()
    return [(s.agent, s.counter, f"{s.begins:%H:%M}", f"{s.ends:%H:%M}") for s in shifts]


BOTH = [("agent1", "1", "08:00", "11:00"), ("agent2", "2", "12:30", "16:00")]


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.replace(",", ";").encode("utf-16"),
        CSV.replace("\n", "\r\n").encode("cp1252"),
    ],
)
def test_a_table_is_taken_in_and_twice_is_as_good_as_once(town: Town, data: bytes) -> None:
    for _ in range(2):
        told = _import(town, data)
        assert told == (0, "mairie: shifts: 2, days: 1, from 2026-12-01 to 2026-12-01")
        assert _planned(town) == BOTH


def test_a_calendar_is_taken_in_with_what_is_repeated_and_without_what_is_cancelled(
    town: Town,
) -> None:
    told = _import(town, CALENDAR, "roster.ics")
    assert told == (0, "mairie: shifts: 2, days: 2, from 2026-12-01 to 2026-12-08")
    assert _planned(town) == [("agent1", "2", "08:00", "11:00")]
    assert _planned(town, TUESDAY + timedelta(weeks=1)) == [("agent1", "2", "08:00", "11:00")]


def test_a_day_whose_only_event_is_cancelled_has_no_roster_any_more(town: Town) -> None:
    _import(town, CALENDAR, "roster.ics")
    _import(
        town, CALENDAR.replace("SUMMARY:agent1", "STATUS:CANCELLED\r\nSUMMARY:agent1"), "roster.ics"
    )
    assert _planned(town) == []


LINE = "agent1,1,2026-12-01 09:00,2026-12-01 12:00"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ["agnet1,1,2026-12-01 09:00,2026-12-01 12:00"],
            "line 3: nobody here signs in as “agnet1”; the nearest is “agent1”",
        ),
        (
            ["agent2,Gichet 2,2026-12-01 09:00,2026-12-01 12:00"],
            "line 3: there is no counter “Gichet 2”; the nearest is “2”",
        ),
        (
            ["agent2,2,2026-12-01,2026-12-01 12:00"],
            "line 3: “2026-12-01” is not a date with its hour",
        ),
        (["agent2,2,2026-12-01 12:00,2026-12-01 09:00"], "line 3: the end is not after"),
        (
            ["agent2,2,2026-12-01 12:00,2026-12-02 09:00"],
            "line 3: the shift lasts more than 16 hours",
        ),
        (
            ["agent1,2,2026-12-01 11:00,2026-12-01 13:00"],
            "line 3: “agent1” is planned at “1” and at “2” at the same time",
        ),
    ],
)
def test_one_wrong_line_refuses_the_file_whole(town: Town, lines: Sequence[str], told: str) -> None:
    _import(town, CSV)
    code, said = _import(town, "\n".join(["agent,counter,start,end", LINE, *lines]))
    assert code == 1
    assert said.startswith(f"suivant: {told}")
    assert _planned(town) == BOTH


def test_an_unknown_site_is_said(town: Town) -> None:
    file = town.folder / "roster.csv"
    file.write_text(CSV)
    told = town.command("roster", "import", str(file), "--site", "nowhere")
    assert (told.returncode, told.stderr) == (1, 'suivant: there is no site "nowhere"\n')


def test_what_the_file_leaves_out_keeps_its_plan_unless_it_is_to_be_emptied(town: Town) -> None:
    _import(town, CSV)
    later = CSV.replace("2026-12-01", "2026-12-03").replace("01/12/2026", "03/12/2026")
    taken = "mairie: shifts: 2, days: 1, from 2026-12-03 to 2026-12-03\n"
    span = "1, from 2026-12-01 to 2026-12-01"
    kept = f"days that the file leaves out, planned as before: {span} (--replace empties them)"

    assert _import(town, later) == (0, f"{taken}mairie: {kept}")
    assert _planned(town) == BOTH

    file = town.folder / "roster.csv"
    file.write_text(later)
    told = town.command("roster", "import", str(file), "--site", "mairie", "--replace")
    emptied = f"mairie: days that the file leaves out, emptied: {span}\n"
    assert (told.returncode, told.stdout) == (0, taken + emptied)
    assert (_planned(town), _planned(town, date(2026, 12, 3))) == ([], BOTH)
