"""The form that interrupts a service for a while of today, and the button that ends it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from server.application.interrupting import interrupt
from server.domain import commands as c
from server.domain.business_day import moment_on
from server.domain.refusal import Code
from server.office.page import Looking, office_page
from server.office.plan import Plan
from server.protocol.sent import Sent
from server.rim.asker import Asker, kept
from server.rim.pages import done
from server.rim.problems import STATUS, Refused
from server.rim.words import refusal_text

router = APIRouter(prefix="/office/{site}")


class InterruptOrder(Sent):
    """The fields of the form, hours as a person fills them."""

    key: str = Field("", max_length=100)
    service: str = Field("", max_length=64)
    begins: str = Field("", max_length=8)
    ends: str = Field("", max_length=8)


class ResumeOrder(Sent):
    key: str = Field("", max_length=100)
    service: str = Field("", max_length=64)


@router.post("/interruptions", response_model=None)
async def interruptions(looking: Looking, order: Annotated[InterruptOrder, Form()]) -> Response:
    """The page comes back with what is planned, or says what to mend."""
    if isinstance(looking, Response):
        return looking
    try:
        begins, ends = _moment(looking, order.begins), _moment(looking, order.ends)
        command = c.InterruptService(order.service, begins, ends)
        kept(await interrupt(*looking.here, command, _key(looking, order, "interrupt")))
    except Refused as refused:
        error = refusal_text(refused.refusal, looking.language)
        plan = Plan(order.service, order.begins, order.ends, error)
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


def _key(asker: Asker, order: InterruptOrder | ResumeOrder, verb: str) -> str | None:
    who = asker.caller.who().name
    return f"{order.key}-{verb}-{who}-{order.service}" if order.key else None


def _moment(asker: Asker, told: str) -> datetime:
    """`10:00` by the site's clock, today. Raises `invalid`."""
    try:
        clock = time.fromisoformat(told)
    except ValueError as error:
        raise Refused(Code.INVALID, field="ends", why="interruption") from error
    return moment_on(asker.reception.site, asker.reception.committed.date, clock)
