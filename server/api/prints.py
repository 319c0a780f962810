"""Paper for the staff: the test ticket, the day's report, numbers for the drawer."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.application.prints import print_out
from server.domain.refusal import Code
from server.protocol.printing import FallbackView, PageView, PrintsRequest
from server.rim.access import is_in_charge
from server.rim.asker import enter, kept
from server.rim.described import CHANGING, By, answers, asked, refuses
from server.rim.pages import as_json
from server.rim.wish import body_of, key_of

router = APIRouter(prefix="/api/v1/sites/{site}", tags=["office"])

BODIES: dict[str, object] = {
    "report": {"kind": "report"},
    "test": {"kind": "test"},
    "fallback": {"kind": "fallback", "count": 20},
}
"""An example of each kind."""


@router.post(
    "/prints",
    status_code=201,
    summary="Paper for the staff",
    responses={
        201: answers("What became of the wish", PageView | FallbackView),
        **refuses(*CHANGING, Code.NOT_ALLOWED_NOW, Code.CLOSED),
    },
    openapi_extra=asked(By.MANAGER, PrintsRequest, required=True, examples=BODIES, key=True),
)
async def prints(request: Request, site: str) -> Response:
    """A test ticket, the day's report, or numbers in advance. The journal and the office tell what
    became of it later."""
    asker = await enter(request, site, is_in_charge)
    wish, key = await body_of(request, PrintsRequest), key_of(request)
    view = kept(await print_out(*asker.here, wish, key))
    return as_json(view, 201)
