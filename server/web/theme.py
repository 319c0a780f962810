"""The town's own colours, and the mark of the browser's tab."""

from __future__ import annotations

import asyncio
import hashlib

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from server.application.sites import Sites
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
    brand = await asyncio.to_thread(brand_of, receptions.sites, site or caller.site)
    css = theme.css(brand)
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


def brand_of(sites: Sites, site: str) -> str:
    """The brand colour of a site; an unknown one gets the only site's, or the house's own."""
    front = sites.front(site) or sites.only()
    return front.brand if front else Face().brand
