"""The visitor's own page: no account, no phone number, the address is the only secret."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import AfterValidator
from starlette.responses import HTMLResponse, Response

from server.application import visitors
from server.application.receptions import Receptions
from server.domain.lifecycle import Action, State
from server.domain.refusal import Code
from server.live.picture import Cue
from server.live.urgency import Urgency
from server.looks.templates import render
from server.phone.picture import PhonePage, PhonePicture, call_cues, phone_page, phone_picture
from server.protocol.sent import keepable
from server.rim.access import NOBODY
from server.rim.asker import Asker, TheReceptions, holder_of, kept
from server.rim.language import language_of
from server.rim.origin import foreign_origin
from server.rim.pages import FRESH, done, is_live, shown
from server.rim.problems import STATUS, Refused
from server.rim.views import View
from server.rim.words import refusal_text
from server.texts.catalogue import LANGUAGES, written_in

router = APIRouter(prefix="/t/{token}")

LATER_MINUTES = 10
# Robots stay out. The secret is in the address.
PRIVATE = {"X-Robots-Tag": "noindex, nofollow"}

Key = Annotated[str | None, Form(max_length=200), AfterValidator(keepable)]


def data(asker: Asker) -> PhonePicture | None:
    """None once the day is over."""
    return phone_picture(asker.sight, asker.params["number"])


def shown_now(asker: Asker) -> PhonePage | None:
    return phone_page(asker.sight, asker.params["number"])


def html(asker: Asker, page: PhonePage | None) -> str:
    if page is None:
        return render("phone/over.html", asker.language)
    return render(
        "phone/ticket.html",
        asker.language,
        tz=asker.reception.site.timezone,
        here=_here(asker),
        asked=f"?lang={written_in(asker.language)}",
        minutes=LATER_MINUTES,
        page=page,
    )


def cues(asker: Asker) -> tuple[Cue, ...]:
    return call_cues(asker.sight, asker.params["number"])


def urgency(asker: Asker) -> Urgency:
    """Who has just been called is told before the pages of those who called."""
    ticket = asker.reception.committed.tickets.get(asker.params["number"])
    called = ticket is not None and ticket.state is State.CALLED
    return Urgency.VISITOR if called else Urgency.PHONE


VIEW = View("ticket", data, shown_now, html, urgency, cues)


@router.get("")
async def phone(request: Request, receptions: TheReceptions, token: str) -> Response:
    asker = await _asker(request, receptions, token)
    return whole(asker) if asker else _unknown(request)


@router.get("/fragment")
async def fragment(request: Request, receptions: TheReceptions, token: str) -> Response:
    asker = await _asker(request, receptions, token)
    if asker is None:
        return _unknown(request)
    return HTMLResponse(html(asker, shown_now(asker)), headers={**FRESH, **PRIVATE})


@router.get("/leave")
async def ask_before_leaving(request: Request, receptions: TheReceptions, token: str) -> Response:
    """The question as a page, for browsers without script."""
    asker = await _asker(request, receptions, token)
    if asker is None:
        return _unknown(request)
    return leaving(asker)


@router.post("/leave")
async def leave(
    request: Request, receptions: TheReceptions, token: str, key: Key = None
) -> Response:
    asker = await _asker(request, receptions, token)
    return await _move(request, asker, Action.LEAVE, key) if asker else _unknown(request)


@router.post("/later")
async def later(
    request: Request, receptions: TheReceptions, token: str, key: Key = None
) -> Response:
    asker = await _asker(request, receptions, token)
    return await _move(request, asker, Action.LATER, key) if asker else _unknown(request)


@router.post("/return")
async def come_back(
    request: Request, receptions: TheReceptions, token: str, key: Key = None
) -> Response:
    asker = await _asker(request, receptions, token)
    return await _move(request, asker, Action.REQUEUE, key) if asker else _unknown(request)


async def _move(request: Request, asker: Asker, action: Action, key: str | None) -> Response:
    """A refusal is told by the page itself; to its script as a problem."""
    try:
        if foreign_origin(request):
            raise Refused(Code.CROSS_SITE)
        await _ask(asker, action, key or None)
    except Refused as refused:
        if is_live(request):
            raise
        return whole(asker, refused)
    return done(request, f"{_here(asker)}?lang={asker.language}")


async def _ask(asker: Asker, action: Action, key: str | None) -> None:
    ticket = (asker.receptions, asker.reception, asker.params["number"])
    if action is Action.LEAVE:
        kept(await visitors.leave(*ticket, key))
    elif action is Action.REQUEUE:
        kept(await visitors.come_back(*ticket, key))
    else:
        kept(await visitors.come_later(*ticket, LATER_MINUTES, key))


async def _asker(request: Request, receptions: Receptions, token: str) -> Asker | None:
    """In the language chosen on the page, else the one chosen at the kiosk."""
    try:
        reception, number = await holder_of(request, token)
    except Refused:
        return None
    language = request.query_params.get("lang")
    if language not in LANGUAGES:
        language = reception.committed.tickets[number].language
    return Asker(receptions, reception, NOBODY, written_in(language), {"number": number})


def _here(asker: Asker) -> str:
    return f"/t/{asker.reception.token(asker.params['number'])}"


def _about(asker: Asker) -> dict[str, object]:
    """What the frame of the page is told."""
    site = asker.reception.site
    return {
        "site": site,
        "here": _here(asker),
        "token": asker.reception.token(asker.params["number"]),
        "number": asker.params["number"],
        "chosen": asker.language,
        "languages": {code: LANGUAGES[code] for code in site.languages if code in LANGUAGES},
    }


def whole(asker: Asker, refused: Refused | None = None) -> Response:
    page = shown(
        "phone/page.html",
        asker.language,
        STATUS[refused.refusal.code] if refused else 200,
        **_about(asker),
        ticket=html(asker, shown_now(asker)),
        error=refusal_text(refused.refusal, asker.language) if refused else None,
    )
    return _private(page)


def leaving(asker: Asker) -> Response:
    return _private(shown("phone/leave.html", asker.language, 200, **_about(asker)))


def _unknown(request: Request) -> Response:
    return _private(shown("phone/unknown.html", language_of(request), 404))


def _private(page: HTMLResponse) -> HTMLResponse:
    page.headers.update(PRIVATE)
    return page
