"""No request of ours is large: a bigger body is refused before it is read."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64 * 1024


class _TooLarge(Exception):
    pass


class BodyLimit:
    """ASGI middleware; answers 413."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > MOST_BYTES:
            await _too_large(scope, receive, send)
            return
        try:
            await self._app(scope, _counted(receive), send)
        except _TooLarge:
            await _too_large(scope, receive, send)


def _counted(receive: Receive) -> Receive:
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MOST_BYTES:
            raise _TooLarge
        return message

    return counted


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    detail = "The request is too large (64 KiB at most)."
    problem = {"title": detail, "status": 413, "detail": detail, "code": "invalid"}
    response = JSONResponse(problem, 413, media_type="application/problem+json")
    await response(scope, receive, send)
