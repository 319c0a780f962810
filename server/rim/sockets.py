"""Who may open a socket, and how one is refused (contract, section 5)."""

from __future__ import annotations

import re

from fastapi import WebSocket

from server.application.reception import Reception
from server.domain.journal import Unavailable
from server.rim.access import (
    NOBODY,
    Caller,
    Doorkeeper,
    Rule,
    allowed,
    may_see_board,
    may_take,
)
from server.rim.asker import reception_at, receptions_of
from server.rim.origin import foreign_origin
from server.rim.problems import UnknownSite
from server.rim.seldom import SELDOM

BAD_IDENTITY, NO_RIGHT, NO_SUCH = 4401, 4403, 4404
SEQ = re.compile("[0-9]{1,9}")
TOO_MANY = 1008
TRY_AGAIN_LATER = 1013


async def admitted(socket: WebSocket, site: str | None, rule: Rule) -> Caller | None:
    """The caller, or None once the socket was refused. Without a site: the caller's own."""
    if foreign_origin(socket):
        await refuse_foreign(socket)
        return None
    try:
        caller = await _recognised(socket, site, rule)
    except Unavailable:
        await close(socket, TRY_AGAIN_LATER)
        return None
    if caller is NOBODY:
        await close(socket, BAD_IDENTITY)
        return None
    if not allowed(caller, caller.site if site is None else site, rule):
        await close(socket, NO_RIGHT)
        return None
    return caller


async def _recognised(socket: WebSocket, site: str | None, rule: Rule) -> Caller:
    """Raises Unavailable."""
    doorkeeper: Doorkeeper = socket.app.state.doorkeeper
    caller = await doorkeeper.recognise(socket)
    site = caller.site if site is None else site
    if rule in (may_take, may_see_board) and not allowed(caller, site, rule):
        # A board on an agent's own computer: the screen's identity counts, not hers.
        device = await doorkeeper.recognise_device(socket)
        return caller if device is NOBODY else device
    return caller


async def reception_for(socket: WebSocket, site: str) -> Reception | None:
    """The site's, or None once the socket was refused."""
    try:
        return await reception_at(socket, site)
    except UnknownSite:
        await close(socket, NO_SUCH)
    except Unavailable:
        await close(socket, TRY_AGAIN_LATER)
    return None


async def know_as_much(socket: WebSocket, reception: Reception) -> None:
    """A screen that comes back says what it has seen, as `after`; another process may have shown
    it. Nobody is called to a counter, then waits again, then is called."""
    seen = socket.query_params.get("after", "")
    if SEQ.fullmatch(seen) and int(seen) > reception.committed.seq:
        writer = receptions_of(socket).writer
        writer.refresh(reception)
        await writer.done()


async def refuse_foreign(socket: WebSocket) -> None:
    """403 before the handshake: a foreign page learns nothing."""
    await socket.close()


async def refuse_one_more(socket: WebSocket, why: str) -> None:
    SELDOM.warn("socket_refused", why)
    await close(socket, TOO_MANY)


async def close(socket: WebSocket, code: int) -> None:
    """A close code is only heard after the handshake."""
    await socket.accept()
    await socket.close(code)
