"""The form that interrupts a service for a while of today or of a day to come; the buttons that end
one, and take one back.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from server.application import planned
from server.application.interrupting import interrupt
from server.domain import commands as c
from server.domain.business_day import moment_on
from server.domain.refusal import Code
from server.office.clock import hour_of
from server.office.page import Looking, office_page
from server.office.plan import Plan
from server.protocol.sent import Sent
from server.rim.asker import Asker, kept
from server.rim.pages import done
from server.rim.problems import STATUS, Refused
from server.rim.words import refusal_text

router = APIRouter(prefix="/office/{site}")
FAR = timedelta(days=366)


class InterruptOrder(Sent):
    """The fields of the form, hours as a person fills them."""

    key: str = Field("", max_length=100)
    service: str = Field("", max_length=64)
    day: str = Field("", max_length=10)
    """Empty for today."""
    begins: str = Field("", max_length=8)
    ends: str = Field("", max_length=8)


class ResumeOrder(Sent):
    key: str = Field("", max_length=100)
    service: str = Field("", max_length=64)


class TakeBackOrder(Sent):
    """The hidden fields beside one of a day to come."""

    service: str = Field("", max_length=64)
    day: date


@router.post("/interruptions", response_model=None)
async def interruptions(looking: Looking, order: Annotated[InterruptOrder, Form()]) -> Response:
    """The page comes back with what is planned, or says what to mend."""
    if isinstance(looking, Response):
        return looking
    try:
        day = _day(looking, order.day)
        begins, ends = _moment(looking, day, order.begins), _moment(looking, day, order.ends)
        command = c.InterruptService(order.service, begins, ends)
        if later := planned.for_a_later_day(looking.reception, command):
            kept(await planned.plan(looking.receptions, looking.reception, later))
        else:
            kept(await interrupt(*looking.here, command, _key(looking, order, "interrupt")))
    except Refused as refused:
        error = refusal_text(refused.refusal, looking.language)
        plan = Plan(order.service, order.day, order.begins, order.ends, error)
        return office_page(looking, plan=plan, status=STATUS[refused.refusal.code])
    return RedirectResponse(f"/office/{looking.reception.site.slug}#interruptions", 303)


@router.post("/resume", response_model=None)
async def resume(
    request: Request, looking: Looking, order: Annotated[ResumeOrder, Form()]
) -> Response:
    if isinstance(looking, Response):
        return looking
    command = c.ResumeService(order.service)
    kept(await interrupt(*looking.here, command, _key(looking, order, "resume")))
    return done(request, f"/office/{looking.reception.site.slug}#interruptions")


@router.post("/interruptions/remove", response_model=None)
async def remove(
    request: Request, looking: Looking, order: Annotated[TakeBackOrder, Form()]
) -> Response:
    """One that is gone already is as good as taken back."""
    if isinstance(looking, Response):
        return looking
    await planned.take_back(looking.receptions, looking.reception, order.service, order.day)
    return done(request, f"/office/{looking.reception.site.slug}#interruptions")


def _key(asker: Asker, order: InterruptOrder | ResumeOrder, verb: str) -> str | None:
    who = asker.caller.who().name
    return f"{order.key}-{verb}-{who}-{order.service}" if order.key else None


def _day(asker: Asker, told: str) -> date:
    """Raises `invalid`, also for a year of which no calendar knows the hours."""
    today = asker.reception.committed.date
    try:
        day = date.fromisoformat(told) if told else today
    except ValueError as error:
        raise Refused(Code.INVALID, field="day", why="interruption") from error
    if abs(day - today) > FAR:
        raise Refused(Code.INVALID, field="day", why="planned_far")
    return day


def _moment(asker: Asker, day: date, told: str) -> datetime:
    """`10:00` by the site's clock on that day. Raises `invalid`."""
    return moment_on(asker.reception.site, day, hour_of(told, "ends", "interruption"))
