"""Counters: taken, rested, left, and the next visitor called to them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

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
from server.web.access import Known, is_staff, need
from server.web.api.tickets import reason_of
from server.web.doors import IdempotencyKey, TheHouse, TheReception, do
from server.web.language import language_of
from server.web.words import reason_text

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["counters"])


@router.get("/queue", responses={200: {"model": QueueView}})
async def queue(
    request: Request, house: TheHouse, reception: TheReception, caller: Known
) -> Response:
    """Everybody who waits, in the order of call, each with the reason."""
    need(caller, reception.site.slug, is_staff)
    day, site, now = reception.committed, reception.site, reception.moment(house.now())
    language = language_of(request)
    places = [
        QueuePlace(
            ticket=ticket_view(day, site, choice.ticket, now),
            reason=ReasonView(
                rule=choice.rule, text=reason_text(choice.rule, choice.facts, language)
            ),
        )
        for choice in order(day, site.policy, now)
    ]
    view = QueueView(site=site.slug, seq=day.seq, tickets=places)
    return Response(view.model_dump_json(), media_type="application/json")


@router.post("/counters/{counter}/open", responses={200: {"model": CounterView}})
async def open_counter(
    house: TheHouse,
    reception: TheReception,
    caller: Known,
    counter: str,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    need(caller, reception.site.slug, is_staff)
    answer = await do(house, reception, c.OpenCounter(counter), caller, idempotency_key)
    return _counter(answer)


@router.post("/counters/{counter}/pause", responses={200: {"model": CounterView}})
async def pause_counter(
    house: TheHouse,
    reception: TheReception,
    caller: Known,
    counter: str,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    need(caller, reception.site.slug, is_staff)
    answer = await do(house, reception, c.PauseCounter(counter), caller, idempotency_key)
    return _counter(answer)


@router.post("/counters/{counter}/close", responses={200: {"model": CounterView}})
async def close_counter(
    house: TheHouse,
    reception: TheReception,
    caller: Known,
    counter: str,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    need(caller, reception.site.slug, is_staff)
    answer = await do(house, reception, c.CloseCounter(counter), caller, idempotency_key)
    return _counter(answer)


@router.post(
    "/counters/{counter}/next",
    responses={200: {"model": CalledTicket}, 204: {"description": "Nobody waits for this agent"}},
)
async def call_next(
    request: Request,
    house: TheHouse,
    reception: TheReception,
    caller: Known,
    counter: str,
    asked: NextRequest | None = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    need(caller, reception.site.slug, is_staff)
    command = c.CallNext(counter, asked.finish if asked else None)
    answer = await do(house, reception, command, caller, idempotency_key)
    if answer.ticket is None:
        return Response(status_code=204)
    called = CalledTicket.model_construct(
        ticket=answer.ticket, reason=reason_of(answer, language_of(request))
    )
    return Response(called.model_dump_json(), media_type="application/json")


def _counter(answer: Answer) -> Response:
    assert answer.counter is not None
    return Response(answer.counter.model_dump_json(), media_type="application/json")
