"""The board's page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from display.painting import board_page
from display.picture import board_of, board_picture, call_cues
from display.sizes import stylesheet
from server.application.reception import Reception
from server.domain.site import Board
from server.live.picture import Cue
from server.live.urgency import Urgency
from server.looks.templates import render
from server.protocol.place import BoardPicture
from server.rim.access import NOBODY, Caller, Doorkeeper, allowed, may_see_board, need
from server.rim.asker import Asker, TheReception, TheReceptions
from server.rim.pages import FRESH, Painted, shown
from server.rim.views import View

router = APIRouter(prefix="/display/{site}/{board}")


@router.get("")
async def show(
    request: Request, receptions: TheReceptions, reception: TheReception, board: str
) -> Response:
    """The board. `?plain=1` for televisions too old for scripts, `?theme=dark` for dim rooms."""
    caller = await _viewer(request, reception)
    if caller is NOBODY:
        return RedirectResponse("/enrol", 303)
    known = reception.site.boards.get(board)
    if known is None:
        return no_such_board(reception)
    asker = Asker(receptions, reception, caller, known.languages[0], {"board": board})
    theme = "dark" if request.query_params.get("theme") == "dark" else "light"
    return whole(asker, request.query_params.get("plain") == "1", theme)


@router.get("/fragment")
async def fragment(
    request: Request, receptions: TheReceptions, reception: TheReception, board: str
) -> Response:
    """What the socket would bring, for networks that block sockets."""
    caller = await _viewer(request, reception)
    need(caller, reception.site.slug, may_see_board)
    asker = Asker(receptions, reception, caller, "", {"board": board})
    return HTMLResponse(html(asker, shown_now(asker)), headers=dict(FRESH))


@router.get("/sizes.css")
async def sizes_css(reception: TheReception, board: str) -> Response:
    """The letters' sizes for this screen and its room. Nothing in it is secret."""
    known = board_of(reception.site, board)
    css = stylesheet(known.diagonal, known.distance)
    return Response(css, media_type="text/css", headers={"Cache-Control": "no-cache"})


def data(asker: Asker) -> BoardPicture:
    return board_picture(asker.sight, _board(asker))


def shown_now(asker: Asker) -> Painted:
    sight = asker.sight
    return {
        "page": board_page(sight, _board(asker)),
        "now": sight.clock.replace(second=0, microsecond=0),
        "site": sight.site,
    }


def html(asker: Asker, painted: Painted) -> str:
    """In the board's language: the page was painted in it, whatever the browser asks for."""
    return render("display/_board.html", _board(asker).languages[0], **painted)


def cues(asker: Asker) -> tuple[Cue, ...]:
    return call_cues(asker.sight, _board(asker))


VIEW = View("display", data, shown_now, html, lambda asker: Urgency.ROOM, cues)


def whole(asker: Asker, plain: bool = False, theme: str = "light") -> HTMLResponse:
    """`plain`: without script."""
    board = _board(asker)
    return shown(
        "display/plain.html" if plain else "display/board.html",
        board.languages[0],
        board=board,
        theme=theme,
        **shown_now(asker)
        | {"now": asker.sight.clock},  # to the second: the screen's own clock may be wrong
    )


def no_such_board(reception: Reception) -> HTMLResponse:
    language = reception.site.languages[0]
    return shown("display/no_such_board.html", language, 404, site=reception.site)


def _board(asker: Asker) -> Board:
    return board_of(asker.reception.site, asker.params["board"])


async def _viewer(request: Request, reception: Reception) -> Caller:
    """Staff, or the screen itself, even while somebody of another site is signed in on it."""
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    for recognise in (doorkeeper.recognise, doorkeeper.recognise_device):
        caller = await recognise(request)
        if allowed(caller, reception.site.slug, may_see_board):
            return caller
    return NOBODY
