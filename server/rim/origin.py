"""Where a request comes from, judged whole: scheme, host and port.

A browser says it, and no page of another site can make it say otherwise. The host that a request
names is not proof by itself: whoever owns a name may let it point at this machine. So where the
house's address is configured, a name that anybody could buy has to be that one; addresses in
figures and names of the own network nobody else can hold.
"""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

OURS = ("same-origin", "none")
OWN_NETWORK = (".local", ".lan", ".home.arpa", ".internal", ".localhost")
PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
PAGES = {"ws": "http", "wss": "https"}
"""A socket is opened by a page."""
PASSED_ON = (
    *("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
    *("x-forwarded-port", "x-forwarded-server", "x-real-ip", "x-client-ip", "true-client-ip"),
    *("cf-connecting-ip", "cdn-loop", "x-original-forwarded-for", "x-cluster-client-ip"),
)
"""What proxies add."""
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


def is_of_this_machine(connection: HTTPConnection) -> bool:
    """From here, to here, and by nobody's hand: a proxy on this machine asks for the whole world.

    Most say whom they ask for, or pass on the name by which they were asked; nginx did neither by
    default, and spoke HTTP 1.0, until 1.29.7. Where proxies are trusted, all may come by one.
    """
    if connection.app.state.settings.trusted_proxies or connection.scope["http_version"] == "1.0":
        return False
    passed_on = any(name in connection.headers for name in PASSED_ON)
    asked_of_us = is_loopback(urlsplit(f"//{sane_host(connection) or ''}").hostname or "")
    return asked_of_us and is_loopback(address_of(connection)) and not passed_on


def address_of(connection: HTTPConnection) -> str:
    """Of whoever asks, as far as it is known: a proxy's own, where it is not trusted."""
    return connection.client.host if connection.client else ""


def network_of(address: str) -> str:
    """One house has many addresses of version 6: the same first half."""
    known = _address(address)
    if not isinstance(known, IPv6Address):
        return address
    return str(known.ipv4_mapped or known.packed[:8].hex())


def is_loopback(name: str) -> bool:
    address = _address(name)
    return name == "localhost" or (address is not None and address.is_loopback)


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
    return "." not in name or name.endswith(OWN_NETWORK) or _address(name) is not None


def _address(name: str) -> IPv4Address | IPv6Address | None:
    """None for a name in letters."""
    try:
        return ip_address(name)
    except ValueError:
        return None
