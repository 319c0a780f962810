"""Staff sign in and out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from server.domain.refusal import Code
from server.protocol.queue import SignedIn, SignIn
from server.rim.access import Doorkeeper
from server.rim.described import By, answers, asked, refuses
from server.rim.origin import foreign_origin
from server.rim.pages import as_json
from server.rim.problems import UNAVAILABLE, Refused
from server.rim.session import let_in, let_out

router = APIRouter(prefix="/api/v1/session", tags=["session"])


@router.post(
    "",
    status_code=204,
    summary="Sign in",
    responses={
        204: answers("Signed in: the cookie `suivant_staff` is set"),
        **refuses(
            *(Code.NOT_SIGNED_IN, Code.CROSS_SITE, Code.TOO_MANY_REQUESTS),
            *(Code.INVALID, UNAVAILABLE),
        ),
    },
    openapi_extra=asked(By.EVERYBODY),
)
async def sign_in(request: Request, wish: SignIn) -> Response:
    """Nothing tells whether the login or the password was wrong: both are `not_signed_in`."""
    response = Response(status_code=204)
    await let_in(request, response, wish.login, wish.password)
    return response


@router.delete(
    "",
    status_code=204,
    summary="Sign out",
    responses={204: answers("Signed out"), **refuses(Code.CROSS_SITE, UNAVAILABLE)},
    openapi_extra=asked(By.EVERYBODY),
)
async def sign_out(request: Request) -> Response:
    """Whoever was not signed in is answered the same."""
    if foreign_origin(request):
        raise Refused(Code.CROSS_SITE)
    response = Response(status_code=204)
    await let_out(request, response)
    return response


@router.get(
    "",
    summary="Who is signed in",
    responses={
        200: answers("The account", SignedIn),
        **refuses(Code.NOT_SIGNED_IN, UNAVAILABLE),
    },
    openapi_extra=asked(By.STAFF),
)
async def who_am_i(request: Request) -> Response:
    """Who the session's cookie stands for."""
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    caller = await doorkeeper.recognise(request)
    if caller.staff is None:
        raise Refused(Code.NOT_SIGNED_IN)
    staff = caller.staff
    told = SignedIn(login=staff.login, name=staff.name, role=staff.role, site=staff.site)
    return as_json(told)
