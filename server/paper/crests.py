"""A town's crest travels once: jobs carry its hash, and the printer's agent asks for what is new.

In each job it would be most of what crosses the line: twenty tickets would be five megabytes.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from server.protocol.printing import LinesDocument, PrintOrder
from server.rim.access import caller_of, is_printer, need
from server.rim.asker import reception_at

router = APIRouter(prefix="/api/v1/crests")
FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}


@router.get("/{crest}")
async def picture(request: Request, crest: str) -> Response:
    """The picture of the printer's own town that has this hash."""
    caller = await caller_of(request)
    need(caller, caller.site, is_printer)
    logo = (await reception_at(request, caller.site)).site.logo_on_paper
    if logo is None or crest_of(logo) != crest:
        raise HTTPException(404)
    return Response(base64.b64decode(logo), media_type="image/png", headers=FOR_EVER)


@lru_cache(maxsize=64)
def crest_of(logo: str) -> str:
    """The picture's SHA-256."""
    return hashlib.sha256(base64.b64decode(logo)).hexdigest()


def lightened(order: PrintOrder) -> PrintOrder:
    """The job with the picture's hash in its place."""
    document = order.document
    if isinstance(document, LinesDocument) or not document.logo:
        return order
    light = document.model_copy(update={"logo": None, "crest": crest_of(document.logo)})
    return order.model_copy(update={"document": light})
