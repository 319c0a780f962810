"""The devices where a person has signed in before: a signed cookie that names nobody.

It opens nothing. It only tells her from the strangers who try her login.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

A_YEAR = 365 * 24 * 3600
MOST = 8
"""People who share a device; the one who came last comes first."""


def device_of(kept: str, login: str, secret: bytes) -> str | None:
    """The device's own mark, if this login has been let in there."""
    device, *people = kept.split(".")[: MOST + 1]
    person = _person(device, login, secret).encode()
    if any(hmac.compare_digest(known.encode(), person) for known in people):
        return device
    return None


def remembered(kept: str, login: str, secret: bytes) -> str:
    """What the device keeps from now on."""
    device, *people = kept.split(".")[: MOST + 1] if kept else [""]
    device = device if _is_mark(device) else secrets.token_urlsafe(12)
    person = _person(device, login, secret)
    return ".".join([device, *[person, *(p for p in people if p != person)][:MOST]])


def _is_mark(device: str) -> bool:
    return len(device) == 16 and device.isascii()


def _person(device: str, login: str, secret: bytes) -> str:
    told = f"known device\0{device}\0{login}".encode()
    return urlsafe_b64encode(hmac.digest(secret, told, hashlib.sha256)[:16]).decode().rstrip("=")
