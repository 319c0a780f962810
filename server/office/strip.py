"""Today as a strip of quarters of an hour, and what one more counter would change of the rest."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from server.application.sight import Sight
from server.application.strip import DayStrip, Strips
from server.looks.templates import render
from server.office.page import Looking
from server.office.strip_drawing import drawing
from server.office.strip_words import StripWords, clock
from server.rim.listening import while_listening
from server.rim.pages import FRESH, Painted, shown
from server.texts.catalogue import written_in
from server.texts.days import full_day

router = APIRouter(prefix="/office/{site}")
FIRST_TRIED = 10 * 60
"""Minutes of the day: where the slider stands before anybody moves it."""
DAY = 24 * 60


@router.get("/strip", response_model=None)
async def strip(request: Request, looking: Looking) -> Response:
    """`from`: when one more counter would open, in minutes of the day, as the slider sends it."""
    if isinstance(looking, Response):
        return looking
    return strip_page(looking.sight, await _asked(request, looking.sight))


@router.get("/strip/fragment", response_model=None)
async def strip_fragment(request: Request, looking: Looking) -> Response:
    if isinstance(looking, Response):
        return looking
    painted = strip_painted(looking.sight, await _asked(request, looking.sight))
    html = render("office/quarters.html", looking.language, **painted)
    return HTMLResponse(html, headers=dict(FRESH))


async def _asked(request: Request, sight: Sight) -> DayStrip:
    strips: Strips = request.app.state.strips
    begins = moment_asked(sight, request.query_params.get("from", ""))
    return await while_listening(request, strips.of(sight, begins))


def moment_asked(sight: Sight, minutes: str) -> datetime | None:
    """Of today; None of what is no minute of a day."""
    if not minutes.isdecimal() or len(minutes) > 4 or int(minutes) >= DAY:
        return None
    hour = time(*divmod(int(minutes), 60))
    return datetime.combine(sight.day.date, hour, ZoneInfo(sight.site.timezone)).astimezone(UTC)


def strip_page(sight: Sight, told: DayStrip) -> Response:
    painted = strip_painted(sight, told)
    day = full_day(sight.day.date, sight.language)
    return shown("office/strip.html", sight.language, site=sight.site, day=day, **painted)


def strip_painted(sight: Sight, told: DayStrip) -> Painted:
    site, zone = sight.site, ZoneInfo(sight.site.timezone)
    words = StripWords(sight.language, zone)
    first, *_, last = (told.starts[0], told.starts[-1]) if told.starts else (None, None)
    return {
        "slug": site.slug,
        "chosen": written_in(sight.language),
        "said": words.said(told),
        "answer": words.answer(told),
        "sides": words.sides(told),
        "rows": list(words.rows(told)),
        "drawn": drawing(told, zone) if told.span else None,
        "slider": _slider(told, first, last, zone) if first and last else None,
    }


def _slider(told: DayStrip, first: datetime, last: datetime, zone: ZoneInfo) -> Painted:
    least = _minutes(first, zone)
    # By length and not by the clock: a day that ends at midnight ends after it began.
    most = least + (last - first) // timedelta(minutes=1)
    wanted = _minutes(told.begins, zone) if told.begins else FIRST_TRIED
    value = min(max(wanted, least), most)
    at = first + timedelta(minutes=value - least)
    return {"least": least, "most": min(most, DAY - 15), "value": value, "at": clock(at, zone)}


def _minutes(moment: datetime, zone: ZoneInfo) -> int:
    local = moment.astimezone(zone)
    return local.hour * 60 + local.minute
