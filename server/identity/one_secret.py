"""One secret for all servers of a store: visitors' addresses are computed from it (blocking).

The store keeps its fingerprint, from which nobody finds the secret. Without that, a second machine
would make a secret of its own, and tell phones that their ticket does not exist.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Insert, delete, insert, select
from sqlmodel import col

from server.domain.journal import Conflict
from server.identity.tables import SecretRow
from server.store.store import Store


class OtherSecretError(Exception):
    """This store's tickets are made with another secret."""


def agree(store: Store, secret: bytes, now: datetime) -> None:
    """The first server's secret is the one. Raises OtherSecretError."""
    if _kept(store) is None:
        # Of two that start at once, one is first.
        with suppress(Conflict), store.writing() as connection:
            connection.execute(_row(secret, now))
    check(store, secret)


def check(store: Store, secret: bytes) -> None:
    """Changes nothing. Raises OtherSecretError."""
    if _kept(store) not in (None, _fingerprint(secret)):
        raise OtherSecretError


def accept(store: Store, secret: bytes, now: datetime) -> None:
    """From now on this secret is the one: what was made with another opens nothing."""
    with store.writing() as connection:
        connection.execute(delete(SecretRow))
        connection.execute(_row(secret, now))


def _row(secret: bytes, now: datetime) -> Insert:
    return insert(SecretRow).values(n=1, fingerprint=_fingerprint(secret), since=now)


def _kept(store: Store) -> str | None:
    with store.reading() as connection:
        found: str | None = connection.execute(select(col(SecretRow.fingerprint))).scalar()
        return found


def _fingerprint(secret: bytes) -> str:
    """No ticket's token: those are made of a site, a day and a number."""
    key = hashlib.sha256(secret).digest()
    return hashlib.blake2b(b"the secret itself", key=key, digest_size=16).hexdigest()
