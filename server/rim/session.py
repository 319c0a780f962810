"""Signing in and out: the session's cookie, and how often a password may be tried."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from fastapi import Request
from starlette.responses import Response

from server.domain.journal import Unavailable
from server.domain.refusal import Code
from server.identity.hashing import Hashing, TooManyAtOnce
from server.identity.staff import get_ready, sign_in, sign_out
from server.rim import familiar
from server.rim.access import STAFF_COOKIE, WALL_CLOCK
from server.rim.asker import settings_of
from server.rim.cookies import cookie, delete_cookie, set_cookie
from server.rim.flood import SOON, too_many
from server.rim.origin import address_of, foreign_origin
from server.rim.problems import Refused
from server.rim.rooms import leave_rooms
from server.rim.tries import Limits, Tries, limits_of

FAMILIAR_COOKIE = "suivant_familiar"


class SignIns:
    """Of one process: what is being tried, and what was."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self.tries = Tries()
        self.hashing = Hashing()
        self.hashing.get_ready(get_ready)


async def let_in(request: Request, response: Response, login: str, password: str) -> None:
    """Sets the session's cookie. Raises `not_signed_in`, without telling what was wrong."""
    if foreign_origin(request):
        raise Refused(Code.CROSS_SITE)
    sign_ins, hours = _sign_ins(request), settings_of(request).session_hours
    kept = cookie(request, FAMILIAR_COOKIE) or ""
    before = cookie(request, STAFF_COOKIE) or ""
    known_on = familiar.device_of(kept, login, sign_ins.secret)
    asked = partial(
        sign_in, request.app.state.store, login, password, WALL_CLOCK.now(), hours, before
    )
    token = await _tried(
        sign_ins, limits_of(login, address_of(request), known_on), asked, known_on is not None
    )
    if token is None:
        raise Refused(Code.NOT_SIGNED_IN)
    if before:
        request.app.state.doorkeeper.forget()
    known = familiar.remembered(kept, login, sign_ins.secret)
    set_cookie(request, response, STAFF_COOKIE, token, hours * 3600)
    set_cookie(request, response, FAMILIAR_COOKIE, known, familiar.A_YEAR)
    leave_rooms(request, response)


async def let_out(request: Request, response: Response) -> None:
    if token := cookie(request, STAFF_COOKIE):
        await asyncio.to_thread(sign_out, request.app.state.store, token)
        request.app.state.doorkeeper.forget()
    delete_cookie(request, response, STAFF_COOKIE)
    leave_rooms(request, response)


async def _tried(
    sign_ins: SignIns, limits: Limits, asked: Callable[[], str | None], known: bool
) -> str | None:
    """Counted before anything is looked at: of many at the same moment no more get through.

    Raises `too_many_requests`, Unavailable.
    """
    if wait := sign_ins.tries.reserve(limits):
        raise too_many(wait)
    try:
        token = await sign_ins.hashing.check(asked, known=known)
    except (TooManyAtOnce, Unavailable) as error:
        sign_ins.tries.give_back(limits)
        if isinstance(error, Unavailable):
            raise
        raise too_many(SOON) from error
    if token is not None:
        sign_ins.tries.give_back(limits)
    return token


def _sign_ins(request: Request) -> SignIns:
    sign_ins: SignIns = request.app.state.sign_ins
    return sign_ins
