"""What everybody may ask: how the place is doing, and one's own ticket."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application import visitors
from server.application.answers import TicketAnswer
from server.application.sight import Sight
from server.application.views import site_view, ticket_json
from server.domain.refusal import Code, Refusal
from server.protocol.queue import LaterRequest, SiteView, TicketView
from server.rim.access import foreign_origin
from server.rim.asker import TheReception, TheReceptions, holder_of, kept, receptions_of
from server.rim.language import language_of
from server.rim.pages import json
from server.rim.problems import Refused
from server.rim.wish import body_of, key_of, takes

router = APIRouter(prefix="/api/v1", tags=["visitors"])


@router.get("/sites/{site}", responses={200: {"model": SiteView}})
async def site(request: Request, receptions: TheReceptions, reception: TheReception) -> Response:
    view = site_view(Sight(reception, receptions.now(), language_of(request)))
    return json(view.model_dump_json().encode())


@router.get("/tickets/{token}", responses={200: {"model": TicketView}})
async def ticket(request: Request, token: str) -> Response:
    reception, number = await holder_of(request, token)
    day, now = reception.committed, reception.moment(receptions_of(request).now())
    return json(ticket_json(day, reception.site, day.tickets[number], now))


@router.post(
    "/tickets/{token}/leave", responses={200: {"model": TicketView}}, openapi_extra=takes()
)
async def leave(request: Request, token: str) -> Response:
    _only_from_here(request)
    reception, number = await holder_of(request, token)
    key = key_of(request)
    return _moved(await visitors.leave(receptions_of(request), reception, number, key))


@router.post(
    "/tickets/{token}/later",
    responses={200: {"model": TicketView}},
    openapi_extra=takes(LaterRequest),
)
async def later(request: Request, token: str) -> Response:
    _only_from_here(request)
    reception, number = await holder_of(request, token)
    key, wish = key_of(request), await body_of(request, LaterRequest)
    receptions = receptions_of(request)
    return _moved(await visitors.come_later(receptions, reception, number, wish.minutes, key))


def _only_from_here(request: Request) -> None:
    if foreign_origin(request):
        raise Refused(Code.CROSS_SITE)


def _moved(answer: TicketAnswer | Refusal) -> Response:
    return json(kept(answer).ticket)
