"""Where a request comes from, judged whole: scheme, host and port.

A browser says it, and no page of another site can make it say otherwise. The host that a request
names is not proof by itself: whoever owns a name may let it point at this machine. So where the
house's address is configured, a name that anybody could buy has to be that one; addresses in
figures and names of the own network nobody else can hold.
"""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

OURS = ("same-origin", "none")
OWN_NETWORK = (".local", ".lan", ".home.arpa", ".internal", ".localhost")
PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
PAGES = {"ws": "http", "wss": "https"}
"""A socket is opened by a page."""
_NAME = r"[0-9A-Za-z_]([0-9A-Za-z_.-]{0,251}[0-9A-Za-z.])?"
_HOST = re.compile(rf"(\[[0-9A-Fa-f:.]{{2,45}}\]|{_NAME})(:[0-9]{{1,5}})?")

KNOWN = 256
"""Names and origins whose judgment is kept: a town's are few, and each request asks twice."""

Origin = tuple[str, str, int]


def same_origin(connection: HTTPConnection) -> bool:
    """A browser tells where a request comes from; another site may not use our cookies."""
    origin = connection.headers.get("origin")
    if origin is not None:
        return _origin(origin) in _ours(connection)
    return connection.headers.get("sec-fetch-site") == "same-origin"


def foreign_origin(connection: HTTPConnection) -> bool:
    """An origin is told, and it is not ours."""
    if "origin" in connection.headers:
        return not same_origin(connection)
    return connection.headers.get("sec-fetch-site", "none") not in OURS


def sane_host(connection: HTTPConnection) -> str | None:
    """The host and port that the request names, if they can be an address at all."""
    host = connection.headers.get("host", "")
    return host if is_host(host) else None


@lru_cache(maxsize=KNOWN)
def is_host(name: str) -> bool:
    return bool(_HOST.fullmatch(name)) and _origin(f"http://{name}") is not None


def _ours(connection: HTTPConnection) -> list[Origin | None]:
    """Origins whose pages are this server's."""
    configured = _origin(connection.app.state.settings.base_url)
    host = sane_host(connection)
    if host is None or (configured and not _is_own_network(host)):
        return [configured] if configured else []
    scheme = connection.scope["scheme"]
    # A page of another site cannot send this header, whoever is trusted to tell addresses.
    forwarded = connection.headers.get("x-forwarded-proto", scheme)
    came = [_origin(f"{PAGES.get(s, s)}://{host}") for s in (scheme, forwarded)]
    return [origin for origin in (configured, *came) if origin]


@lru_cache(maxsize=KNOWN)
def _origin(address: str) -> Origin | None:
    """None for what is none, such as `null`."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, PORTS[parts.scheme] if port is None else port


def _is_own_network(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    if "." not in name or name.endswith(OWN_NETWORK):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
