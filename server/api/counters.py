"""Counters: taken, rested, left, and the next visitor called to them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.api.tickets import reason_of
from server.application.answers import Answer
from server.application.views import ticket_view
from server.domain import commands as c
from server.domain.policy import order
from server.protocol.queue import (
    CalledTicket,
    CounterView,
    NextRequest,
    QueuePlace,
    QueueView,
    ReasonView,
)
from server.rim.access import is_staff
from server.rim.asker import body_of, enter, key_of, takes
from server.rim.language import language_of
from server.rim.words import reason_text

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["counters"])


@router.get("/queue", responses={200: {"model": QueueView}})
async def queue(request: Request, site: str) -> Response:
    """Everybody who waits, in the order of call, each with the reason."""
    asker = await enter(request, site, is_staff)
    reception = asker.reception
    day, now = reception.committed, reception.moment(asker.receptions.now())
    language = language_of(request)
    places = [
        QueuePlace(
            ticket=ticket_view(day, reception.site, choice.ticket, now),
            reason=ReasonView(
                rule=choice.rule, text=reason_text(choice.rule, choice.facts, language)
            ),
        )
        for choice in order(day, reception.site.policy, now)
    ]
    view = QueueView(site=site, seq=day.seq, tickets=places)
    return Response(view.model_dump_json(), media_type="application/json")


@router.post(
    "/counters/{counter}/open", responses={200: {"model": CounterView}}, openapi_extra=takes()
)
async def open_counter(request: Request, site: str, counter: str) -> Response:
    asker = await enter(request, site, is_staff)
    return _counter(await asker.do(c.OpenCounter(counter), key_of(request)))


@router.post(
    "/counters/{counter}/pause", responses={200: {"model": CounterView}}, openapi_extra=takes()
)
async def pause_counter(request: Request, site: str, counter: str) -> Response:
    asker = await enter(request, site, is_staff)
    return _counter(await asker.do(c.PauseCounter(counter), key_of(request)))


@router.post(
    "/counters/{counter}/close", responses={200: {"model": CounterView}}, openapi_extra=takes()
)
async def close_counter(request: Request, site: str, counter: str) -> Response:
    asker = await enter(request, site, is_staff)
    return _counter(await asker.do(c.CloseCounter(counter), key_of(request)))


@router.post(
    "/counters/{counter}/next",
    responses={200: {"model": CalledTicket}, 204: {"description": "Nobody waits for this agent"}},
    openapi_extra=takes(NextRequest),
)
async def call_next(request: Request, site: str, counter: str) -> Response:
    asker = await enter(request, site, is_staff)
    asked = await body_of(request, NextRequest)
    command = c.CallNext(counter, asked.finish)
    answer = await asker.do(command, key_of(request))
    if answer.ticket is None:
        return Response(status_code=204)
    called = CalledTicket(ticket=answer.ticket, reason=reason_of(answer, language_of(request)))
    return Response(called.model_dump_json(), media_type="application/json")


def _counter(answer: Answer) -> Response:
    assert answer.counter is not None
    return Response(answer.counter.model_dump_json(), media_type="application/json")
