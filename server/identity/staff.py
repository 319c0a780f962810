"""Staff accounts and their sessions (blocking)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal, cast

from pwdlib import PasswordHash
from sqlalchemy import delete, select
from sqlmodel import Session, col

from server.identity.secrets import new_password, new_token, token_hash
from server.identity.tables import SessionRow, StaffRow
from server.store.store import Store

Role = Literal["agent", "manager", "admin"]


class StaffError(Exception):
    """Said to the administrator."""


@dataclass(frozen=True, slots=True)
class Staff:
    login: str
    name: str
    role: Role
    site: str

    @property
    def in_charge(self) -> bool:
        return self.role in ("manager", "admin")


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobody() -> str:
    """Checked when the login is unknown, so that the answer takes as long."""
    return _hasher().hash(new_password())


def get_ready() -> None:
    """The first unknown login must not take longer than those after it."""
    _nobody()


def add_staff(store: Store, staff: Staff, password: str, now: datetime) -> None:
    """Raises StaffError when the login is taken or the password too short."""
    _check(password)
    with store.writing() as connection, Session(bind=connection) as session:
        if session.get(StaffRow, staff.login):
            raise StaffError(f'the login "{staff.login}" is already used')
        hashed = _hasher().hash(password)
        session.add(
            StaffRow(
                login=staff.login,
                name=staff.name,
                role=staff.role,
                site=staff.site,
                password=hashed,
                created_at=now,
            )
        )
        session.flush()


def list_staff(store: Store) -> list[tuple[Staff, bool]]:
    """Each account, and whether it is disabled."""
    with store.reading() as connection, Session(bind=connection) as session:
        rows = session.execute(select(StaffRow).order_by(col(StaffRow.login))).scalars()
        return [(_staff(row), row.disabled) for row in rows]


def names(store: Store, sites: Collection[str]) -> dict[str, str]:
    """Login -> name, of all who may work there. Asked every second, so in columns: an object a row
    costs ten times as much; and in two halves, each of which has its index."""
    name = select(col(StaffRow.login), col(StaffRow.name))
    here = name.where(col(StaffRow.site).in_(sites))
    everywhere = name.where(col(StaffRow.role) == "admin")
    with store.reading() as connection:
        return {row.login: row.name for row in connection.execute(here.union(everywhere))}


def disable_staff(store: Store, login: str) -> None:
    """Signs the person out everywhere and lets her in no more."""
    with store.writing() as connection, Session(bind=connection) as session:
        _known(session, login).disabled = True
        _sign_out_everywhere(session, login)


def set_password(store: Store, login: str, password: str) -> None:
    _check(password)
    with store.writing() as connection, Session(bind=connection) as session:
        _known(session, login).password = _hasher().hash(password)
        _sign_out_everywhere(session, login)


def sign_in(
    store: Store, login: str, password: str, now: datetime, hours: int, instead_of: str = ""
) -> str | None:
    """A session's token, or None: nothing tells whether login or password was wrong.

    `instead_of`: the token of the session that this browser had before; it ends.
    """
    with store.reading() as connection, Session(bind=connection) as session:
        hashed = _password_of(session, login)
    if not _hasher().verify(password, hashed or _nobody()) or hashed is None:
        return None
    token = new_token()
    with store.writing() as connection, Session(bind=connection) as session:
        if _password_of(session, login) != hashed:  # disabled or changed while it was checked
            return None
        session.execute(delete(SessionRow).where(col(SessionRow.expires_at) < now))
        _end(session, instead_of)
        session.add(
            SessionRow(
                token_hash=token_hash(token),
                login=login,
                created_at=now,
                expires_at=now + timedelta(hours=hours),
            )
        )
        session.flush()
    return token


def sign_out(store: Store, token: str) -> None:
    with store.writing() as connection, Session(bind=connection) as session:
        _end(session, token)


def sessions_in_force(store: Store, hashes: Collection[str], now: datetime) -> dict[str, Staff]:
    """Whose they are, by the hash of their token."""
    query = (
        select(
            *(col(SessionRow.token_hash), col(StaffRow.login), col(StaffRow.name)),
            *(col(StaffRow.role), col(StaffRow.site)),
        )
        .join(SessionRow, col(SessionRow.login) == col(StaffRow.login))
        .where(
            col(SessionRow.token_hash).in_(hashes),
            col(SessionRow.expires_at) > now,
            col(StaffRow.disabled).is_(False),
        )
    )
    with store.reading() as connection:
        return {
            proof: Staff(login, name, cast(Role, role), site)
            for proof, login, name, role, site in connection.execute(query)
        }


def _password_of(session: Session, login: str) -> str | None:
    """Its hash; None for somebody who may not come in."""
    row = session.get(StaffRow, login)
    return row.password if row and not row.disabled else None


def _end(session: Session, token: str) -> None:
    session.execute(delete(SessionRow).where(col(SessionRow.token_hash) == token_hash(token)))


def _staff(row: StaffRow) -> Staff:
    return Staff(row.login, row.name, cast(Role, row.role), row.site)


def _known(session: Session, login: str) -> StaffRow:
    row = session.get(StaffRow, login)
    if row is None:
        raise StaffError(f'no account has the login "{login}"')
    return row


def _sign_out_everywhere(session: Session, login: str) -> None:
    session.execute(delete(SessionRow).where(col(SessionRow.login) == login))
    session.flush()


def _check(password: str) -> None:
    # CNIL recommendation 2022-100: 12 characters when nothing else limits the tries.
    if len(password) < 12:
        raise StaffError("a password needs at least 12 characters")
