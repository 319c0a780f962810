"""The board's page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from display.picture import board_of, board_view, call_events
from display.scene import scene
from display.sizes import stylesheet
from server.application.reception import Reception
from server.domain.site import Board
from server.live.hub import Event
from server.looks.templates import render
from server.protocol.queue import BoardView
from server.web.access import NOBODY, Caller, Doorkeeper, allowed, may_see_board, need
from server.web.doors import TheHouse, TheReception
from server.web.looking import Look, View
from server.web.showing import FRESH, shown

router = APIRouter(prefix="/display/{site}/{board}")


@router.get("")
async def board_page(
    request: Request, house: TheHouse, reception: TheReception, board: str
) -> Response:
    """The board. `?plain=1` for televisions too old for scripts, `?theme=dark` for dim rooms."""
    caller = await _viewer(request, reception)
    if caller is NOBODY:
        return RedirectResponse("/enrol", 303)
    known = reception.site.boards.get(board)
    if known is None:
        return _no_such_board(reception)
    look = Look(house, reception, caller, known.languages[0], {"board": board})
    plain = request.query_params.get("plain") == "1"
    return shown(
        "display/plain.html" if plain else "display/board.html",
        known.languages[0],
        board=known,
        theme="dark" if request.query_params.get("theme") == "dark" else "light",
        **_painted(look, known),
    )


@router.get("/fragment")
async def fragment(
    request: Request, house: TheHouse, reception: TheReception, board: str
) -> Response:
    """What the socket would bring, for networks that block sockets."""
    caller = await _viewer(request, reception)
    need(caller, reception.site.slug, may_see_board)
    look = Look(house, reception, caller, "", {"board": board})
    return HTMLResponse(html(look), headers=dict(FRESH))


@router.get("/sizes.css")
async def sizes_css(reception: TheReception, board: str) -> Response:
    """The letters' sizes for this screen and its room. Nothing in it is secret."""
    known = board_of(reception.site, board)
    css = stylesheet(known.diagonal, known.distance)
    return Response(css, media_type="text/css", headers={"Cache-Control": "no-cache"})


def data(look: Look) -> BoardView:
    return board_view(look.reception, _board(look), look.clock, look.language)


def html(look: Look) -> str:
    """In the board's language: the page was painted in it, whatever the browser asks for."""
    board = _board(look)
    return render("display/_board.html", board.languages[0], **_painted(look, board))


def events(look: Look) -> tuple[Event, ...]:
    return call_events(look.reception, _board(look))


VIEW = View("display", data, html, events)


def _painted(look: Look, board: Board) -> dict[str, object]:
    site = look.reception.site
    return {"scene": scene(look.reception, board, look.clock), "now": look.clock, "site": site}


def _board(look: Look) -> Board:
    return board_of(look.reception.site, look.params["board"])


async def _viewer(request: Request, reception: Reception) -> Caller:
    """Staff, or the screen itself, even while somebody of another site is signed in on it."""
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    for recognise in (doorkeeper.recognise, doorkeeper.recognise_device):
        caller = await recognise(request)
        if allowed(caller, reception.site.slug, may_see_board):
            return caller
    return NOBODY


def _no_such_board(reception: Reception) -> Response:
    language = reception.site.languages[0]
    return shown("display/no_such_board.html", language, 404, site=reception.site)
