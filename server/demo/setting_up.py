"""The demo's data folder: made on the first start, kept on every other."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from server.commands.secret import agree
from server.commands.store import store_to_serve
from server.identity.devices import Device, add_device
from server.identity.secrets import new_password
from server.identity.staff import Role, Staff, add_staff
from server.settings import Settings
from server.sitefile import sites
from server.store.store import Store

SITE = "mairie"
SITE_FILE = Path(__file__).with_name("mairie.toml")
DEVICES = "demo-devices.json"
"""The demo's own devices must find their tokens again; a real device keeps its own."""

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
    tokens: dict[str, str]
    """Device name -> token."""
    passwords: dict[str, str]
    """Login -> password; only on the first start, they are kept nowhere."""


def set_up(settings: Settings) -> Demo:
    """Tables, town hall, accounts and devices, each made once."""
    with store_to_serve(settings) as store:
        agree(store, settings)
        if sites.export(store, SITE) is None:
            sites.load(store, SITE_FILE.read_text(encoding="utf-8"), datetime.now(UTC))
        kept = settings.data_dir / DEVICES
        if kept.exists():
            return Demo(json.loads(kept.read_text()), {})
        demo = Demo(_devices(store), _accounts(store))
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(demo.tokens))
        return demo


def _devices(store: Store) -> dict[str, str]:
    devices = (
        Device("kiosk", "borne-hall", SITE),
        Device("display", "ecran-hall", SITE),
        Device("display", "ecran-social", SITE),
        Device("printer", "imprimante-hall", SITE),
    )
    return {device.name: add_device(store, device, datetime.now(UTC)) for device in devices}


def _accounts(store: Store) -> dict[str, str]:
    passwords = {}
    for login, name, role in STAFF:
        passwords[login] = new_password()
        add_staff(store, Staff(login, name, role, SITE), passwords[login], datetime.now(UTC))
    return passwords
