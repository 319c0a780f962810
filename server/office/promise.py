"""Were the announced waits true? To be read and printed. No agent's name, and no counter."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from server.application.reception import Reception
from server.application.sight import said
from server.domain.promise.tally import PromiseTally
from server.office.page import Looking
from server.rim.pages import shown
from server.rim.staff.promise import MONTH, promise_view

router = APIRouter(prefix="/office/{site}")


@router.get("/promise", response_model=None)
async def promise(looking: Looking, since: str = "", until: str = "") -> Response:
    """The last month, unless a form sends other days."""
    if isinstance(looking, Response):
        return looking
    reception = looking.reception
    last = reception.committed.date
    days = [last - MONTH, last]
    for place, typed in enumerate((since, until)):
        with suppress(ValueError):
            days[place] = date.fromisoformat(typed)
    first, last = min(days), max(days)
    found = await asyncio.to_thread(looking.receptions.scores, reception.site.slug, first, last)
    return promise_page(reception, (first, last), found, looking.language)


def promise_page(
    reception: Reception, days: tuple[date, date], found: list[PromiseTally], language: str
) -> Response:
    site = reception.site
    names = {code: said(s.name, language) for code, s in site.services_today.items()}
    return shown(
        "office/promise.html",
        language,
        site=site,
        view=promise_view(site, reception.promiser, days, found),
        names=names,
        today=reception.committed.date.isoformat(),
    )
