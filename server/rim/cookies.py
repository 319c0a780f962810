"""Our cookies: unreadable to scripts, and over TLS bound to this very host.

The browser itself keeps to what a name that begins with `__Host-` says: set over TLS, by this host
and no neighbour of its domain.
"""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

HOST = "__Host-"


def cookie(connection: HTTPConnection, name: str) -> str | None:
    """Those set before there was TLS, or by an older version, are still read."""
    return connection.cookies.get(HOST + name) or connection.cookies.get(name)


def is_secure(connection: HTTPConnection) -> bool:
    return connection.scope["scheme"] in ("https", "wss")


def set_cookie(
    connection: HTTPConnection, response: Response, name: str, value: str, seconds: int
) -> None:
    secure = is_secure(connection)
    if secure and name in connection.cookies:
        response.delete_cookie(name, path="/")
    response.set_cookie(
        HOST + name if secure else name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=secure,
        path="/",
    )


def delete_cookie(connection: HTTPConnection, response: Response, name: str) -> None:
    response.delete_cookie(name, path="/")
    if is_secure(connection):
        response.delete_cookie(HOST + name, path="/", secure=True)
