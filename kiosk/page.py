"""The kiosk's pages: read by GET, one ticket taken by one POST (works without scripts)."""

from __future__ import annotations

from io import BytesIO
from typing import Annotated
from uuid import uuid4

import segno
from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kiosk.address import Asked
from kiosk.appointment import about, facts_about, lettered
from kiosk.painting import HELP, KioskPage, fragment, whole
from kiosk.picture import KioskPicture, kiosk_picture, kiosk_printer
from kiosk.steps import Step, demands_of, language_spoken
from server.application import counters, visitors
from server.application.measures import REFUSALS
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.sight import Sight
from server.domain.journal import Unavailable
from server.domain.lifecycle import Action
from server.domain.refusal import Code, Refusal
from server.live.urgency import Urgency
from server.protocol.queue import ActionRequest, TakeRequest
from server.rim.access import Caller, Doorkeeper, allowed, caller_of, may_take
from server.rim.asker import Asker, TheReception, TheReceptions, base_url, kept
from server.rim.flood import held_back
from server.rim.pages import FRESH
from server.rim.problems import UNAVAILABLE, Refused
from server.rim.views import View
from server.rim.words import refusal_text
from server.texts.catalogue import translations

router = APIRouter(prefix="/kiosk/{site}")

SIZE_COOKIE = "suivant_mm"
SMALLEST, LARGEST = 1.0, 20.0
"""CSS pixels per millimetre: from a wall screen to a telephone."""
SHEET = "https://www.service-public.fr/particuliers/vosdroits/{}"


async def _attending(request: Request, site: str) -> Caller:
    """The kiosk, or a member of staff; anybody else is shown the way to enrol.

    Raises `cross_site` as `caller_of` does.
    """
    caller = await caller_of(request)
    if not allowed(caller, site, may_take):
        doorkeeper: Doorkeeper = request.app.state.doorkeeper
        caller = await doorkeeper.recognise_device(request)
    if not allowed(caller, site, may_take):
        raise HTTPException(303, headers={"Location": "/enrol"})
    return caller


async def _asked(request: Request) -> Asked:
    """From the address, or from a form."""
    return Asked.of(request.query_params if request.method == "GET" else await request.form())


Attending = Annotated[Caller, Depends(_attending)]
AskedHere = Annotated[Asked, Depends(_asked)]


@router.get("")
async def show(
    request: Request,
    receptions: TheReceptions,
    reception: TheReception,
    caller: Attending,
    asked: AskedHere,
) -> Response:
    if asked.without:
        rest = [service for service in asked.demands if service != asked.without]
        return _see(reception, asked.demanding(rest).but(more=asked.more))
    page = _page(receptions, reception, caller, asked)
    if asked.letter:
        return _see(reception, lettered(asked))
    if page.step in (Step.CONFIRM, Step.APPOINTMENT) and not asked.key:
        # In the address, so that the same page sent twice, reloaded or not, is one ticket.
        return _see(reception, asked.but(key=uuid4().hex))
    if asked.ticket and page.step is not Step.TICKET:
        return _see(reception, Asked())
    size = _millimetre(request)
    answer = HTMLResponse(whole(page, size), headers=dict(FRESH))
    if size and "mm" in request.query_params:
        answer.set_cookie(SIZE_COOKIE, str(size), httponly=True, samesite="lax")
    return answer


@router.get("/fragment")
async def show_fragment(
    receptions: TheReceptions, reception: TheReception, caller: Attending, asked: AskedHere
) -> Response:
    """For a page whose socket is blocked."""
    return HTMLResponse(fragment(_page(receptions, reception, caller, asked)), headers=dict(FRESH))


@router.get("/size.css")
async def size(mm: float) -> Response:
    """A device's own millimetre. A style sheet, for pages carry no style of their own."""
    declared = f".kiosk{{--mm:{min(max(mm, SMALLEST), LARGEST)}px}}"
    return Response(declared, media_type="text/css")


@router.get("/code.svg")
async def code(
    request: Request, reception: TheReception, _: Attending, asked: AskedHere
) -> Response:
    """The QR code of a ticket's page, or of a service's official sheet."""
    service = reception.site.services.get(asked.service)
    if reception.number_of(asked.ticket):
        address = f"{base_url(request)}/t/{asked.ticket}"
    elif service and service.sheet:
        address = SHEET.format(service.sheet)
    else:
        raise HTTPException(404)
    return Response(code_of(address), media_type="image/svg+xml", headers=dict(FRESH))


