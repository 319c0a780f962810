"""The visitor's own page: no account, no phone number, the address is the only secret."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Header, Request
from pydantic import AfterValidator
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.application.house import House
from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.live.hub import IN_A_MOMENT, Event
from server.looks.templates import render
from server.protocol.sent import keepable
from server.texts.catalogue import LANGUAGES, available, written_in
from server.web.access import NOBODY, foreign_origin
from server.web.api.visitor import VISITOR
from server.web.doors import TheHouse, holder_of, kept
from server.web.language import language_of
from server.web.looking import Look, View
from server.web.phone_picture import PhonePicture, call_events, phone_picture
from server.web.problems import STATUS, Refused
from server.web.showing import FRESH, shown
from server.web.words import refusal_text

router = APIRouter(prefix="/t/{token}")

LATER_MINUTES = 10
# Robots stay out. The secret is in the address: it must not reach another site by a link, while a
# form still has to tell where it comes from, which `no-referrer` would forbid.
PRIVATE = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin"}

Key = Annotated[str | None, Form(max_length=200), AfterValidator(keepable)]
Live = Annotated[str | None, Header(alias="X-Live")]


def data(look: Look) -> PhonePicture:
    """Raises `unknown_ticket` once the day is over."""
    picture = phone_picture(look.reception, look.params["number"], look.now, look.language)
    if picture is None:
        raise Refused(Code.UNKNOWN_TICKET)
    return picture


def html(look: Look) -> str:
    picture = phone_picture(look.reception, look.params["number"], look.now, look.language)
    if picture is None:
        return render("web/phone_over.html", look.language)
    return render(
        "web/phone_ticket.html",
        look.language,
        tz=look.reception.site.timezone,
        here=_here(look),
        asked=f"?lang={written_in(look.language)}",
        minutes=LATER_MINUTES,
        picture=picture,
    )


def events(look: Look) -> tuple[Event, ...]:
    return call_events(look.reception.committed, look.params["number"])


VIEW = View("ticket", data, html, events, IN_A_MOMENT)


@router.get("")
async def phone(request: Request, house: TheHouse, token: str) -> Response:
    look = _look(request, house, token)
    return _page(look) if look else _unknown(request)


@router.get("/fragment")
async def fragment(request: Request, house: TheHouse, token: str) -> Response:
    look = _look(request, house, token)
    if look is None:
        return _unknown(request)
    return HTMLResponse(html(look), headers={**FRESH, **PRIVATE})


@router.get("/leave")
async def ask_before_leaving(request: Request, house: TheHouse, token: str) -> Response:
    """The question as a page, for browsers without script."""
    look = _look(request, house, token)
    if look is None:
        return _unknown(request)
    return _private(shown("web/phone_leave.html", look.language, 200, **_about(look)))


@router.post("/leave")
async def leave(
    request: Request, house: TheHouse, token: str, key: Key = None, live: Live = None
) -> Response:
    look = _look(request, house, token)
    return await _move(request, look, Action.LEAVE, key, live) if look else _unknown(request)


@router.post("/later")
async def later(
    request: Request, house: TheHouse, token: str, key: Key = None, live: Live = None
) -> Response:
    look = _look(request, house, token)
    return await _move(request, look, Action.LATER, key, live) if look else _unknown(request)


async def _move(
    request: Request, look: Look, action: Action, key: str | None, live: str | None
) -> Response:
    """A refusal is told by the page itself; to its script (`live`) as a problem."""
    command = c.MoveTicket(look.params["number"], action, minutes=LATER_MINUTES)
    try:
        if foreign_origin(request):
            raise Refused(Code.CROSS_SITE)
        kept(await look.house.do(look.reception, command, VISITOR, key or None))
    except Refused as refused:
        if live:
            raise
        return _page(look, refused)
    if live:
        return Response(status_code=204)
    return RedirectResponse(f"{_here(look)}?lang={look.language}", 303)


def _look(request: Request, house: House, token: str) -> Look | None:
    """In the language chosen on the page, else the one chosen at the kiosk."""
    try:
        reception, number = holder_of(request, token)
    except Refused:
        return None
    language = request.query_params.get("lang")
    if language not in available():
        language = reception.committed.tickets[number].language
    return Look(house, reception, NOBODY, written_in(language), {"number": number})


def _here(look: Look) -> str:
    return f"/t/{look.reception.token(look.params['number'])}"


def _about(look: Look) -> dict[str, object]:
    """What the frame of the page is told."""
    site, offered = look.reception.site, available()
    return {
        "site": site,
        "here": _here(look),
        "token": look.reception.token(look.params["number"]),
        "number": look.params["number"],
        "chosen": look.language,
        "languages": {code: LANGUAGES[code] for code in site.languages if code in offered},
    }


def _page(look: Look, refused: Refused | None = None) -> Response:
    page = shown(
        "web/phone.html",
        look.language,
        STATUS[refused.refusal.code] if refused else 200,
        **_about(look),
        ticket=html(look),
        error=refusal_text(refused.refusal, look.language) if refused else None,
    )
    return _private(page)


def _unknown(request: Request) -> Response:
    return _private(shown("web/phone_unknown.html", language_of(request), 404))


def _private(page: HTMLResponse) -> HTMLResponse:
    page.headers.update(PRIVATE)
    return page
