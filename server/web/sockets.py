"""WebSockets: every screen's whole view, at once and on every change (contract, section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from display import page as display
from kiosk import page as kiosk
from server.application.reception import Reception
from server.counter import page as counter
from server.domain.journal import Unavailable
from server.live.channel import Channel
from server.live.connection import show
from server.live.hub import Hub
from server.office import page as office
from server.phone import page as phone
from server.rim.access import (
    NOBODY,
    Caller,
    Rule,
    is_in_charge,
    is_staff,
    may_see_board,
    may_take,
)
from server.rim.asker import Asker, holder_of, receptions_of
from server.rim.language import language_of
from server.rim.origin import foreign_origin
from server.rim.presence import presence_of
from server.rim.problems import Refused
from server.rim.sockets import (
    BAD_IDENTITY,
    NO_SUCH,
    TRY_AGAIN_LATER,
    admitted,
    close,
    know_as_much,
    reception_for,
    refuse_foreign,
    refuse_one_more,
)
from server.rim.strangers import counted
from server.rim.views import View, channel_of

router = APIRouter()


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
        await refuse_foreign(socket)
        return
    try:
        reception, number = await holder_of(socket, token)
    except Refused:
        await close(socket, BAD_IDENTITY)
        return
    except Unavailable:
        await close(socket, TRY_AGAIN_LATER)
        return
    with counted(socket, reception.site.slug, number) as refused:
        if refused:
            await refuse_one_more(socket, refused)
        else:
            await _show_ticket(socket, reception, number)


async def _show_ticket(socket: WebSocket, reception: Reception, number: str) -> None:
    if channel := await _channel(socket, reception, phone.VIEW, NOBODY, {"number": number}):
        await socket.accept()
        with suppress(WebSocketDisconnect, RuntimeError):  # the phone left: nobody to tell
            await show(socket, _hub(socket), channel, receptions_of(socket).now)


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
    reception = await reception_for(socket, site)
    if reception is None:
        return
    board = (params or {}).get("board")
    if board is not None and board not in reception.site.boards:
        await close(socket, NO_SUCH)
        return
    channel = await _channel(socket, reception, view, caller, params or {})
    presence = presence_of(socket)
    if channel is None:
        return
    if presence.sees_enough(caller, channel.name):
        await refuse_one_more(socket, "too many different pictures")
        return
    await socket.accept()
    async with presence.staying(socket, caller, site, rule, channel.name):
        await show(socket, _hub(socket), channel, receptions_of(socket).now)


async def _channel(
    socket: WebSocket,
    reception: Reception,
    view: View[Any],
    caller: Caller,
    params: Mapping[str, str],
) -> Channel | None:
    """What is to be shown, or None once the socket was refused."""
    await know_as_much(socket, reception)
    if _hub(socket).in_doubt():
        # The first picture of a screen that comes back would look fresh.
        await close(socket, TRY_AGAIN_LATER)
        return None
    asked = {name: said for name, said in socket.query_params.items() if name in view.asks}
    asker = Asker(
        receptions_of(socket), reception, caller, language_of(socket), {**asked, **params}
    )
    return channel_of(view, asker, as_html=socket.query_params.get("as") == "html")


def _hub(socket: WebSocket) -> Hub:
    hub: Hub = socket.app.state.hub
    return hub
