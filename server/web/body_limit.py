"""No request of ours is large: a bigger body is refused before it is read."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64 * 1024
TOO_LARGE = "The request is too large (64 KiB at most)."


class BodyLimit:
    """ASGI middleware; answers 413."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = next((v for k, v in scope["headers"] if k == b"content-length"), None)
        if declared is None:
            await self._app(scope, _counted(receive), send)
        elif declared.isdigit() and int(declared) <= MOST_BYTES:
            # The server reads no more than was declared (RFC 9112, 6.3): there is nothing to count.
            await self._app(scope, receive, send)
        else:
            await _too_large(scope, receive, send)


def _counted(receive: Receive) -> Receive:
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MOST_BYTES:
            raise HTTPException(413, TOO_LARGE)  # the one exception that body parsers let pass
        return message

    return counted


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    problem = {"title": TOO_LARGE, "status": 413, "detail": TOO_LARGE, "code": "invalid"}
    response = JSONResponse(problem, 413, media_type="application/problem+json")
    await response(scope, receive, send)
