"""What everybody may ask: how the place is doing, and one's own ticket."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application import visitors
from server.application.answers import TicketAnswer
from server.application.sight import Sight
from server.application.views import site_view, ticket_json
from server.domain.refusal import Code, Refusal
from server.protocol.place import SiteView
from server.protocol.queue import LaterRequest, TicketView
from server.rim.asker import TheReception, TheReceptions, holder_of, kept, receptions_of
from server.rim.described import AT_A_SITE, By, answers, asked, refuses
from server.rim.language import language_of
from server.rim.origin import foreign_origin
from server.rim.pages import as_json, json
from server.rim.problems import UNAVAILABLE, Refused
from server.rim.wish import body_of, key_of

router = APIRouter(prefix="/api/v1", tags=["visitors"])
LEFT = {
    "state": "left",
    "ended_at": "2026-11-24T08:12:01Z",
    "people_ahead": 0,
    "estimate": None,
}
"""What differs when a place was given back: for the example."""
HOLDING = (Code.UNKNOWN_TICKET, UNAVAILABLE)
MOVING = (*HOLDING, Code.CROSS_SITE, Code.INVALID, Code.NOT_ALLOWED_NOW)
"""By which codes the calls of a ticket's holder may refuse."""


@router.get(
    "/sites/{site}",
    summary="How a place is doing",
    responses={200: answers("The place and its services", SiteView), **refuses(*AT_A_SITE)},
    openapi_extra=asked(By.EVERYBODY),
)
async def site(request: Request, receptions: TheReceptions, reception: TheReception) -> Response:
    """Open or not, until when, and each service with how many wait and what a newcomer would."""
    view = site_view(Sight(reception, receptions.now(), language_of(request)))
    return as_json(view)


@router.get(
    "/tickets/{token}",
    summary="One's own ticket",
    responses={200: answers("The ticket", TicketView), **refuses(*HOLDING)},
    openapi_extra=asked(By.HOLDER),
)
async def ticket(request: Request, token: str) -> Response:
    """The secret in the QR code is the identity. It opens nothing once the day is over."""
    reception, number = await holder_of(request, token)
    sight = Sight(reception, receptions_of(request).now(), language_of(request))
    return json(ticket_json(sight, sight.waits, sight.day.tickets[number]))


@router.post(
    "/tickets/{token}/leave",
    summary="Give one's place back",
    responses={200: answers("The ticket, given back", TicketView, **LEFT), **refuses(*MOVING)},
    openapi_extra=asked(By.HOLDER, key=True),
)
async def leave(request: Request, token: str) -> Response:
    """Not while its holder is being served."""
    _only_from_here(request)
    reception, number = await holder_of(request, token)
    key = key_of(request)
    return _moved(await visitors.leave(receptions_of(request), reception, number, key))


@router.post(
    "/tickets/{token}/later",
    summary="Ask to be called later",
    responses={200: answers("The ticket, still waiting", TicketView), **refuses(*MOVING)},
    openapi_extra=asked(By.HOLDER, LaterRequest, key=True),
)
async def later(request: Request, token: str) -> Response:
    """Once, and only while it waits. Ten minutes when nothing is said."""
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
