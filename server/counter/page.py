"""The agent's console: its page, its live view, and the answer to a button."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.application.counters import leave_counter
from server.counter import words
from server.counter.deeds import Order, deed_of
from server.counter.lines import lists_of, tags
from server.counter.picture import CounterPicture, counter_picture
from server.counter.why import Why, why_of
from server.domain.refusal import Code
from server.live.urgency import Urgency
from server.looks.templates import render
from server.rim.access import Known, is_staff, need
from server.rim.asker import Asker, TheReception, TheReceptions, kept
from server.rim.language import language_of
from server.rim.pages import FRESH, Painted, done, is_live, notice, shown
from server.rim.problems import STATUS, Refused, refused
from server.rim.session import let_out
from server.rim.views import View
from server.rim.words import refusal_text
from server.texts.catalogue import translations

router = APIRouter()

# ---------------------------------------------------------------- the view


def data(asker: Asker) -> CounterPicture:
    printers = asker.receptions.printers.of(asker.reception.site.slug).values()
    return counter_picture(asker.sight, asker.caller.who().name, asker.receptions.people, printers)


def shown_now(asker: Asker) -> Painted:
    return {"seen": data(asker), "site": asker.reception.site, "key": asker.key}


def html(asker: Asker, painted: Painted) -> str:
    return render("counter/_console.html", asker.language, **_in_words(asker, painted))


VIEW = View("counter", data, shown_now, html, lambda asker: Urgency.AGENT, personal=True)


def _in_words(asker: Asker, painted: Painted) -> Painted:
    """With what follows from the facts alone: it is worked out only to be painted."""
    seen: CounterPicture = painted["seen"]
    return {
        **painted,
        "tz": asker.reception.site.timezone,
        "outcomes": words.OUTCOMES,
        "lists": lists_of(seen, asker.language),
        "current_tags": tags(seen.current, asker.language) if seen.current else (),
        "next_tags": tags(seen.next, asker.language) if seen.next else (),
    }


# ---------------------------------------------------------------- the page


@router.get("/counter/{site}")
async def page(
    request: Request, receptions: TheReceptions, reception: TheReception, caller: Known
) -> Response:
    asker = Asker(receptions, reception, caller, language_of(request))
    try:
        need(caller, reception.site.slug, is_staff)
    except Refused as refusal:
        return _door(request, asker, refusal)
    return whole(asker)


@router.get("/counter/{site}/fragment")
async def fragment(
    request: Request, receptions: TheReceptions, reception: TheReception, caller: Known
) -> Response:
    """What the socket carries, for the time when there is none."""
    need(caller, reception.site.slug, is_staff)
    asker = Asker(receptions, reception, caller, language_of(request))
    return HTMLResponse(html(asker, shown_now(asker)), headers=dict(FRESH))


@router.get("/counter/{site}/why")
async def why(
    request: Request,
    receptions: TheReceptions,
    reception: TheReception,
    caller: Known,
    number: Annotated[str, Query(alias="n", max_length=16)],
) -> Response:
    """Why a line stands where it stands; asked for by its button, so that no picture carries it."""
    asker = Asker(receptions, reception, caller, language_of(request))
    try:
        need(caller, reception.site.slug, is_staff)
        found = why_of(asker, number)
    except Refused as refusal:
        return _door(request, asker, refusal)
    if is_live(request):
        return shown("counter/why.html", asker.language, why=found)
    return whole(asker, why=found)


@router.post("/counter/{site}/do/sign-out")
async def sign_out(
    request: Request, receptions: TheReceptions, reception: TheReception, caller: Known
) -> Response:
    """Leaves the counter too: an empty chair must not count as an open counter."""
    asker = Asker(receptions, reception, caller, language_of(request))
    try:
        need(caller, reception.site.slug, is_staff)
        kept(await leave_counter(*asker.here))
    except Refused as refusal:
        return _door(request, asker, refusal)
    response = RedirectResponse("/", 303)
    await let_out(request, response)
    return response


@router.post("/counter/{site}/do/{deed}")
async def act(
    request: Request,
    receptions: TheReceptions,
    reception: TheReception,
    caller: Known,
    deed: str,
    order: Annotated[Order, Form()],
) -> Response:
    """One press of a button: nothing to say, or a sentence; a refusal in words."""
    asker = Asker(receptions, reception, caller, language_of(request))
    try:
        need(caller, reception.site.slug, is_staff)
        told = await deed_of(deed)(asker, order, order.key_of(deed))
    except Refused as refusal:
        return _door(request, asker, refusal)
    if not told:
        return done(request, f"/counter/{reception.site.slug}")
    return Response(told, media_type="text/plain") if is_live(request) else whole(asker, told=told)


def whole(asker: Asker, status: int = 200, **said: str | Why) -> HTMLResponse:
    """What is `said` on top: a `refusal`, what was `told`, or `why` a line stands where it does."""
    context = {"refusal": "", "told": "", "why": None, **_in_words(asker, shown_now(asker)), **said}
    return shown("counter/page.html", asker.language, status, **context)


def _door(request: Request, asker: Asker, refusal: Refused) -> Response:
    """A refusal as this caller reads it: as a problem, on the sign-in page, or on her console."""
    code = refusal.refusal.code
    if is_live(request):
        return refused(request, refusal.refusal)
    if code is Code.NOT_SIGNED_IN:
        onward = quote(f"/counter/{asker.reception.site.slug}")
        return RedirectResponse(f"/?next={onward}", 303)
    sentence = refusal_text(refusal.refusal, asker.language)
    if code is Code.FORBIDDEN:
        title = translations(asker.language).gettext(words.NOT_FOR_YOU)
        return notice(asker.language, STATUS[code], title, sentence)
    return whole(asker, STATUS[code], refusal=sentence)
