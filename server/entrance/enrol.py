"""Enrolment: the screen keeps its token in a cookie, once, and shows what it is there for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from server.application.receptions import Receptions
from server.domain.refusal import Code, Refusal
from server.identity.devices import Device, device_of_token
from server.rim.access import DEVICE_COOKIE, Doorkeeper
from server.rim.asker import TheReceptions
from server.rim.cookies import set_cookie
from server.rim.language import language_of
from server.rim.origin import foreign_origin
from server.rim.pages import shown
from server.rim.rooms import room_cookie
from server.rim.words import refusal_text
from server.texts.catalogue import translations

router = APIRouter()

A_YEAR = 365 * 24 * 3600
"""Seconds. A screen on a wall is enrolled once; a lost one is revoked at the server."""


@router.get("/enrol")
async def enrol_page(request: Request, receptions: TheReceptions) -> Response:
    """The form; for a screen already enrolled, where it may go."""
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    caller = await doorkeeper.recognise_device(request)
    return await _page(request, receptions, caller.device)


@router.post("/enrol")
async def enrol(
    request: Request, receptions: TheReceptions, token: Annotated[str, Form()] = ""
) -> Response:
    language = language_of(request)
    gettext = translations(language).gettext
    if foreign_origin(request):
        return await _page(
            request, receptions, None, 403, refusal_text(Refusal(Code.CROSS_SITE), language)
        )
    token = token.strip()
    device = await asyncio.to_thread(device_of_token, request.app.state.store, token)
    if device is None:
        wrong = gettext("This token is not known here. Check that it was copied whole.")
        return await _page(request, receptions, None, 401, wrong)
    if device.kind == "printer":
        wrong = gettext(
            "This token belongs to a printer. Give it to the printer’s program: a browser cannot"
            " print tickets."
        )
        return await _page(request, receptions, None, 409, wrong)
    response = RedirectResponse(await screen_of(receptions, device) or "/enrol", 303)
    # One for its own page, so that a browser may be a kiosk here and a board there.
    for cookie in (room_cookie(device.kind, device.site), DEVICE_COOKIE):
        set_cookie(request, response, cookie, token, A_YEAR)
    return response


async def screen_of(receptions: Receptions, device: Device) -> str | None:
    """The one page this device is there for; None when a person has to choose."""
    if device.kind == "kiosk":
        return f"/kiosk/{device.site}"
    boards = await boards_of(receptions, device)
    named = [code for code in boards if device.name in (code, f"ecran-{code}")]
    chosen = named or boards
    return f"/display/{device.site}/{chosen[0]}" if len(chosen) == 1 else None


async def boards_of(receptions: Receptions, device: Device) -> list[str]:
    """A screen that is enrolled wakes nobody: it opens its page next."""
    front = await asyncio.to_thread(receptions.sites.front, device.site)
    return list(front.boards) if front else []


async def _page(
    request: Request,
    receptions: Receptions,
    device: Device | None,
    status: int = 200,
    error: str | None = None,
) -> Response:
    boards = await boards_of(receptions, device) if device and device.kind == "display" else []
    return enrolment(language_of(request), device, boards, status, error)


def enrolment(
    language: str,
    device: Device | None,
    boards: Sequence[str],
    status: int = 200,
    error: str | None = None,
) -> Response:
    """`boards`: those that the device may be."""
    return shown("entrance/enrol.html", language, status, device=device, boards=boards, error=error)
