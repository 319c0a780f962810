"""Services: interrupted for a while of today or of a day to come, and received again."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application import interrupting, planned
from server.domain import commands as c
from server.domain.planned import PlannedInterruption, to_come
from server.domain.refusal import Code
from server.protocol.interrupting import (
    InterruptionView,
    InterruptRequest,
    PlannedView,
    PlansView,
)
from server.rim.access import is_in_charge
from server.rim.asker import Asker, enter, kept
from server.rim.described import CHANGING, KNOWN_AT_A_SITE, By, answers, asked, refuses
from server.rim.pages import as_json
from server.rim.wish import body_of, key_of

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["office"])
SERVICE = "/services/{service}"

PLANNED: dict[str, object] = {
    "planned": {"begins": "2026-11-24T09:00:00Z", "ends": "2026-11-24T10:00:00Z"}
}


@router.post(
    SERVICE + "/interrupt",
    summary="Interrupt a service",
    responses={
        200: answers("What interrupts it", InterruptionView),
        **refuses(*CHANGING, Code.UNKNOWN_SERVICE, Code.CLOSED),
    },
    openapi_extra=asked(By.MANAGER, InterruptRequest, required=True, examples=PLANNED, key=True),
)
async def interrupt(request: Request, site: str, service: str) -> Response:
    """Nobody is called for it by the rules from `begins` to `ends`; an agent may still call by
    hand, and tickets are still taken. Of today, it replaces what was planned before; one of a day
    to come is refused where that service has another on that day."""
    asker = await enter(request, site, is_in_charge)
    wish, key = await body_of(request, InterruptRequest), key_of(request)
    command = c.InterruptService(service, wish.begins, wish.ends)
    if later := planned.for_a_later_day(asker.reception, command):
        found = kept(await planned.plan(asker.receptions, asker.reception, later))
        return as_json(InterruptionView(service=service, begins=found.begins, ends=found.ends))
    kept(await interrupting.interrupt(*asker.here, command, key))
    return _told(asker, service)


@router.post(
    SERVICE + "/resume",
    summary="Receive again for a service",
    responses={
        200: answers("What interrupts it still", InterruptionView, begins=None, ends=None),
        **refuses(*CHANGING, Code.UNKNOWN_SERVICE, Code.CLOSED),
    },
    openapi_extra=asked(By.MANAGER, key=True),
)
async def resume(request: Request, site: str, service: str) -> Response:
    """Ends what was planned by hand, before its time or before it begins. A gap in the service's
    own hours stays."""
    asker = await enter(request, site, is_in_charge)
    kept(await interrupting.interrupt(*asker.here, c.ResumeService(service), key_of(request)))
    return _told(asker, service)


@router.get(
    "/interruptions",
    summary="What is planned for the days to come",
    responses={200: answers("The interruptions", PlansView), **refuses(*KNOWN_AT_A_SITE)},
    openapi_extra=asked(By.MANAGER),
)
async def interruptions(request: Request, site: str) -> Response:
    """After today: what is of today is a fact of its day."""
    asker = await enter(request, site, is_in_charge)
    await planned.look_up(asker.receptions)
    found = to_come(asker.reception.planned, asker.reception.committed)
    return as_json(PlansView(site=site, planned=[_planned_view(each) for each in found]))


@router.delete(
    SERVICE + "/interruptions/{day}",
    status_code=204,
    summary="Take back what is planned for a day to come",
    responses={204: answers("Nothing is planned"), **refuses(*CHANGING)},
    openapi_extra=asked(By.MANAGER),
)
async def take_back(request: Request, site: str, service: str, day: date) -> Response:
    """What is taken back already is answered the same. Of today, `/resume` ends it."""
    asker = await enter(request, site, is_in_charge)
    await planned.take_back(asker.receptions, asker.reception, service, day)
    return Response(status_code=204)


def _planned_view(each: PlannedInterruption) -> PlannedView:
    return PlannedView(
        service=each.service, day=each.day.isoformat(), begins=each.begins, ends=each.ends
    )


def _told(asker: Asker, service: str) -> Response:
    found = interrupting.interruption(asker.sight, service)
    begins, ends = found or (None, None)
    view = InterruptionView(service=service, begins=begins, ends=ends)
    return as_json(view)
