"""HEAD is GET without its body: whoever watches the server from outside asks so."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

FILES = "/static/"
"""They know by themselves, and need not be read for it."""


class HeadAsGet:
    """ASGI middleware. The server line sends no body to whoever asked for none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = scope["type"] == "http" and scope["method"] == "HEAD"
        if head and not scope["path"].startswith(FILES):
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)
