"""Continuity on paper: numbers for the drawer, and their entry once the system is back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from server.application.prints import print_out
from server.application.visitors import enter_paper
from server.domain import commands as c
from server.domain.business_day import moment_on
from server.domain.refusal import Code, Refusal
from server.office.clock import hour_of
from server.office.entry import PaperForm
from server.office.page import Looking, office_page
from server.protocol.printing import PrintsRequest
from server.protocol.sent import Sent
from server.rim.asker import Asker, kept
from server.rim.pages import done
from server.rim.problems import STATUS, Refused
from server.rim.words import refusal_text

router = APIRouter(prefix="/office/{site}")


class NumbersOrder(Sent):
    """The fields of the form for the drawer."""

    key: str = Field("", max_length=100)
    printer: str = Field(min_length=1, max_length=200)
    count: int


class PaperOrder(Sent):
    """The fields of the form for one paper, as a person fills them."""

    key: str = Field("", max_length=100)
    number: str = Field("", max_length=40)
    service: str = Field("", max_length=64)
    arrival: str = Field("", max_length=8)
    served: bool = False


@router.post("/numbers", response_model=None)
async def numbers(
    request: Request, looking: Looking, order: Annotated[NumbersOrder, Form()]
) -> Response:
    """Numbers for the drawer; the page says what became of them."""
    if isinstance(looking, Response):
        return looking
    wanted = PrintsRequest(kind="fallback", printer=order.printer, count=order.count)
    key = f"{order.key}-numbers-{looking.caller.who().name}" if order.key else None
    kept(await print_out(*looking.here, wanted, key))
    return done(request, f"/office/{looking.reception.site.slug}")


@router.post("/paper", response_model=None)
async def paper(looking: Looking, order: Annotated[PaperOrder, Form()]) -> Response:
    """One paper. The page comes back ready for the next one, or says what to mend."""
    if isinstance(looking, Response):
        return looking
    number = _as_printed(order.number, looking.reception.site.paper.fallback_prefix)
    try:
        await _enter(looking, number, order)
    except Refused as refused:
        return _again(looking, order, refused)
    return RedirectResponse(f"/office/{looking.reception.site.slug}?entered={number}", 303)


async def _enter(asker: Asker, number: str, order: PaperOrder) -> None:
    command = c.EnterPaper(
        number=number,
        services=(order.service,) if order.service else (),
        taken_at=_arrival(asker, order.arrival),
        served=order.served,
    )
    # Somebody else's press of the same button is another command: her name is in the key.
    key = f"{order.key}-{asker.caller.who().name}-{number}" if order.key else None
    kept(await enter_paper(*asker.here, command, key))


def _as_printed(told: str, prefix: str) -> str:
    """`7`, `x 7` and `X 007` are all X007."""
    label = "".join(told.split()).upper()
    digits = label.removeprefix(prefix)
    return f"{prefix}{int(digits):03d}" if digits.isascii() and digits.isdigit() else label


def _arrival(asker: Asker, told: str) -> datetime:
    """`09:05` by the site's clock. Raises `invalid`."""
    clock = hour_of(told, "taken_at", "no_time")
    return moment_on(asker.reception.site, asker.reception.committed.date, clock)


def _again(asker: Asker, order: PaperOrder, refused: Refused) -> Response:
    """The form as it was filled in, and what is wrong with which field."""
    refusal = refused.refusal
    entry = PaperForm(
        number=order.number,
        service=order.service,
        arrival=order.arrival,
        served=order.served,
        wrong=_wrong(refusal),
        error=refusal_text(refusal, asker.language),
    )
    return office_page(asker, entry, STATUS[refusal.code])


def _wrong(refusal: Refusal) -> str:
    """The form's name of the field to mend."""
    field = "services" if refusal.code is Code.UNKNOWN_SERVICE else refusal.facts.get("field", "")
    return {"services": "service", "taken_at": "arrival"}.get(field, "number")
