"""The manager's page."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from pydantic import Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.application.views import said
from server.domain.fallback import MOST_AT_ONCE
from server.live.hub import IN_A_MOMENT
from server.looks.templates import render
from server.office.entry import Entry, entry_after
from server.office.picture import OfficeData, office_picture
from server.protocol.printing import PageKind, PrintsRequest
from server.protocol.sent import Sent
from server.texts.catalogue import translations, written_in
from server.texts.days import full_day
from server.web.access import Known, allowed, is_in_charge
from server.web.api.prints import print_out
from server.web.doors import TheHouse
from server.web.language import language_of
from server.web.looking import Look, View
from server.web.showing import FRESH, notice, shown

router = APIRouter(prefix="/office/{site}")


class PageOrder(Sent):
    """The fields of a printer's form."""

    key: str = Field("", max_length=100)
    kind: PageKind
    printer: str = Field(min_length=1, max_length=200)


def data(look: Look) -> OfficeData:
    printers = look.house.printers.of(look.reception.site.slug)
    apart = not look.house.bus.connected
    return office_picture(look.reception, printers, look.clock, look.language, apart)


def html(look: Look) -> str:
    return render("office/live.html", look.language, **_told(look))


VIEW = View("office", data, html, pace=IN_A_MOMENT)


async def _looking(request: Request, house: TheHouse, caller: Known, site: str) -> Look | Response:
    """What is looked at, or what is answered instead: the door, or why not."""
    language = language_of(request)
    gettext = translations(language).gettext
    if caller.staff is None:
        return RedirectResponse(f"/?next={quote(f'/office/{site}')}", 303)
    reception = house.receptions.get(site)
    if reception is None:
        words = gettext("There is no such place here.")
        return notice(language, 404, gettext("Page not found"), words)
    if not allowed(caller, site, is_in_charge):
        words = gettext("This page is for those in charge of the reception.")
        return notice(language, 403, gettext("You may not open this page"), words)
    return Look(house, reception, caller, language)


Looking = Annotated[Look | Response, Depends(_looking)]


@router.get("", response_model=None)
async def office(looking: Looking, entered: str = "") -> Response:
    """`entered`: the number that its form has just made a ticket of."""
    if isinstance(looking, Response):
        return looking
    return office_page(looking, entry_after(looking.reception.committed, entered))


def office_page(look: Look, entry: Entry, status: int = 200) -> Response:
    told = _told(look) | {"entry": entry}
    return shown("office/page.html", look.language, status, site=look.reception.site, **told)


@router.get("/fragment", response_model=None)
async def fragment(looking: Looking) -> Response:
    if isinstance(looking, Response):
        return looking
    return HTMLResponse(html(looking), headers=dict(FRESH))


@router.post("/prints", response_model=None)
async def prints(
    request: Request, looking: Looking, order: Annotated[PageOrder, Form()]
) -> Response:
    """A page asked of a printer; the printer's line says what became of it."""
    if isinstance(looking, Response):
        return looking
    wanted = PrintsRequest(kind=order.kind, printer=order.printer)
    key = f"{order.key}-{order.kind}-{order.printer}" if order.key else None
    site = looking.reception.site.slug
    await print_out(looking.house, looking.reception, wanted, looking.caller, key)
    if request.headers.get("x-live") == "1":
        return Response(status_code=204)
    return RedirectResponse(f"/office/{site}", 303)


def _told(look: Look) -> dict[str, object]:
    site = look.reception.site
    picture = data(look)
    return {
        "picture": picture,
        "tz": site.timezone,
        "now": look.now,
        "slug": site.slug,
        "entry": Entry(),
        "prefix": site.paper.fallback_prefix,
        "most_numbers": MOST_AT_ONCE,
        # The same until something changes: pressed twice without JavaScript is done once.
        "key": f"office-{look.reception.committed.seq}",
        "chosen": written_in(look.language),
        "day": full_day(picture.date, look.language),
        "names": {code: said(s.name, look.language) for code, s in site.services.items()},
        "counters": {code: said(c.name, look.language) for code, c in site.counters.items()},
    }
