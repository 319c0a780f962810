"""Counters: taken, rested, left, and the next visitor called to them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.api.written import called
from server.application import counters
from server.application.answers import Nobody
from server.application.views import ticket_view
from server.domain.policy import order
from server.domain.refusal import Code
from server.protocol.queue import CalledTicket, CounterView, NextRequest, QueuePlace, QueueView
from server.rim.access import is_staff
from server.rim.asker import enter, kept
from server.rim.described import CHANGING, KNOWN_AT_A_SITE, By, answers, asked, refuses
from server.rim.pages import as_json, json
from server.rim.wish import body_of, key_of
from server.rim.words import reason_view

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["counters"])

CALLED = {
    "state": "called",
    "called_at": "2026-11-24T08:14:02Z",
    "counter": "1",
    "people_ahead": 0,
    "estimate": None,
}
"""What differs when a ticket has just been called: for the example."""


@router.get(
    "/queue",
    summary="Who waits, in the order of call",
    responses={200: answers("The queue", QueueView), **refuses(*KNOWN_AT_A_SITE)},
    openapi_extra=asked(By.STAFF),
)
async def queue(request: Request, site: str) -> Response:
    """Everybody who waits, in the order in which they will be called, each with the reason."""
    asker = await enter(request, site, is_staff)
    sight = asker.sight
    places = [
        QueuePlace(
            ticket=ticket_view(sight, choice.ticket),
            reason=reason_view(choice.rule, choice.facts, asker.language),
        )
        for choice in order(sight.day, sight.site, sight.now)
    ]
    return as_json(QueueView(site=site, seq=sight.day.seq, tickets=places))


@router.post(
    "/counters/{counter}/open",
    summary="Take a counter",
    responses={
        200: answers("The counter, open", CounterView),
        **refuses(*CHANGING, Code.UNKNOWN_COUNTER, Code.COUNTER_TAKEN, Code.COUNTER_BUSY),
    },
    openapi_extra=asked(By.STAFF, key=True),
)
async def open_counter(request: Request, site: str, counter: str) -> Response:
    """Also the way back from a pause. Whoever held another counter leaves it."""
    asker = await enter(request, site, is_staff)
    key = key_of(request)
    return json(kept(await counters.open_counter(*asker.here, counter, key)).counter)


@router.post(
    "/counters/{counter}/pause",
    summary="Rest",
    responses={
        200: answers("The counter, paused", CounterView, state="paused"),
        **refuses(*CHANGING, Code.UNKNOWN_COUNTER, Code.NOT_YOUR_COUNTER, Code.COUNTER_BUSY),
    },
    openapi_extra=asked(By.STAFF, key=True),
)
async def pause_counter(request: Request, site: str, counter: str) -> Response:
    """The counter is kept, and nobody is called to it. Not while a visitor is there."""
    asker = await enter(request, site, is_staff)
    key = key_of(request)
    return json(kept(await counters.pause_counter(*asker.here, counter, key)).counter)


@router.post(
    "/counters/{counter}/close",
    summary="Leave a counter",
    responses={
        200: answers("The counter, closed", CounterView, state="closed", agent=None),
        **refuses(*CHANGING, Code.UNKNOWN_COUNTER, Code.NOT_YOUR_COUNTER, Code.COUNTER_BUSY),
    },
    openapi_extra=asked(By.STAFF, key=True),
)
async def close_counter(request: Request, site: str, counter: str) -> Response:
    """A manager may close one that somebody forgot. Not while a visitor is there."""
    asker = await enter(request, site, is_staff)
    key = key_of(request)
    return json(kept(await counters.close_counter(*asker.here, counter, key)).counter)


@router.post(
    "/counters/{counter}/next",
    summary="Call the next visitor",
    responses={
        200: answers("Who was called, and why", CalledTicket, ticket=CALLED),
        204: answers("Nobody waits for this agent"),
        **refuses(
            *(*CHANGING, Code.UNKNOWN_COUNTER, Code.NOT_YOUR_COUNTER),
            *(Code.COUNTER_BUSY, Code.NOT_ALLOWED_NOW),
        ),
    },
    openapi_extra=asked(By.STAFF, NextRequest, key=True),
)
async def call_next(request: Request, site: str, counter: str) -> Response:
    """Refused while somebody is at the counter, unless the body says how that visit ended: a
    second click must not send a visitor away unseen."""
    asker = await enter(request, site, is_staff)
    wish, key = await body_of(request, NextRequest), key_of(request)
    answer = await counters.call_next(*asker.here, counter, wish.finish, key)
    if isinstance(answer, Nobody):
        return Response(status_code=204)
    return json(called(kept(answer), asker.language))
