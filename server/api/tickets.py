"""Taking tickets and moving them: kiosks and staff."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from server.application.answers import Answer
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.protocol.queue import (
    ActionRequest,
    CalledTicket,
    ReasonView,
    TakenTicket,
    TakeRequest,
    TicketView,
)
from server.rim.access import Caller, is_staff, may_print, may_take
from server.rim.asker import base_url, body_of, do, enter, kept, key_of, printer_for, takes
from server.rim.flood import held_back
from server.rim.language import language_of
from server.rim.problems import Refused
from server.rim.words import reason_text

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["tickets"])

STAFF_ACTIONS = tuple(a for a in Action if a not in (Action.LEAVE, Action.LATER))


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
        wanted = await body_of(request, TakeRequest)
        answer = await take_ticket(asker.receptions, asker.reception, wanted, asker.caller, key)
    taken = taken_ticket(asker.reception, answer, base_url(request))
    return Response(taken.model_dump_json(), 201, media_type="application/json")


async def take_ticket(
    receptions: Receptions,
    reception: Reception,
    wanted: TakeRequest,
    caller: Caller,
    key: str | None,
) -> Answer:
    if wanted.number or wanted.taken_at or wanted.served:
        return await do(receptions, reception, _paper(wanted), caller, key)
    printer = printer_for(receptions, reception, caller)
    return await do(receptions, reception, _new(wanted), caller, key, printer)


def _new(wanted: TakeRequest) -> c.TakeTicket:
    return c.TakeTicket(
        services=tuple(wanted.services),
        language=wanted.language,
        priority=wanted.priority,
        needs=tuple(wanted.needs),
        appointment=wanted.appointment,
    )


def _paper(wanted: TakeRequest) -> c.EnterPaper:
    """Its holder has a paper already: nothing is printed."""
    return c.EnterPaper(
        number=wanted.number or "",
        services=tuple(wanted.services),
        language=wanted.language,
        priority=wanted.priority,
        needs=tuple(wanted.needs),
        appointment=wanted.appointment,
        taken_at=wanted.taken_at,
        served=wanted.served,
    )


def taken_ticket(reception: Reception, answer: Answer, base: str) -> TakenTicket:
    """The answer, with the visitor's secret, which is not kept."""
    assert answer.ticket is not None
    token = reception.token(answer.ticket.number)
    return TakenTicket(**dict(answer.ticket), token=token, follow_url=f"{base}/t/{token}")


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
    asked = await body_of(request, ActionRequest)
    with held_back(request, asker.caller, "paper"):  # of all these, a kiosk may only print
        answer = await move_ticket(
            asker.receptions, asker.reception, asker.caller, number, action, asked, key_of(request)
        )
    return ticket_response(answer, language_of(request))


async def move_ticket(
    receptions: Receptions,
    reception: Reception,
    caller: Caller,
    number: str,
    action: Action,
    asked: ActionRequest,
    key: str | None = None,
) -> Answer:
    printer = printer_for(receptions, reception, caller) if action is Action.PRINT else None
    command = c.MoveTicket(
        number=number,
        action=action,
        counter=asked.counter,
        service=asked.service,
        outcome=asked.outcome,
        priority=asked.priority,
    )
    note = asked.text if action is Action.NOTE else asked.note
    return kept(await receptions.move(reception, command, caller.who(), key, note, printer))


def ticket_response(answer: Answer, language: str) -> Response:
    """The ticket; with the reason when it was called."""
    assert answer.ticket is not None
    body = answer.ticket.model_dump(mode="json")
    if answer.rule is not None:
        body["reason"] = reason_of(answer, language).model_dump()
    return JSONResponse(body)


def reason_of(answer: Answer, language: str) -> ReasonView:
    rule = answer.rule or ""
    return ReasonView(rule=rule, text=reason_text(rule, answer.facts, language))
