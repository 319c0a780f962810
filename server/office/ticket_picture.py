"""The ticket as it is printed, as a picture: drawn by the printer's own code."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from printer.drawing.layout import layout
from printer.drawing.paint import paint
from printer.profile import find
from server.application.sight import Sight
from server.paper.ticket import sample_ticket
from server.protocol.printing import TicketDocument
from server.rim.access import Known, is_in_charge, need
from server.rim.asker import TheReception, TheReceptions, base_url
from server.rim.language import language_of
from server.rim.pages import FRESH

router = APIRouter(prefix="/office/{site}")


@router.get("/ticket.png")
async def ticket_picture(
    request: Request,
    receptions: TheReceptions,
    reception: TheReception,
    caller: Known,
    paper: Literal["80mm", "58mm"] = "80mm",
) -> Response:
    """What a visitor would hold now, dot for dot."""
    need(caller, reception.site.slug, is_in_charge)
    sight = Sight(reception, receptions.now(), language_of(request))
    document = sample_ticket(sight, base_url(request))
    picture = await asyncio.to_thread(_drawn, document, paper)
    return Response(picture, media_type="image/png", headers=dict(FRESH))


def _drawn(document: TicketDocument, paper: str) -> bytes:
    png = BytesIO()
    paint(layout(document), find(paper)).save(png, "PNG")
    return png.getvalue()
