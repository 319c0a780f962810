"""Many town halls in one process, each with a kiosk, a board and an agent at a counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from server.identity.devices import Device
from server.identity.secrets import new_token, token_hash
from server.identity.tables import DeviceRow, SessionRow, StaffRow
from server.sitefile.tables import SiteRow
from server.store.migrate import migrate
from server.store.store import Store
from tests.bench.hall import TUESDAY_AFTERNOON
from tests.bench.wire import wait_for_answer
from tests.worlds.town import DEMO_SITE, Town


@dataclass(frozen=True)
class Hall:
    """One of them, with what its people need to be let in."""

    site: str
    kiosk: str
    board: str
    agent: str

    @property
    def login(self) -> str:
        return f"{self.site}-agent"


class Country(Town):
    """Set up in bulk: what is measured is how it runs, not how it was installed."""

    def __init__(self, folder: Path, sites: int, clock: str = TUESDAY_AFTERNOON) -> None:
        super().__init__(folder, clock=clock)
        self.folder.mkdir(parents=True)
        self.halls = [
            Hall(f"town-{n:04d}", new_token(), new_token(), new_token()) for n in range(sites)
        ]
        migrate(self.database)
        self.store = Store(self.database)
        now = datetime.now(UTC)
        with self.store.writing() as connection:
            connection.execute(insert(SiteRow), [_site(hall, now) for hall in self.halls])
            connection.execute(insert(DeviceRow), [d for h in self.halls for d in _devices(h, now)])
            connection.execute(insert(StaffRow), [_agent(hall, now) for hall in self.halls])
            connection.execute(insert(SessionRow), [_session(hall, now) for hall in self.halls])

    def wait_until_ready(self) -> None:
        """However long so many sites take."""
        assert self.process is not None
        wait_for_answer(self.port, "/health/ready", self.process)

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def leave(self) -> None:
        super().leave()
        self.store.close()


def _site(hall: Hall, now: datetime) -> dict[str, object]:
    text = DEMO_SITE.read_text("utf-8").replace('slug = "mairie"', f'slug = "{hall.site}"')
    text = text.replace('login = "agent1"', f'login = "{hall.login}"')
    return SiteRow(slug=hall.site, version=1, toml=text, loaded_at=now).model_dump()


def _devices(hall: Hall, now: datetime) -> list[dict[str, object]]:
    devices = (
        (Device("kiosk", "borne", hall.site), hall.kiosk),
        (Device("display", "ecran", hall.site), hall.board),
    )
    return [
        DeviceRow(
            id=device.id,
            kind=device.kind,
            name=device.name,
            site=device.site,
            token_hash=token_hash(token),
            created_at=now,
        ).model_dump()
        for device, token in devices
    ]


def _agent(hall: Hall, now: datetime) -> dict[str, object]:
    return StaffRow(
        login=hall.login, name="Nadia", role="agent", site=hall.site, password="", created_at=now
    ).model_dump()


def _session(hall: Hall, now: datetime) -> dict[str, object]:
    return SessionRow(
        token_hash=token_hash(hall.agent),
        login=hall.login,
        created_at=now,
        expires_at=now + timedelta(hours=4),
    ).model_dump()
