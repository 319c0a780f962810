"""API tokens: the town's own software, known at one site by a token shown once (blocking).

Their rows stand among the devices', and no query for devices finds them: a kiosk's doors stay shut.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from server.identity.secrets import new_token, token_hash
from server.identity.tables import API_TOKEN, DeviceRow
from server.store.store import Store

IS_TOKEN = col(DeviceRow.kind) == API_TOKEN


class TokenError(Exception):
    """Said to the administrator."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is told of one; the token itself is not kept."""

    id: str
    name: str
    created_at: datetime
    revoked: bool


def create_token(store: Store, site: str, name: str, now: datetime) -> str:
    """The token. A name may have several: the new one is in use before the old one is revoked."""
    token = new_token()
    row = DeviceRow(
        id=secrets.token_hex(5),
        kind=API_TOKEN,
        name=name,
        site=site,
        token_hash=token_hash(token),
        created_at=now,
    )
    with store.writing() as connection, Session(bind=connection) as session:
        session.add(row)
        session.flush()
    return token


def list_tokens(store: Store, site: str) -> list[ApiToken]:
    """The revoked ones too, the oldest first."""
    query = (
        select(DeviceRow)
        .where(IS_TOKEN, col(DeviceRow.site) == site)
        .order_by(col(DeviceRow.created_at))
    )
    with store.reading() as connection, Session(bind=connection) as session:
        rows = session.execute(query).scalars()
        return [ApiToken(r.id, r.name, r.created_at, r.revoked) for r in rows]


def revoke_token(store: Store, id: str) -> None:
    query = select(DeviceRow).where(IS_TOKEN, col(DeviceRow.id) == id)
    with store.writing() as connection, Session(bind=connection) as session:
        row = session.execute(query).scalar_one_or_none()
        if row is None:
            raise TokenError(f'there is no API token "{id}"; `suivant token list` tells them')
        row.revoked = True
        session.flush()


def site_of_token(store: Store, token: str) -> str | None:
    """The one site that it opens; None for a token that is unknown or revoked."""
    query = select(col(DeviceRow.site)).where(
        IS_TOKEN, col(DeviceRow.token_hash) == token_hash(token), col(DeviceRow.revoked).is_(False)
    )
    with store.reading() as connection:
        site: str | None = connection.execute(query).scalar()
        return site
