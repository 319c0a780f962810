"""Who may open a socket, and how one is refused (contract, section 5)."""

from __future__ import annotations

from fastapi import WebSocket

from server.rim.access import (
    NOBODY,
    Caller,
    Doorkeeper,
    Rule,
    allowed,
    foreign_origin,
    may_see_board,
    may_take,
)

BAD_IDENTITY, NO_RIGHT, NO_SUCH = 4401, 4403, 4404
TRY_AGAIN_LATER = 1013


async def admitted(socket: WebSocket, site: str | None, rule: Rule) -> Caller | None:
    """The caller, or None once the socket was refused. Without a site: the caller's own."""
    if foreign_origin(socket):
        await refuse_foreign(socket)
        return None
    doorkeeper: Doorkeeper = socket.app.state.doorkeeper
    caller = await doorkeeper.recognise(socket)
    site = caller.site if site is None else site
    if rule in (may_take, may_see_board) and not allowed(caller, site, rule):
        # A board on an agent's own computer: the screen's identity counts, not hers.
        device = await doorkeeper.recognise_device(socket)
        caller = caller if device is NOBODY else device
    if caller is NOBODY:
        await close(socket, BAD_IDENTITY)
        return None
    if not allowed(caller, site, rule):
        await close(socket, NO_RIGHT)
        return None
    return caller


async def refuse_foreign(socket: WebSocket) -> None:
    """403 before the handshake: a foreign page learns nothing."""
    await socket.close()


async def close(socket: WebSocket, code: int) -> None:
    """A close code is only heard after the handshake."""
    await socket.accept()
    await socket.close(code)
