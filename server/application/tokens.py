"""The visitor's secret: 132 bits that nobody can guess and that nothing stores.

It is computed from the server's secret, so that neither the journal nor a backup of it lets
anybody open a visitor's page.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date

LENGTH = 22
"""Base64 characters: 132 bits, more than the 128 asked for."""


def ticket_token(secret: bytes, site: str, day: date, number: str) -> str:
    """A keyed BLAKE2 (RFC 7693) of whose ticket it is."""
    key = hashlib.sha256(secret).digest()
    message = f"{site}|{day.isoformat()}|{number}".encode()
    digest = hashlib.blake2b(message, key=key, digest_size=24).digest()
    return base64.urlsafe_b64encode(digest)[:LENGTH].decode()
