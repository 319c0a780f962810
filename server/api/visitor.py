"""What everybody may ask: how the place is doing, and one's own ticket."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application.views import site_view, ticket_view
from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.protocol.queue import LaterRequest, SiteView, TicketView
from server.rim.access import foreign_origin
from server.rim.asker import TheReception, TheReceptions, body_of, holder_of, kept, key_of, takes
from server.rim.language import language_of
from server.rim.problems import Refused

router = APIRouter(prefix="/api/v1", tags=["visitors"])
VISITOR = c.Who("visitor")


@router.get("/sites/{site}", responses={200: {"model": SiteView}})
async def site(request: Request, receptions: TheReceptions, reception: TheReception) -> Response:
    view = site_view(
        reception.committed, reception.site, reception.hours, receptions.now(), language_of(request)
    )
    return Response(view.model_dump_json(), media_type="application/json")


@router.get("/tickets/{token}", responses={200: {"model": TicketView}})
async def ticket(request: Request, receptions: TheReceptions, token: str) -> Response:
    reception, number = await holder_of(request, token)
    day = reception.committed
    view = ticket_view(day, reception.site, day.tickets[number], reception.moment(receptions.now()))
    return Response(view.model_dump_json(), media_type="application/json")


@router.post(
    "/tickets/{token}/leave", responses={200: {"model": TicketView}}, openapi_extra=takes()
)
async def leave(request: Request, receptions: TheReceptions, token: str) -> Response:
    return await _move(request, receptions, token, Action.LEAVE, 10, key_of(request))


@router.post(
    "/tickets/{token}/later",
    responses={200: {"model": TicketView}},
    openapi_extra=takes(LaterRequest),
)
async def later(request: Request, receptions: TheReceptions, token: str) -> Response:
    asked = await body_of(request, LaterRequest)
    return await _move(request, receptions, token, Action.LATER, asked.minutes, key_of(request))


async def _move(
    request: Request,
    receptions: TheReceptions,
    token: str,
    action: Action,
    minutes: int,
    key: str | None,
) -> Response:
    if foreign_origin(request):
        raise Refused(Code.CROSS_SITE)
    reception, number = await holder_of(request, token)
    command = c.MoveTicket(number, action, minutes=minutes)
    answer = kept(await receptions.do(reception, command, VISITOR, key))
    assert answer.ticket is not None
    return Response(answer.ticket.model_dump_json(), media_type="application/json")
