"""Tokens and their hashes."""

from __future__ import annotations

import hashlib
import secrets

PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters that are taken for digits: somebody will copy it from a screen."""


def new_token() -> str:
    """256 bits. Never with a dash in front: a command line would take it for an option."""
    while (token := secrets.token_urlsafe(32)).startswith("-"):
        pass
    return token


def token_hash(token: str) -> str:
    """SHA-256 is enough for a secret of 256 random bits; passwords need Argon2."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_password() -> str:
    """About 69 bits, in three groups that can be read aloud."""
    groups = ["".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(5)) for _ in range(3)]
    return "-".join(groups)
