"""Staff sign in and out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from server.domain.refusal import Code
from server.protocol.queue import SignIn
from server.rim.access import Doorkeeper
from server.rim.origin import foreign_origin
from server.rim.problems import Refused
from server.rim.session import let_in, let_out

router = APIRouter(prefix="/api/v1/session", tags=["session"])


@router.post("", status_code=204)
async def begin(request: Request, asked: SignIn) -> Response:
    response = Response(status_code=204)
    await let_in(request, response, asked.login, asked.password)
    return response


@router.delete("", status_code=204)
async def end(request: Request) -> Response:
    if foreign_origin(request):
        raise Refused(Code.CROSS_SITE)
    response = Response(status_code=204)
    await let_out(request, response)
    return response


@router.get("")
async def who_am_i(request: Request) -> Response:
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    caller = await doorkeeper.recognise(request)
    if caller.staff is None:
        raise Refused(Code.NOT_SIGNED_IN)
    staff = caller.staff
    told = {"login": staff.login, "name": staff.name, "role": staff.role, "site": staff.site}
    return JSONResponse(told)