def code_of(address: str) -> bytes:
    """SVG."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, "svg", omitsize=True, border=2)
    return drawn.getvalue()


@router.post("/tickets")
async def take(
    request: Request,
    receptions: TheReceptions,
    reception: TheReception,
    caller: Attending,
    asked: AskedHere,
) -> Response:
    demands = [service.code for service in demands_of(reception.site, asked)]
    wanted = TakeRequest(
        services=demands or [asked.service],
        language=language_spoken(reception.site, asked),
        priority=asked.priority == "yes",
    )
    try:
        with held_back(request, caller, "ticket"):
            return await _given(receptions, reception, caller, asked, wanted)
    except (Refused, Unavailable) as why:
        return _see(reception, asked.but(notice=_notice(why)))


@router.post("/appointment")
async def check_in(
    request: Request,
    receptions: TheReceptions,
    reception: TheReception,
    caller: Attending,
    asked: AskedHere,
) -> Response:
    """With the code of an appointment, typed or scanned."""
    spoken = language_spoken(reception.site, asked)
    wanted = TakeRequest(appointment_code=asked.code, language=spoken)
    try:
        with held_back(request, caller, "ticket"):
            return await _given(receptions, reception, caller, asked, wanted)
    except (Refused, Unavailable) as why:
        return _see(reception, asked.but(notice=_notice(why), about=about(why)))


async def _given(
    receptions: Receptions,
    reception: Reception,
    caller: Caller,
    asked: Asked,
    wanted: TakeRequest,
) -> Response:
    """The page of the ticket. Raises Refused, and Unavailable."""
    key, at = asked.key or None, caller.kiosk
    answer = kept(await visitors.take_ticket(receptions, reception, caller.who(), wanted, key, at))
    return _see(reception, asked.choosing().but(ticket=reception.token(answer.number)))


@router.post("/print")
async def print_again(
    request: Request,
    receptions: TheReceptions,
    reception: TheReception,
    caller: Attending,
    asked: AskedHere,
) -> Response:
    number = reception.number_of(asked.ticket)
    if number is None or reception.committed.tickets[number].printed != "not_printed":
        return _see(reception, asked)
    again, key = ActionRequest(), asked.key or None
    try:
        with held_back(request, caller, "paper"):
            kept(
                await counters.move_ticket(
                    receptions,
                    reception,
                    caller.who(),
                    number,
                    Action.PRINT,
                    again,
                    key,
                    kiosk=caller.kiosk,
                )
            )
    except (Refused, Unavailable) as why:
        return _see(reception, asked.but(notice=_notice(why)))
    return _see(reception, asked.but(key=""))


@router.post("/help")
async def call_someone(
    request: Request,
    receptions: TheReceptions,
    reception: TheReception,
    caller: Attending,
    asked: AskedHere,
) -> Response:
    try:
        with held_back(request, caller, "help"):
            kept(await visitors.ask_help(receptions, reception, caller.who()))
    except (Refused, Unavailable) as why:
        return _see(reception, asked.but(notice=_notice(why)))
    return _see(reception, asked.but(notice=HELP))


def data(asker: Asker) -> KioskPicture:
    printer = kiosk_printer(asker.receptions.printers, asker.reception.site, asker.caller.kiosk)
    return kiosk_picture(asker.sight, printer)


def page_of(asker: Asker) -> KioskPage:
    return _page(asker.receptions, asker.reception, asker.caller, Asked.of(asker.params))


def html(asker: Asker, page: KioskPage) -> str:
    return fragment(page)


VIEW = View("kiosk", data, page_of, html, lambda asker: Urgency.VISITOR, asks=Asked.names())


def _page(receptions: Receptions, reception: Reception, caller: Caller, asked: Asked) -> KioskPage:
    site, moment = reception.site, receptions.now()
    sight = Sight(reception, moment, language_spoken(site, asked))
    printer = kiosk_printer(receptions.printers, site, caller.kiosk)
    # A service that is gone has its own page, which says so better than a refusal.
    gone = asked.service in site.former.services and asked.notice == Code.UNKNOWN_SERVICE
    refusal = None if gone else _refusal(sight, asked)
    return KioskPage(sight, printer, asked, refusal, caller.who().name)


def _see(reception: Reception, asked: Asked) -> Response:
    return RedirectResponse(asked.address(reception.site.slug), 303)


def _notice(why: Refused | Unavailable) -> str:
    if isinstance(why, Refused):
        return why.refusal.code
    REFUSALS.labels(UNAVAILABLE).inc()
    return UNAVAILABLE


def _refusal(sight: Sight, asked: Asked) -> str | None:
    """Why the last touch was refused, in words; None when it was not."""
    if asked.notice == UNAVAILABLE:
        return translations(sight.language).gettext(
            "The system cannot write anything down at the moment. Try again shortly."
        )
    if asked.notice in set(Code):
        return refusal_text(
            Refusal(Code(asked.notice), facts_about(sight, asked.about)), sight.language
        )
    return None


def _millimetre(request: Request) -> float | None:
    """As the device's start line says (`?mm=4.03`), remembered for the session."""
    told = request.query_params.get("mm") or request.cookies.get(SIZE_COOKIE) or ""
    try:
        return min(max(float(told), SMALLEST), LARGEST)
    except ValueError:
        return None
