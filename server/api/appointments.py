"""Hours agreed on beforehand: the town's own software brings, moves and calls off."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application.appointments import AppointmentNow, agree_on, appointments_of, call_off
from server.domain.appointments import Wanted
from server.domain.refusal import Code
from server.protocol.appointments import AppointmentRequest, AppointmentsView, AppointmentView
from server.rim.asker import kept
from server.rim.described import CHANGING, KNOWN_AT_A_SITE, By, answers, asked, refuses
from server.rim.pages import as_json
from server.rim.problems import Refused
from server.rim.tokens import enter_appointments
from server.rim.wish import body_of

router = APIRouter(prefix="/api/v1/sites/{site}/appointments", tags=["appointments"])

ID_LENGTH = 100


@router.get(
    "",
    summary="A day's appointments",
    responses={
        200: answers("In the order of their hours", AppointmentsView),
        **refuses(*KNOWN_AT_A_SITE, Code.TOO_MANY_REQUESTS, Code.INVALID),
    },
    openapi_extra=asked(By.MANAGER_OR_TOKEN),
)
async def appointments(request: Request, site: str, day: date | None = None) -> Response:
    """Today's, or those of a day to come, each with what became of it. With the end of a day its
    appointments are erased."""
    asker = await enter_appointments(request, site)
    on = day or asker.reception.committed.date
    found = await appointments_of(asker.receptions, asker.reception, on)
    view = AppointmentsView(
        site=site, day=on.isoformat(), appointments=[_view(each) for each in found]
    )
    return as_json(view)


@router.put(
    "/{id}",
    summary="Agree on an hour",
    responses={
        200: answers("Known before: changed, under the same code", AppointmentView),
        201: answers("New, with its code", AppointmentView),
        **refuses(*CHANGING, Code.TOO_MANY_REQUESTS, Code.UNKNOWN_SERVICE),
    },
    openapi_extra=asked(By.MANAGER_OR_TOKEN, AppointmentRequest, required=True),
)
async def put_appointment(request: Request, site: str, id: str) -> Response:
    """The same twice is one. `id` is the town's own name for it; one that was called off stands
    again. Only for today and days to come."""
    asker = await enter_appointments(request, site)
    wish = await body_of(request, AppointmentRequest)
    wanted = Wanted(_id(id), wish.at, tuple(dict.fromkeys(wish.services)), wish.language)
    now, new = kept(await agree_on(asker.receptions, asker.reception, wanted))
    return as_json(_view(now), 201 if new else 200)


@router.delete(
    "/{id}",
    summary="Call an appointment off",
    responses={
        200: answers(
            "It stands as called off until its day is over", AppointmentView, state="cancelled"
        ),
        **refuses(*CHANGING, Code.TOO_MANY_REQUESTS, Code.UNKNOWN_APPOINTMENT),
    },
    openapi_extra=asked(By.MANAGER_OR_TOKEN),
)
async def cancel_appointment(request: Request, site: str, id: str) -> Response:
    """Its code opens nothing any more. A ticket that was taken with it stays as it is."""
    asker = await enter_appointments(request, site)
    now = kept(await call_off(asker.receptions, asker.reception, _id(id)))
    return as_json(_view(now))


def _id(told: str) -> str:
    """Raises `invalid`."""
    if len(told) > ID_LENGTH or "\0" in told:
        raise Refused(Code.INVALID, field="id")
    return told


def _view(now: AppointmentNow) -> AppointmentView:
    booked = now.booked.appointment
    return AppointmentView(
        id=booked.id,
        code=booked.code,
        at=booked.at,
        services=list(booked.services),
        language=booked.language,
        state=now.state.value,
        number=now.number,
    )
