"""The manager's page."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from pydantic import Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.application.prints import print_out
from server.domain.fallback import MOST_AT_ONCE
from server.live.urgency import Urgency
from server.looks.templates import render
from server.office.entry import EMPTY, PaperForm, form_after
from server.office.picture import OfficePicture, office_picture
from server.office.plan import NO_PLAN, Plan
from server.protocol.printing import PageKind, PrintsRequest
from server.protocol.sent import Sent
from server.rim.access import Known, allowed, is_in_charge
from server.rim.asker import Asker, TheReceptions, kept
from server.rim.language import language_of
from server.rim.pages import FRESH, Painted, done, notice, shown
from server.rim.views import View
from server.texts.catalogue import translations, written_in
from server.texts.days import full_day

router = APIRouter(prefix="/office/{site}")


class PageOrder(Sent):
    """The fields of a printer's form."""

    key: str = Field("", max_length=100)
    kind: PageKind
    printer: str = Field(min_length=1, max_length=200)


def data(asker: Asker) -> OfficePicture:
    receptions, slug = asker.receptions, asker.reception.site.slug
    apart = not receptions.bus.connected
    unpainted = receptions.unpainted.of(slug, receptions.now())
    return office_picture(asker.sight, receptions.printers.of(slug), apart, unpainted)


def shown_now(asker: Asker) -> Painted:
    sight, picture = asker.sight, data(asker)
    site = sight.site
    return {
        "picture": picture,
        "tz": site.timezone,
        "now": sight.now.replace(second=0, microsecond=0),
        "slug": site.slug,
        "entry": EMPTY,
        "plan": NO_PLAN,
        "prefix": site.paper.fallback_prefix,
        "most_numbers": MOST_AT_ONCE,
        "key": asker.key,
        "chosen": written_in(asker.language),
        "day": full_day(picture.date, asker.language),
        "names": {code: sight.service_name(code) for code in site.services_today},
        "counters": {code: sight.counter_name(code) for code in site.counters_today},
    }


def html(asker: Asker, painted: Painted) -> str:
    return render("office/live.html", asker.language, **painted)


VIEW = View("office", data, shown_now, html, lambda asker: Urgency.FIGURES, personal=True)


async def _looking(
    request: Request, receptions: TheReceptions, caller: Known, site: str
) -> Asker | Response:
    """What is looked at, or what is answered instead: the door, or why not."""
    language = language_of(request)
    gettext = translations(language).gettext
    if caller.staff is None:
        return RedirectResponse(f"/?next={quote(f'/office/{site}')}", 303)
    reception = await receptions.at(site)
    if reception is None:
        words = gettext("There is no such place here.")
        return notice(language, 404, gettext("Page not found"), words)
    if not allowed(caller, site, is_in_charge):
        words = gettext("This page is for those in charge of the reception.")
        return notice(language, 403, gettext("You may not open this page"), words)
    return Asker(receptions, reception, caller, language)


Looking = Annotated[Asker | Response, Depends(_looking)]


@router.get("", response_model=None)
async def office(looking: Looking, entered: str = "") -> Response:
    """`entered`: the number that its form has just made a ticket of."""
    if isinstance(looking, Response):
        return looking
    return office_page(looking, form_after(looking.reception.committed, entered))


def office_page(
    asker: Asker, entry: PaperForm = EMPTY, status: int = 200, plan: Plan = NO_PLAN
) -> Response:
    painted = shown_now(asker) | {"entry": entry, "plan": plan}
    return shown("office/page.html", asker.language, status, site=asker.reception.site, **painted)


@router.get("/fragment", response_model=None)
async def fragment(looking: Looking) -> Response:
    if isinstance(looking, Response):
        return looking
    return HTMLResponse(html(looking, shown_now(looking)), headers=dict(FRESH))


@router.post("/prints", response_model=None)
async def prints(
    request: Request, looking: Looking, order: Annotated[PageOrder, Form()]
) -> Response:
    """A page asked of a printer; the printer's line says what became of it."""
    if isinstance(looking, Response):
        return looking
    wanted = PrintsRequest(kind=order.kind, printer=order.printer)
    key = f"{order.key}-{order.kind}-{order.printer}" if order.key else None
    kept(await print_out(*looking.here, wanted, key))
    return done(request, f"/office/{looking.reception.site.slug}")
