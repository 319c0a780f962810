"""A planner's file, however long its library would think of it."""

from __future__ import annotations

from datetime import date

import pytest

from server.application.aside import Aside
from server.office.roster_reading import roster_aside
from server.planning.mistakes import PlanningFileError
from tests.domain.world import NINE, a_site
from tests.worlds.play import play

TABLE = b"agent,counter,start,end\nagent1,1,2026-12-01 09:00,2026-12-01 12:00\n"
FOR_EVER = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:planner
BEGIN:VEVENT
UID:1
SUMMARY:agent1
LOCATION:1
DTSTART:20261201T090000
DTEND:20261201T120000
RRULE:FREQ=DAILY;INTERVAL=0
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_that_repeats_without_end_is_refused_and_the_next_file_read() -> None:
    async def brought() -> None:
        aside = Aside()
        try:
            with pytest.raises(PlanningFileError, match="the calendar cannot be read"):
                await roster_aside(aside, FOR_EVER, a_site(), ["agent1"], NINE, within=3.0)
            days = await roster_aside(aside, TABLE, a_site(), ["agent1"], NINE)
            assert [*days] == [date(2026, 12, 1)]
            wrong = TABLE.replace(b"agent1,1,", b"agent1,99,")
            with pytest.raises(PlanningFileError, match="there is no counter"):
                await roster_aside(aside, wrong, a_site(), ["agent1"], NINE)
        finally:
            aside.end()

    play(brought())
