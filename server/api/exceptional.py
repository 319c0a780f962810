"""Days with hours of their own, for the programs of those in charge."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application import exceptional
from server.domain.exceptional import ExceptionalDay, OpenSpan, to_come
from server.protocol.exceptional import (
    ExceptionalDayRequest,
    ExceptionalDaysView,
    ExceptionalDayView,
    SpanView,
)
from server.rim.access import is_in_charge
from server.rim.asker import enter, kept
from server.rim.described import CHANGING, KNOWN_AT_A_SITE, By, answers, asked, refuses
from server.rim.pages import as_json
from server.rim.wish import body_of

router = APIRouter(prefix="/api/v1/sites/{site}/exceptional-days", tags=["office"])

SATURDAY: dict[str, object] = {"open": {"hours": [{"opens": "09:00", "closes": "12:00"}]}}


@router.get(
    "",
    summary="Which days have hours of their own",
    responses={200: answers("The days", ExceptionalDaysView), **refuses(*KNOWN_AT_A_SITE)},
    openapi_extra=asked(By.MANAGER),
)
async def exceptional_days(request: Request, site: str) -> Response:
    """Today and to come, beside what the site file says."""
    asker = await enter(request, site, is_in_charge)
    await exceptional.look_up(asker.receptions)
    found = to_come(asker.reception.site.exceptional, asker.reception.committed.date)
    return as_json(ExceptionalDaysView(site=site, days=[_view(each) for each in found]))


@router.put(
    "/{day}",
    summary="Give a day hours of its own",
    responses={200: answers("Its hours", ExceptionalDayView), **refuses(*CHANGING)},
    openapi_extra=asked(By.MANAGER, ExceptionalDayRequest, required=True, examples=SATURDAY),
)
async def put_exceptional_day(request: Request, site: str, day: date) -> Response:
    """Today's take effect at once. A day that has others already is refused with `invalid` until
    they are taken back."""
    asker = await enter(request, site, is_in_charge)
    wish = await body_of(request, ExceptionalDayRequest)
    wanted = ExceptionalDay(day, tuple(OpenSpan(*each.times) for each in wish.hours))
    return as_json(_view(kept(await exceptional.decide(*asker.here[:2], wanted))))


@router.delete(
    "/{day}",
    status_code=204,
    summary="Give a day its usual hours again",
    responses={204: answers("Its hours are the usual ones"), **refuses(*CHANGING)},
    openapi_extra=asked(By.MANAGER),
)
async def take_back_exceptional_day(request: Request, site: str, day: date) -> Response:
    """What is taken back already is answered the same."""
    asker = await enter(request, site, is_in_charge)
    kept(await exceptional.take_back(*asker.here[:2], day))
    return Response(status_code=204)


def _view(each: ExceptionalDay) -> ExceptionalDayView:
    hours = [SpanView(opens=f"{s.opens:%H:%M}", closes=f"{s.closes:%H:%M}") for s in each.hours]
    return ExceptionalDayView(day=each.day.isoformat(), hours=hours)
