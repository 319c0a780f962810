"""One browser may be somebody else in each room that it shows.

A kiosk beside a board, an agent's console beside the manager's page: each room has a cookie of its
own, which counts there before the browser's common ones.
"""

from __future__ import annotations

from fastapi import Request
from starlette.requests import HTTPConnection
from starlette.responses import Response

from server.rim.cookies import HOST, cookie, delete_cookie

STAFFED = ("counter", "office", "wall")
ROOMS = ("kiosk", "display", *STAFFED)
NONE = ""


def room_cookie(room: str, site: str) -> str:
    return f"suivant_{room}_{site}"


def room_token(connection: HTTPConnection) -> str:
    """What the browser holds for the room that it asks for; NONE where it holds nothing."""
    parts = connection.scope["path"].removeprefix("/ws").split("/")
    if len(parts) < 3 or parts[1] not in ROOMS:
        return NONE
    return cookie(connection, room_cookie(parts[1], parts[2])) or NONE


def leave_rooms(request: Request, response: Response) -> None:
    """Somebody signs in or out at the door: she is herself in every room from now on."""
    kept = {name.removeprefix(HOST) for name in request.cookies}
    for name in kept:
        if name.startswith(tuple(room_cookie(room, "") for room in STAFFED)):
            delete_cookie(request, response, name)
