"""Kiosks, displays and printers: enrolled with a token that is shown once (blocking)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import select
from sqlmodel import Session, col

from server.identity.secrets import new_token, token_hash
from server.identity.tables import API_TOKEN, DeviceRow
from server.store.store import Store

Kind = Literal["kiosk", "display", "printer"]
IS_DEVICE = col(DeviceRow.kind) != API_TOKEN


class DeviceError(Exception):
    """Said to the administrator."""


@dataclass(frozen=True, slots=True)
class Device:
    kind: Kind
    name: str
    site: str

    @property
    def id(self) -> str:
        return f"{self.site}/{self.kind}/{self.name}"


def add_device(store: Store, device: Device, now: datetime) -> str:
    """The token: shown now, kept only as a hash. A revoked device's name may be used again."""
    token = new_token()
    with store.writing() as connection, Session(bind=connection) as session:
        known = session.get(DeviceRow, device.id)
        if known is not None and not known.revoked:
            raise DeviceError(f'a {device.kind} of this site is already called "{device.name}"')
        session.merge(
            DeviceRow(
                id=device.id,
                kind=device.kind,
                name=device.name,
                site=device.site,
                token_hash=token_hash(token),
                created_at=now,
                revoked=False,
            )
        )
        session.flush()
    return token


def list_devices(store: Store, site: str | None = None) -> list[tuple[Device, bool]]:
    """Each device, and whether it is revoked; in the order of enrolment."""
    query = select(DeviceRow).where(IS_DEVICE).order_by(col(DeviceRow.created_at))
    with store.reading() as connection, Session(bind=connection) as session:
        rows = session.execute(query).scalars()
        return [(_device(r), r.revoked) for r in rows if site in (None, r.site)]


def list_printers(store: Store, sites: Collection[str]) -> list[Device]:
    """Those in use there, in the order of enrolment. Asked every second, so in columns."""
    query = (
        select(col(DeviceRow.name), col(DeviceRow.site))
        .where(col(DeviceRow.site).in_(sites))
        .where(col(DeviceRow.kind) == "printer", col(DeviceRow.revoked).is_(False))
        .order_by(col(DeviceRow.created_at))
    )
    with store.reading() as connection:
        return [Device("printer", name, site) for name, site in connection.execute(query)]


def revoke_device(store: Store, site: str, name: str) -> None:
    query = select(DeviceRow).where(
        IS_DEVICE, col(DeviceRow.site) == site, col(DeviceRow.name) == name
    )
    with store.writing() as connection, Session(bind=connection) as session:
        rows = list(session.execute(query).scalars())
        if not rows:
            raise DeviceError(f'no device of "{site}" is called "{name}"')
        for row in rows:
            row.revoked = True
        session.flush()


def device_of_token(store: Store, token: str) -> Device | None:
    proof = token_hash(token)
    return devices_in_force(store, (proof,)).get(proof)


def devices_in_force(store: Store, hashes: Collection[str]) -> dict[str, Device]:
    """By the hash of their token. A name enrolled anew has another token: the one before is not
    among them."""
    query = select(
        col(DeviceRow.token_hash), col(DeviceRow.kind), col(DeviceRow.name), col(DeviceRow.site)
    ).where(IS_DEVICE, col(DeviceRow.token_hash).in_(hashes), col(DeviceRow.revoked).is_(False))
    with store.reading() as connection:
        return {
            proof: Device(cast(Kind, kind), name, site)
            for proof, kind, name, site in connection.execute(query)
        }


def _device(row: DeviceRow) -> Device:
    return Device(cast(Kind, row.kind), row.name, row.site)
