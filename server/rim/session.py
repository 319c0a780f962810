"""Signing in and out: the session's cookie, and how often a login may be tried."""

from __future__ import annotations

import asyncio

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.responses import Response

from server.domain.refusal import Code
from server.identity.staff import sign_in, sign_out
from server.rim.access import STAFF_COOKIE, WALL_CLOCK, foreign_origin
from server.rim.asker import settings_of
from server.rim.flood import seconds_left, too_many
from server.rim.problems import Refused
from server.rim.rooms import leave_rooms

TRIES = RateLimitItemPerMinute(10, 5)
"""Failed tries for one login: ten in five minutes."""
_limiter = MovingWindowRateLimiter(MemoryStorage())


async def let_in(request: Request, response: Response, login: str, password: str) -> None:
    """Sets the session's cookie. Raises `not_signed_in`, without telling what was wrong."""
    if foreign_origin(request):
        raise Refused(Code.CROSS_SITE)
    if not _limiter.test(TRIES, login):
        raise too_many(seconds_left(_limiter, TRIES, login))
    settings, store = settings_of(request), request.app.state.store
    token = await asyncio.to_thread(
        sign_in, store, login, password, WALL_CLOCK.now(), settings.session_hours
    )
    if token is None:
        _limiter.hit(TRIES, login)
        raise Refused(Code.NOT_SIGNED_IN)
    set_cookie(request, response, STAFF_COOKIE, token, settings.session_hours * 3600)
    leave_rooms(request, response)


async def let_out(request: Request, response: Response) -> None:
    if token := request.cookies.get(STAFF_COOKIE):
        await asyncio.to_thread(sign_out, request.app.state.store, token)
        request.app.state.doorkeeper.forget()
    response.delete_cookie(STAFF_COOKIE, path="/")
    leave_rooms(request, response)


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )
