"""What the board shows, as JSON for whoever draws a board of their own."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from display.picture import board_picture, default_board
from server.application.sight import Sight
from server.protocol.place import BoardPicture
from server.rim.access import Known, may_see_board, need
from server.rim.asker import TheReception, TheReceptions
from server.rim.described import KNOWN_AT_A_SITE, By, answers, asked, refuses
from server.rim.language import language_of

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["office"])


@router.get(
    "/board",
    summary="What the board shows",
    responses={200: answers("The board", BoardPicture), **refuses(*KNOWN_AT_A_SITE)},
    openapi_extra=asked(By.DISPLAY_OR_STAFF),
)
async def board(
    request: Request, receptions: TheReceptions, reception: TheReception, caller: Known
) -> Response:
    """The first board of the site, newest call first. No visitor's name exists anywhere."""
    need(caller, reception.site.slug, may_see_board)
    sight = Sight(reception, receptions.now(), language_of(request))
    view = board_picture(sight, default_board(sight.site))
    return Response(view.model_dump_json(), media_type="application/json")
