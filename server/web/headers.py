"""What every answer tells a browser: run nothing foreign, be shown in no frame, keep nothing."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
ON_THE_WALL = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""Where a page of ours shows the others side by side."""
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    # `no-referrer` would make browsers send `Origin: null` with our own forms.
    (b"referrer-policy", b"same-origin"),
)
ONLY_TLS = (b"strict-transport-security", b"max-age=31536000")
NOT_KEPT = (b"cache-control", b"no-store")
"""Of whatever says nothing itself: who asked, and what the queue looked like, is in it."""


class SafeHeaders:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, framed: bool = False) -> None:
        self._app = app
        policy = (b"content-security-policy", (ON_THE_WALL if framed else POLICY).encode())
        self._headers = (policy, *HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        ours = [*self._headers, ONLY_TLS] if scope["scheme"] == "https" else self._headers

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                theirs = message["headers"]
                kept = any(name == NOT_KEPT[0] for name, _ in theirs)
                message["headers"] = [*theirs, *ours] if kept else [*theirs, *ours, NOT_KEPT]
            await send(message)

        await self._app(scope, receive, with_headers)
