"""Who the guest is on each screen of the wall: given to the browser of this machine alone."""

from __future__ import annotations

import asyncio

from fastapi import Request
from starlette.responses import Response

from server.demo.scenery import scenery_of
from server.demo.setting_up import KIOSK, SITE
from server.identity.staff import sign_in
from server.rim.access import WALL_CLOCK
from server.rim.asker import settings_of
from server.rim.cookies import set_cookie
from server.rim.rooms import room_cookie

NADIA, CLAIRE = "agent1", "manager"
DEVICES = {"kiosk": KIOSK, "display": "ecran-hall"}
PEOPLE = {"counter": NADIA, "office": CLAIRE, "wall": CLAIRE}
"""Room -> who one is there."""


async def give_identities(request: Request, response: Response) -> bool:
    """Whether the wall knows its guest now: not when the manager's password was changed."""
    demo, seconds = scenery_of(request).demo, settings_of(request).session_hours * 3600
    for room, name in DEVICES.items():
        set_cookie(request, response, room_cookie(room, SITE), demo.tokens[name], seconds)
    sessions = {login: await session_of(request, login) for login in {*PEOPLE.values()}}
    for room, login in PEOPLE.items():
        if session := sessions[login]:
            set_cookie(request, response, room_cookie(room, SITE), session, seconds)
    return sessions[CLAIRE] is not None


async def session_of(request: Request, login: str) -> str | None:
    password = scenery_of(request).demo.passwords[login]
    store, hours = request.app.state.store, settings_of(request).session_hours
    return await asyncio.to_thread(sign_in, store, login, password, WALL_CLOCK.now(), hours)
