"""Services: interrupted for a while of today, and received again."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application import interrupting
from server.domain import commands as c
from server.domain.refusal import Code
from server.protocol.interrupting import InterruptionView, InterruptRequest
from server.rim.access import is_in_charge
from server.rim.asker import Asker, enter, kept
from server.rim.described import CHANGING, By, answers, asked, refuses
from server.rim.pages import as_json
from server.rim.wish import body_of, key_of

router = APIRouter(prefix="/api/v1/sites/{site}/services/{service}", tags=["office"])

PLANNED: dict[str, object] = {
    "planned": {"begins": "2026-11-24T09:00:00Z", "ends": "2026-11-24T10:00:00Z"}
}


@router.post(
    "/interrupt",
    summary="Interrupt a service",
    responses={
        200: answers("What interrupts it", InterruptionView),
        **refuses(*CHANGING, Code.UNKNOWN_SERVICE, Code.CLOSED),
    },
    openapi_extra=asked(By.MANAGER, InterruptRequest, required=True, examples=PLANNED, key=True),
)
async def interrupt(request: Request, site: str, service: str) -> Response:
    """Nobody is called for it by the rules from `begins` to `ends`, today; an agent may still call
    by hand, and tickets are still taken. It replaces what was planned before."""
    asker = await enter(request, site, is_in_charge)
    wish, key = await body_of(request, InterruptRequest), key_of(request)
    command = c.InterruptService(service, wish.begins, wish.ends)
    kept(await interrupting.interrupt(*asker.here, command, key))
    return _told(asker, service)


@router.post(
    "/resume",
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


def _told(asker: Asker, service: str) -> Response:
    found = interrupting.interruption(asker.sight, service)
    begins, ends = found or (None, None)
    view = InterruptionView(service=service, begins=begins, ends=ends)
    return as_json(view)
