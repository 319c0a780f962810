"""The page where a day is given hours of its own: closed, closed from an hour on, or open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Literal

from fastapi import APIRouter, Form
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from server.application import exceptional
from server.domain.exceptional import (
    ExceptionalDay,
    OpenSpan,
    closed_from,
    refused_day,
    to_come,
)
from server.domain.hours import Hours
from server.domain.refusal import Code
from server.office.clock import hour_of
from server.office.page import Looking
from server.protocol.sent import Sent
from server.rim.asker import Asker, kept
from server.rim.pages import shown
from server.rim.problems import STATUS, Refused
from server.rim.words import refusal_text
from server.texts.days import full_day

router = APIRouter(prefix="/office/{site}/days")


class DayOrder(Sent):
    """The fields of the form, as a person fills them."""

    day: str = Field("", max_length=10)
    kind: Literal["closed", "closed_from", "open"] = "closed"
    closes_at: str = Field("", max_length=8)
    opens: str = Field("", max_length=8)
    closes: str = Field("", max_length=8)
    opens_again: str = Field("", max_length=8)
    closes_again: str = Field("", max_length=8)


class AsUsualOrder(Sent):
    """The hidden field beside a day."""

    day: date


@dataclass(frozen=True, slots=True)
class DayForm:
    """How the form was filled in, and what it was refused for."""

    order: DayOrder | None = None
    error: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class ExceptionalRow:
    day: date
    title: str
    hours: list[tuple[str, str]]


@router.get("", response_model=None)
async def days(looking: Looking) -> Response:
    if isinstance(looking, Response):
        return looking
    await exceptional.look_up(looking.receptions)
    return days_page(looking, DayForm())


@router.post("", response_model=None)
async def decide(looking: Looking, order: Annotated[DayOrder, Form()]) -> Response:
    """The page comes back with the day, or says what to mend."""
    if isinstance(looking, Response):
        return looking
    try:
        wanted = _wanted(looking, order)
        kept(await exceptional.decide(looking.receptions, looking.reception, wanted))
    except Refused as refused:
        error = refusal_text(refused.refusal, looking.language)
        return days_page(looking, DayForm(order, error, STATUS[refused.refusal.code]))
    return _onward(looking)


@router.post("/remove", response_model=None)
async def remove(looking: Looking, order: Annotated[AsUsualOrder, Form()]) -> Response:
    """One that is gone already is as good as taken back."""
    if isinstance(looking, Response):
        return looking
    kept(await exceptional.take_back(looking.receptions, looking.reception, order.day))
    return _onward(looking)


def days_page(asker: Asker, form: DayForm) -> Response:
    reception = asker.reception
    today = reception.committed.date
    found = to_come(reception.site.exceptional, today)
    return shown(
        "office/days.html",
        asker.language,
        form.status,
        site=reception.site,
        days=[_painted(each, asker.language) for each in found],
        today=today,
        order=form.order or DayOrder(),
        error=form.error,
    )


def _wanted(asker: Asker, order: DayOrder) -> ExceptionalDay:
    """Raises `invalid`. The day is looked at first: no calendar knows the hours of any year."""
    try:
        day = date.fromisoformat(order.day)
    except ValueError as error:
        raise Refused(Code.INVALID, field="day", why="exceptional_past") from error
    kept(refused_day(day, asker.reception.committed.date))
    return ExceptionalDay(day, tuple(_hours(asker, day, order)))


def _hours(asker: Asker, day: date, order: DayOrder) -> Iterator[OpenSpan]:
    if order.kind == "closed_from":
        usual = Hours(asker.reception.usual).site.spans(day)
        yield from closed_from(usual, _clock(order.closes_at))
    if order.kind == "open":
        yield OpenSpan(_clock(order.opens), _clock(order.closes))
        if order.opens_again or order.closes_again:
            yield OpenSpan(_clock(order.opens_again), _clock(order.closes_again))


def _clock(told: str) -> time:
    """Raises `invalid`."""
    return hour_of(told, "hours", "exceptional_hours").replace(second=0, microsecond=0)


def _painted(each: ExceptionalDay, language: str) -> ExceptionalRow:
    hours = [(f"{span.opens:%H:%M}", f"{span.closes:%H:%M}") for span in each.hours]
    return ExceptionalRow(each.day, full_day(each.day, language), hours)


def _onward(asker: Asker) -> Response:
    return RedirectResponse(f"/office/{asker.reception.site.slug}/days", 303)
