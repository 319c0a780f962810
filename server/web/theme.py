"""The town's own colours, and the mark of the browser's tab."""

from __future__ import annotations

import hashlib

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from server.application.receptions import Receptions
from server.domain.site import Face
from server.looks import theme
from server.looks.folders import static_url
from server.rim.access import Known
from server.rim.asker import TheReceptions

router = APIRouter()


@router.get("/theme.css")
async def theme_css(
    request: Request, receptions: TheReceptions, caller: Known, site: str | None = None
) -> Response:
    """The colours of `?site=`; without it those of the caller's site, or of the only one here."""
    css = theme.css(brand_of(receptions, site or caller.site))
    etag = f'"{hashlib.sha256(css.encode()).hexdigest()[:16]}"'
    # Asked again each time, answered by 304: a new brand is seen at once, on every screen.
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(css, media_type="text/css", headers=headers)


@router.get("/favicon.ico")
async def favicon() -> Response:
    """Browsers ask for it on pages that are not ours to paint, such as the API's answers."""
    return RedirectResponse(static_url("looks/mark.svg"))


def brand_of(receptions: Receptions, site: str) -> str:
    """The brand colour of a site; an unknown one gets the only site's, or the house's own."""
    reception = receptions.awake.get(site)
    if reception is None and len(receptions.awake) == 1:
        reception = next(iter(receptions.awake.values()))
    return reception.site.face.brand if reception else Face().brand
