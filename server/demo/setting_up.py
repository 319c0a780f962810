"""The demo's data folder: made on the first start, kept on every other."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from server.commands.failure import Failure
from server.commands.secret import agree
from server.commands.store import store_to_serve
from server.domain.site import Site
from server.identity.devices import Device, add_device, list_devices, revoke_device
from server.identity.secrets import new_password
from server.identity.staff import Role, Staff, add_staff, list_staff, set_password
from server.settings import DEMO_ACCOUNTS, Settings
from server.sitefile import sites
from server.store.store import Store

SITE = "mairie"
SITE_FILE = Path(__file__).with_name("mairie.toml")
DEVICES = "demo-screens.json"
"""Of a demonstration alone: a real device keeps its own token, and a person her own password."""
KIOSK, DOOR_KIOSK, PRINTER = "borne-hall", "borne-entree", "imprimante-hall"
"""Simulated visitors take their tickets at the door, so that the hall's kiosk is the guest's."""

STAFF: tuple[tuple[str, str, Role], ...] = (
    ("agent1", "Nadia", "agent"),
    ("agent2", "Paul", "agent"),
    ("agent3", "Inès", "agent"),
    ("agent4", "Marc", "agent"),
    ("agent5", "Sophie", "agent"),
    ("agent6", "Karim", "agent"),
    ("manager", "Claire", "manager"),
    ("admin", "Administration", "admin"),
)


@dataclass(frozen=True)
class Demo:
    site: Site
    tokens: dict[str, str]
    """Device name -> token."""
    passwords: dict[str, str]
    """Login -> password."""
    new: bool
    """Made just now: its passwords have not been shown yet."""


def set_up(settings: Settings) -> Demo:
    """Tables, town hall, accounts and devices, each made once."""
    new = not (settings.data_dir / DEMO_ACCOUNTS).exists()
    with store_to_serve(settings) as store:
        agree(store, settings)
        if sites.export(store, SITE) is None:
            sites.load(store, SITE_FILE.read_text(encoding="utf-8"), datetime.now(UTC))
        tokens = _kept(settings.data_dir / DEVICES, _devices, store)
        passwords = _kept(settings.data_dir / DEMO_ACCOUNTS, _accounts, store)
        return Demo(sites.in_force(store, SITE), tokens, passwords, new)


def kept_accounts(data: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Tokens and passwords of a demonstration that was started before. Raises Failure."""
    files = [data / DEVICES, data / DEMO_ACCOUNTS]
    if not all(file.exists() for file in files):
        raise Failure(f"no demonstration was started in {data}; suivant demo --data {data}")
    tokens, passwords = (json.loads(file.read_text()) for file in files)
    return tokens, passwords


def _kept(file: Path, make: Callable[[Store], dict[str, str]], store: Store) -> dict[str, str]:
    if file.exists():
        known: dict[str, str] = json.loads(file.read_text())
        return known
    made = make(store)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
        json.dump(made, out)
    return made


def _devices(store: Store) -> dict[str, str]:
    devices = (
        Device("kiosk", KIOSK, SITE),
        Device("kiosk", DOOR_KIOSK, SITE),
        Device("display", "ecran-hall", SITE),
        Device("display", "ecran-social", SITE),
        Device("printer", PRINTER, SITE),
    )
    taken = {device for device, revoked in list_devices(store) if not revoked}
    for device in taken.intersection(devices):  # of a demonstration that kept other files
        revoke_device(store, device.site, device.name)
    return {device.name: add_device(store, device, datetime.now(UTC)) for device in devices}


def _accounts(store: Store) -> dict[str, str]:
    """Those of a demonstration that kept no passwords get new ones."""
    passwords, known = {}, {person.login for person, _ in list_staff(store)}
    for login, name, role in STAFF:
        password = passwords[login] = new_password()
        if login in known:
            set_password(store, login, password)
        else:
            add_staff(store, Staff(login, name, role, SITE), password, datetime.now(UTC))
    return passwords
