"""Taking tickets and moving them: kiosks and staff."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.api.written import with_reason, with_secret
from server.application import counters, visitors
from server.application.counters import STAFF_ACTIONS
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.protocol.queue import ActionRequest, MovedTicket, TakenTicket, TakeRequest, WhyView
from server.rim.access import is_staff, may_print, may_take
from server.rim.asker import base_url, enter, kept
from server.rim.described import CHANGING, KNOWN_AT_A_SITE, By, answers, asked, refuses
from server.rim.flood import held_back
from server.rim.pages import as_json, json
from server.rim.problems import Refused
from server.rim.why import reason_of, ticket_at
from server.rim.wish import body_of, key_of
from server.rim.words import why_view

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["tickets"])

WISHES: dict[str, object] = {
    "services": {"services": ["identity"], "language": "fr"},
    "appointment": {"appointment_code": "K7M2XD", "language": "fr"},
}
BODIES: dict[str, object] = {
    "transfer": {"service": "civil", "counter": "3", "note": "photo checked"},
    "finish": {"outcome": "solved"},
    "call": {"counter": "1"},
    "resume": {"counter": "1"},
    "add-service": {"service": "elections"},
    "priority": {"priority": True},
    "note": {"text": "prefers to write"},
}
"""What goes with an action: an example of each. The others need no body."""


@router.post(
    "/tickets",
    status_code=201,
    summary="Take a ticket",
    responses={
        201: answers("The ticket, with the visitor's secret", TakenTicket),
        **refuses(
            *(*CHANGING, Code.UNKNOWN_SERVICE, Code.CLOSED, Code.TOO_LATE_TODAY),
            *(Code.QUOTA_REACHED, Code.NOT_ALLOWED_NOW, Code.TOO_MANY_REQUESTS),
            *(Code.UNKNOWN_APPOINTMENT, Code.TOO_EARLY, Code.TOO_LATE_APPOINTMENT),
            Code.ALREADY_HERE,
        ),
    },
    openapi_extra=asked(
        *(By.KIOSK_OR_STAFF, TakeRequest), required=True, examples=WISHES, key=True
    ),
)
async def take_ticket(request: Request, site: str) -> Response:
    """A printer, when the site has one, gets its job in the same breath. Whoever has an appointment
    checks in with its code, instead of saying for what she came. `number`, `taken_at` and
    `served` are for staff alone, who enter a number that was printed in advance."""
    asker = await enter(request, site, may_take)
    key = key_of(request)
    with held_back(request, asker.caller, "ticket"):
        wish = await body_of(request, TakeRequest)
        answer = kept(await visitors.take_ticket(*asker.here, wish, key, asker.caller.kiosk))
    token = asker.reception.token(answer.number)
    return json(with_secret(answer, token, f"{base_url(request)}/t/{token}"), 201)


@router.get(
    "/tickets/{number}/why",
    summary="Why this ticket",
    responses={
        200: answers("The rule, and a sentence for each side of the counter", WhyView),
        **refuses(*KNOWN_AT_A_SITE, Code.UNKNOWN_TICKET, Code.NOT_ALLOWED_NOW),
    },
    openapi_extra=asked(By.STAFF),
)
async def why(request: Request, site: str, number: str) -> Response:
    """Of one who waits, why at this place; of one who was called, the rule that decided then.
    Refused with `not_allowed_now` when the ticket does not wait and never was called."""
    asker = await enter(request, site, is_staff)
    ticket = ticket_at(asker.sight, number)
    reason = reason_of(asker.sight, ticket)
    return as_json(why_view(*reason, asker.language, ticket.language))


@router.post(
    "/tickets/{number}/{action}",
    summary="Act on a ticket",
    responses={
        200: answers(
            "The ticket, with the reason when it was called", MovedTicket, services=["civil"]
        ),
        **refuses(
            *(*CHANGING, Code.UNKNOWN_TICKET, Code.UNKNOWN_SERVICE, Code.UNKNOWN_COUNTER),
            *(Code.NOT_ALLOWED_NOW, Code.COUNTER_BUSY, Code.NOT_YOUR_COUNTER),
            *(Code.NOT_YOUR_SKILL, Code.TOO_MANY_REQUESTS),
        ),
    },
    openapi_extra=asked(By.STAFF_OR_KIOSK, ActionRequest, examples=BODIES, key=True),
)
async def act_on_ticket(request: Request, site: str, number: str, action: Action) -> Response:
    """A kiosk may only `print`. The ticket's state decides which actions it allows; any other is
    refused with `not_allowed_now`."""
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
