"""WebSockets: every screen's whole view, at once and on every change (contract, section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from server.application.reception import Reception
from server.live.connection import show
from server.live.hub import Hub
from server.rim.access import (
    NOBODY,
    Caller,
    Doorkeeper,
    Rule,
    allowed,
    foreign_origin,
    is_in_charge,
    is_staff,
    may_see_board,
    may_take,
)
from server.rim.asker import holder_of, reception_at, receptions_of
from server.rim.language import language_of
from server.rim.problems import Refused, UnknownSite
from server.rim.views import Asker, View, channel_of
from server.web.pages import counter, display, kiosk, office, phone

router = APIRouter()

BAD_IDENTITY, NO_RIGHT, NO_SUCH = 4401, 4403, 4404
TRY_AGAIN_LATER = 1013


@router.websocket("/ws/kiosk/{site}")
async def kiosk_socket(socket: WebSocket, site: str) -> None:
    await _show_site(socket, site, kiosk.VIEW, may_take)


@router.websocket("/ws/display/{site}/{board}")
async def display_socket(socket: WebSocket, site: str, board: str) -> None:
    await _show_site(socket, site, display.VIEW, may_see_board, {"board": board})


@router.websocket("/ws/counter/{site}")
async def counter_socket(socket: WebSocket, site: str) -> None:
    await _show_site(socket, site, counter.VIEW, is_staff)


@router.websocket("/ws/office/{site}")
async def office_socket(socket: WebSocket, site: str) -> None:
    await _show_site(socket, site, office.VIEW, is_in_charge)


@router.websocket("/ws/ticket/{token}")
async def ticket_socket(socket: WebSocket, token: str) -> None:
    """The secret is the identity."""
    if foreign_origin(socket):
        await _refuse_foreign(socket)
        return
    try:
        reception, number = holder_of(socket, token)
    except Refused:
        await _close(socket, BAD_IDENTITY)
        return
    await _show(socket, reception, phone.VIEW, NOBODY, {"number": number})


async def _show_site(
    socket: WebSocket,
    site: str,
    view: View[Any],
    rule: Rule,
    params: Mapping[str, str] | None = None,
) -> None:
    caller = await admitted(socket, site, rule)
    if caller is None:
        return
    try:
        reception = reception_at(socket, site)
    except UnknownSite:
        await _close(socket, NO_SUCH)
        return
    board = (params or {}).get("board")
    if board is not None and board not in reception.site.boards:
        await _close(socket, NO_SUCH)
        return
    await _show(socket, reception, view, caller, params or {})


async def admitted(socket: WebSocket, site: str | None, rule: Rule) -> Caller | None:
    """The caller, or None once the socket was refused. Without a site: the caller's own."""
    if foreign_origin(socket):
        await _refuse_foreign(socket)
        return None
    doorkeeper: Doorkeeper = socket.app.state.doorkeeper
    caller = await doorkeeper.recognise(socket)
    site = caller.site if site is None else site
    if rule in (may_take, may_see_board) and not allowed(caller, site, rule):
        # A board on an agent's own computer: the screen's identity counts, not hers.
        device = await doorkeeper.recognise_device(socket)
        caller = caller if device is NOBODY else device
    if caller is NOBODY:
        await _close(socket, BAD_IDENTITY)
        return None
    if not allowed(caller, site, rule):
        await _close(socket, NO_RIGHT)
        return None
    return caller


async def _refuse_foreign(socket: WebSocket) -> None:
    """403 before the handshake: a foreign page learns nothing."""
    await socket.close()


async def _close(socket: WebSocket, code: int) -> None:
    """A close code is only heard after the handshake."""
    await socket.accept()
    await socket.close(code)


async def _show(
    socket: WebSocket,
    reception: Reception,
    view: View[Any],
    caller: Caller,
    params: Mapping[str, str],
) -> None:
    hub: Hub = socket.app.state.hub
    if hub.in_doubt():
        # The first picture of a screen that comes back would look fresh.
        await _close(socket, TRY_AGAIN_LATER)
        return
    receptions = receptions_of(socket)
    language = language_of(socket)
    asker = Asker(receptions, reception, caller, language, {**socket.query_params, **params})
    channel = channel_of(view, asker, as_html=socket.query_params.get("as") == "html")
    await socket.accept()
    with suppress(WebSocketDisconnect, RuntimeError):  # the screen left: nobody to tell
        await show(socket, hub, channel, receptions.now)
