"""The visitor's secret: 132 bits that nobody can guess and that nothing stores.

It is computed from the server's secret, so that neither the journal nor a backup of it lets
anybody open a visitor's page. Four characters before it tell whose ticket it is to whoever has the
secret: of ten thousand town halls, the one that is meant is opened, and no other.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import date

MARK = 4
"""Base64 characters: of ten thousand sites some three pairs share one; both are looked at then."""
SECRET = 22
"""132 bits, more than the 128 asked for. The version before wrote these alone."""


class Tokens:
    """Of one site's tickets."""

    def __init__(self, secret: bytes, site: str) -> None:
        self._key = hashlib.sha256(secret).digest()
        self._site = site
        self.mark = _keyed(self._key, f"site|{site}", MARK)

    def of(self, day: date, number: str) -> str:
        return self.mark + _keyed(self._key, f"{self._site}|{day.isoformat()}|{number}", SECRET)


def mark_of(token: str) -> str | None:
    """Of the site it belongs to. None for what is no token, or one of the version before."""
    return token[:MARK] if len(token) == MARK + SECRET else None


def secret_of(token: str) -> str:
    return token[-SECRET:]


def by_mark(secret: bytes, sites: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for site in sites:
        found.setdefault(Tokens(secret, site).mark, []).append(site)
    return found


def _keyed(key: bytes, message: str, length: int) -> str:
    """A keyed BLAKE2 (RFC 7693)."""
    digest = hashlib.blake2b(message.encode(), key=key, digest_size=24).digest()
    return base64.urlsafe_b64encode(digest)[:length].decode()
