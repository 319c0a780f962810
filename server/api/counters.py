"""Counters: taken, rested, left, and the next visitor called to them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.api.written import called
from server.application import counters
from server.application.answers import Nobody
from server.application.views import ticket_view
from server.domain.policy import order
from server.protocol.queue import CalledTicket, CounterView, NextRequest, QueuePlace, QueueView
from server.rim.access import is_staff
from server.rim.asker import enter, kept
from server.rim.pages import json
from server.rim.wish import body_of, key_of, takes
from server.rim.words import reason_view

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["counters"])


@router.get("/queue", responses={200: {"model": QueueView}})
async def queue(request: Request, site: str) -> Response:
    """Everybody who waits, in the order of call, each with the reason."""
    asker = await enter(request, site, is_staff)
    sight = asker.sight
    places = [
        QueuePlace(
            ticket=ticket_view(sight, choice.ticket),
            reason=reason_view(choice.rule, choice.facts, asker.language),
        )
        for choice in order(sight.day, sight.site.policy, sight.now)
    ]
    return json(QueueView(site=site, seq=sight.day.seq, tickets=places).model_dump_json().encode())


@router.post(
    "/counters/{counter}/open", responses={200: {"model": CounterView}}, openapi_extra=takes()
)
async def open_counter(request: Request, site: str, counter: str) -> Response:
    asker = await enter(request, site, is_staff)
    key = key_of(request)
    return json(kept(await counters.open_counter(*asker.here, counter, key)).counter)


@router.post(
    "/counters/{counter}/pause", responses={200: {"model": CounterView}}, openapi_extra=takes()
)
async def pause_counter(request: Request, site: str, counter: str) -> Response:
    asker = await enter(request, site, is_staff)
    key = key_of(request)
    return json(kept(await counters.pause_counter(*asker.here, counter, key)).counter)


@router.post(
    "/counters/{counter}/close", responses={200: {"model": CounterView}}, openapi_extra=takes()
)
async def close_counter(request: Request, site: str, counter: str) -> Response:
    asker = await enter(request, site, is_staff)
    key = key_of(request)
    return json(kept(await counters.close_counter(*asker.here, counter, key)).counter)


@router.post(
    "/counters/{counter}/next",
    responses={200: {"model": CalledTicket}, 204: {"description": "Nobody waits for this agent"}},
    openapi_extra=takes(NextRequest),
)
async def call_next(request: Request, site: str, counter: str) -> Response:
    asker = await enter(request, site, is_staff)
    wish, key = await body_of(request, NextRequest), key_of(request)
    answer = await counters.call_next(*asker.here, counter, wish.finish, key)
    if isinstance(answer, Nobody):
        return Response(status_code=204)
    return json(called(kept(answer), asker.language))
