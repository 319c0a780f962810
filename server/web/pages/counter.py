"""The agent's console: its page, its live view, and the answer to a button."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.counter import words
from server.counter.picture import CounterData, counter_data
from server.counter.rows import Sight
from server.domain import commands as c
from server.domain.refusal import Code
from server.looks.templates import render
from server.texts.catalogue import translations
from server.web.access import Known, is_staff, need
from server.web.api.session import let_out
from server.web.doors import TheHouse, TheReception, do
from server.web.language import language_of
from server.web.looking import Look, View
from server.web.pages.counter_deeds import Desk, Order, deed_of
from server.web.problems import STATUS, Refused, refused
from server.web.showing import FRESH, notice, shown
from server.web.words import reason_text, refusal_text

router = APIRouter()

# ---------------------------------------------------------------- the view


def data(look: Look) -> CounterData:
    printers = look.house.printers.of(look.reception.site.slug).values()
    return counter_data(_sight(look), look.caller.who().name, printers)


def html(look: Look) -> str:
    return render("counter/_console.html", look.language, **_shown(look))


def _look(desk: Desk) -> Look:
    return Look(desk.house, desk.reception, desk.caller, desk.language)


VIEW = View("counter", data, html)


def _sight(look: Look) -> Sight:
    reception = look.reception
    day, site = reception.committed, reception.site
    return Sight(
        day, site, reception.notes, look.house.people, look.now, look.language, reason_text
    )


def _shown(look: Look) -> dict[str, object]:
    site = look.reception.site
    login = look.caller.who().name
    return {
        "seen": data(look),
        "site": site,
        "tz": site.timezone,
        "now": look.now,
        "outcomes": words.OUTCOMES,
        "away_words": words.AWAY,
        # The same until something changes: pressed twice without JavaScript is done once.
        "key": f"{login}-{look.reception.committed.seq}",
    }


# ---------------------------------------------------------------- the page


@router.get("/counter/{site}")
async def page(
    request: Request, house: TheHouse, reception: TheReception, caller: Known
) -> Response:
    desk = Desk(house, reception, caller, language_of(request))
    try:
        need(caller, reception.site.slug, is_staff)
    except Refused as refusal:
        return _door(request, desk, refusal)
    return _page(desk)


@router.get("/counter/{site}/fragment")
async def fragment(
    request: Request, house: TheHouse, reception: TheReception, caller: Known
) -> Response:
    """What the socket carries, for the time when there is none."""
    need(caller, reception.site.slug, is_staff)
    look = Look(house, reception, caller, language_of(request))
    return HTMLResponse(html(look), headers=dict(FRESH))


@router.post("/counter/{site}/do/sign-out")
async def sign_out(
    request: Request, house: TheHouse, reception: TheReception, caller: Known
) -> Response:
    """Leaves the counter too: an empty chair must not count as an open counter."""
    desk = Desk(house, reception, caller, language_of(request))
    try:
        need(caller, reception.site.slug, is_staff)
        if held := reception.committed.desk_of(caller.who().name):
            await do(house, reception, c.CloseCounter(held.code), caller)
    except Refused as refusal:
        return _door(request, desk, refusal)
    response = RedirectResponse("/", 303)
    await let_out(request, response)
    return response


@router.post("/counter/{site}/do/{deed}")
async def act(
    request: Request,
    house: TheHouse,
    reception: TheReception,
    caller: Known,
    deed: str,
    order: Annotated[Order, Form()],
) -> Response:
    """One press of a button: nothing to say, or a sentence; a refusal in words."""
    desk = Desk(house, reception, caller, language_of(request))
    try:
        need(caller, reception.site.slug, is_staff)
        told = await deed_of(deed)(desk, order, f"{order.key}-{deed}" if order.key else None)
    except Refused as refusal:
        return _door(request, desk, refusal)
    if _is_live(request):
        return Response(told, media_type="text/plain") if told else Response(status_code=204)
    if told:
        return _page(desk, told=told)
    return RedirectResponse(f"/counter/{reception.site.slug}", 303)


def _is_live(request: Request) -> bool:
    return request.headers.get("x-live") == "1"


def _page(desk: Desk, status: int = 200, refusal: str = "", told: str = "") -> HTMLResponse:
    context = _shown(_look(desk))
    return shown("counter/page.html", desk.language, status, refusal=refusal, told=told, **context)


def _door(request: Request, desk: Desk, refusal: Refused) -> Response:
    """A refusal as this caller reads it: as a problem, on the sign-in page, or on her console."""
    code = refusal.refusal.code
    if _is_live(request):
        return refused(request, refusal.refusal)
    if code is Code.NOT_SIGNED_IN:
        onward = quote(f"/counter/{desk.reception.site.slug}")
        return RedirectResponse(f"/?next={onward}", 303)
    sentence = refusal_text(refusal.refusal, desk.language)
    if code is Code.FORBIDDEN:
        title = translations(desk.language).gettext(words.NOT_FOR_YOU)
        return notice(desk.language, STATUS[code], title, sentence)
    return _page(desk, STATUS[code], refusal=sentence)
