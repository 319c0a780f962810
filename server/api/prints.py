"""Paper for the staff: the test ticket, the day's report, numbers for the drawer."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application.prints import print_out
from server.protocol.printing import FallbackView, PageView, PrintsRequest
from server.rim.access import is_in_charge
from server.rim.asker import enter, kept
from server.rim.pages import json
from server.rim.wish import body_of, key_of, takes

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["office"])


@router.post(
    "/prints",
    status_code=201,
    responses={201: {"model": PageView | FallbackView}},
    openapi_extra=takes(PrintsRequest, required=True),
)
async def prints(request: Request, site: str) -> Response:
    """Asks a printer for paper. What became of it stands in the journal and in the office."""
    asker = await enter(request, site, is_in_charge)
    wish, key = await body_of(request, PrintsRequest), key_of(request)
    view = kept(await print_out(*asker.here, wish, key))
    return json(view.model_dump_json().encode(), 201)
