"""Where accounts, sessions, devices and the one secret's fingerprint are kept."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from server.store.columns import UtcDateTime


class SecretRow(SQLModel, table=True):
    """One row: what the servers' secret must match (`identity/one_secret.py`)."""

    __tablename__ = "secret"

    n: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    fingerprint: str
    since: datetime = Field(sa_type=UtcDateTime)


class StaffRow(SQLModel, table=True):
    __tablename__ = "staff"

    login: str = Field(primary_key=True)
    name: str
    role: str = Field(index=True)
    site: str = Field(index=True)
    password: str
    """Argon2 hash."""
    disabled: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)


class SessionRow(SQLModel, table=True):
    """A staff member signed in; deleting the row signs her out everywhere at once."""

    __tablename__ = "session"

    token_hash: str = Field(primary_key=True)
    login: str = Field(index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)


API_TOKEN = "api"
"""The kind of a row that is no device: the town's own software (`identity/tokens.py`)."""


class DeviceRow(SQLModel, table=True):
    __tablename__ = "device"

    id: str = Field(primary_key=True)
    kind: str
    name: str
    site: str = Field(index=True)
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    revoked: bool = False
