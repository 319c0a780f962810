"""A planner's file is read in a process of its own, which can be ended.

A few bytes of a calendar can keep its library busy for hours, or for ever (`INTERVAL=0`): a thread
would go on with it, and hold up everybody in the hall.
"""

from __future__ import annotations

from typing import Any

from server.application.aside import Aside, Failed
from server.application.roster import ByDay
from server.planning.calendar_file import NO_CALENDAR
from server.planning.mistakes import FileMistake, PlanningFileError
from server.planning.roster_file import roster_or_mistakes

LONGEST = 60.0
"""Seconds: the largest calendar that is taken needs some five, a small computer more."""


async def roster_aside(aside: Aside, *brought: Any, within: float = LONGEST) -> ByDay:
    """`brought`: as `roster_in` takes it. Raises PlanningFileError."""
    try:
        found = await aside.reckon(roster_or_mistakes, *brought, within=within)
    except (Failed, TimeoutError) as error:
        raise PlanningFileError([FileMistake(NO_CALENDAR)]) from error
    if isinstance(found, list):
        raise PlanningFileError(found)
    return found
