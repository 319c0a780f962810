"""Taking tickets and moving them: kiosks and staff."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.api.written import with_reason, with_secret
from server.application import counters, visitors
from server.application.counters import STAFF_ACTIONS
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.protocol.queue import (
    ActionRequest,
    CalledTicket,
    TakenTicket,
    TakeRequest,
    TicketView,
)
from server.rim.access import is_staff, may_print, may_take
from server.rim.asker import base_url, enter, kept
from server.rim.flood import held_back
from server.rim.pages import json
from server.rim.problems import Refused
from server.rim.wish import body_of, key_of, takes

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["tickets"])


@router.post(
    "/tickets",
    status_code=201,
    responses={201: {"model": TakenTicket}},
    openapi_extra=takes(TakeRequest, required=True),
)
async def take(request: Request, site: str) -> Response:
    asker = await enter(request, site, may_take)
    key = key_of(request)
    with held_back(request, asker.caller, "ticket"):
        wish = await body_of(request, TakeRequest)
        answer = kept(await visitors.take_ticket(*asker.here, wish, key, asker.caller.kiosk))
    token = asker.reception.token(answer.number)
    return json(with_secret(answer, token, f"{base_url(request)}/t/{token}"), 201)


@router.post(
    "/tickets/{number}/{action}",
    responses={200: {"model": TicketView | CalledTicket}},
    openapi_extra=takes(ActionRequest),
)
async def act(request: Request, site: str, number: str, action: Action) -> Response:
    """One of the moves of the table; which states allow it is in docs/api.md."""
    if action not in STAFF_ACTIONS:
        raise Refused(Code.INVALID, field="action")
    asker = await enter(request, site, may_print if action is Action.PRINT else is_staff)
    wish, key = await body_of(request, ActionRequest), key_of(request)
    with held_back(request, asker.caller, "paper"):  # of all these, a kiosk may only print
        answer = kept(
            await counters.move_ticket(
                *asker.here, number, action, wish, key, kiosk=asker.caller.kiosk
            )
        )
    return json(with_reason(answer, asker.language))
