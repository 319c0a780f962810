"""Who is planned at which counter, for the programs of those in charge."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from server.application.roster import ByDay, planned
from server.domain.business_day import business_day
from server.domain.refusal import Code
from server.domain.roster import PlanChanged, PlannedDay, SeenPlan, Shift, version_of
from server.planning.mistakes import PlanningFileError
from server.planning.roster_file import WrittenShift, all_understood, known_at
from server.protocol.roster import RosterRequest, RosterView, ShiftView
from server.rim.access import is_in_charge
from server.rim.asker import Asker, enter
from server.rim.described import CHANGING, KNOWN_AT_A_SITE, By, answers, asked, refuses
from server.rim.pages import as_json
from server.rim.problems import Refused
from server.rim.staff.planning import mistake_text
from server.rim.wish import body_of

router = APIRouter(prefix="/api/v1/sites/{site}/roster", tags=["office"])
IfMatch = Annotated[str | None, Header(max_length=200)]
"""The `ETag` of the plan that the change was made from; without one it is made in any case."""
BODIES: dict[str, object] = {
    "a morning": {
        "shifts": [
            {
                "agent": "agent1",
                "counter": "1",
                "begins": "2026-12-01T09:00:00+01:00",
                "ends": "2026-12-01T12:30:00+01:00",
            }
        ]
    }
}


@router.get(
    "",
    summary="Who is planned on a day",
    responses={200: answers("The day", RosterView), **refuses(*KNOWN_AT_A_SITE, Code.INVALID)},
    openapi_extra=asked(By.MANAGER),
)
async def roster(request: Request, site: str, day: date | None = None) -> Response:
    """Without a roster, the counters that are usually open, said as such and without any name."""
    asker = await enter(request, site, is_in_charge)
    return await _told(asker, _on(asker, day))


@router.put(
    "",
    summary="Plan a day",
    responses={
        200: answers("The day as it is kept", RosterView),
        **refuses(*CHANGING, Code.NOT_ALLOWED_NOW),
    },
    openapi_extra=asked(By.MANAGER, RosterRequest, required=True, examples=BODIES),
)
async def plan(
    request: Request, site: str, day: date | None = None, if_match: IfMatch = None
) -> Response:
    """Replaces what was planned on it: sent twice, it is as good as once. With `If-Match`, the
    `ETag` of the plan you read, only while it is still that one."""
    asker = await enter(request, site, is_in_charge)
    wish, on = await body_of(request, RosterRequest), _on(asker, day)
    shifts = _understood(asker, wish, on)
    await _replace(asker, on, {on: shifts}, if_match)
    return await _told(asker, on)


@router.delete(
    "",
    status_code=204,
    summary="Forget what was planned on a day",
    responses={
        204: answers("It has no roster any more"),
        **refuses(*CHANGING, Code.NOT_ALLOWED_NOW),
    },
    openapi_extra=asked(By.MANAGER),
)
async def unplan(
    request: Request, site: str, day: date | None = None, if_match: IfMatch = None
) -> Response:
    """From then on it is what is usual. A day that had none is answered the same. With `If-Match`
    only while it is still the plan you read."""
    asker = await enter(request, site, is_in_charge)
    on = _on(asker, day)
    await _replace(asker, on, {on: ()}, if_match)
    return Response(status_code=204)


async def _replace(asker: Asker, on: date, days: ByDay, if_match: str | None) -> None:
    """Raises `not_allowed_now` where somebody else has changed it since."""
    version = (if_match or "*").strip().removeprefix("W/").strip('"')
    seen = None if version == "*" else SeenPlan(on, on, version)
    rosters, slug = asker.receptions.rosters, asker.reception.site.slug
    try:
        await asyncio.to_thread(rosters.replace, slug, days, seen)
    except PlanChanged as error:
        raise Refused(Code.NOT_ALLOWED_NOW, why="plan_changed") from error


def _on(asker: Asker, day: date | None) -> date:
    return day or asker.reception.committed.date


def _understood(asker: Asker, wish: RosterRequest, day: date) -> list[Shift]:
    """Raises `invalid`, naming the shift and what is wrong with it."""
    site = asker.reception.site
    written = [
        WrittenShift("line", n, sent.agent, sent.counter, (sent.begins, sent.ends))
        for n, sent in enumerate(wish.shifts, 1)
    ]
    try:
        known = known_at(site, asker.receptions.people)
        shifts = all_understood(written, known, ZoneInfo(site.timezone))
    except PlanningFileError as error:
        told = mistake_text(error.mistakes[0], asker.language)
        raise Refused(Code.INVALID, field=f"shifts, {told}") from error
    if any(business_day(site, shift.begins) != day for shift in shifts):
        raise Refused(Code.INVALID, field="day")
    return shifts


async def _told(asker: Asker, day: date) -> Response:
    receptions, site = asker.receptions, asker.reception.site
    found = await asyncio.to_thread(planned, site, day, receptions.rosters, receptions.journal)
    answer = as_json(roster_view(site.slug, day, found))
    kept = found.shifts if found.source == "roster" else ()
    answer.headers["ETag"] = f'"{version_of(kept)}"'
    return answer


def roster_view(site: str, day: date, found: PlannedDay) -> RosterView:
    shifts = [
        ShiftView(agent=s.agent or None, counter=s.counter, begins=s.begins, ends=s.ends)
        for s in found.shifts
    ]
    return RosterView(site=site, day=day.isoformat(), source=found.source, shifts=shifts)
