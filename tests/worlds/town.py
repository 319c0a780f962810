"""A town hall of the tests: own data folder, real server process, real accounts and devices."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import httpx

from server.identity.devices import Device, add_device
from server.identity.staff import Role, Staff, add_staff
from server.sitefile import sites
from server.store.migrate import migrate
from server.store.store import Store
from tests.worlds import patient
from tests.worlds.ports import free_port

ROOT = Path(__file__).parents[2]
DEMO_SITE = ROOT / "server" / "demo" / "mairie.toml"
PASSWORD = "a long enough password"
TUESDAY_MORNING = "2026-11-24T09:00:00+01:00"

PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("agent1", "Nadia", "agent"),
    ("agent2", "Paul", "agent"),
    ("agent3", "Inès", "agent"),
    ("agent5", "Sophie", "agent"),
    ("manager", "Claire", "manager"),
    ("admin", "Admin", "admin"),
)
DEVICES = (
    ("kiosk", "borne-hall"),
    ("display", "ecran-hall"),
    ("printer", "imprimante-hall"),
)


@cache
def _first_town() -> Town:
    town = Town(Path(tempfile.mkdtemp(prefix="first-town-")))
    atexit.register(shutil.rmtree, town.folder, ignore_errors=True)
    town._from_nothing()
    return town


@dataclass
class Town:
    """Started and stopped by hand, so that a test can pull the plug."""

    folder: Path
    port: int = field(default_factory=free_port)
    clock: str = TUESDAY_MORNING
    site_text: str = field(default_factory=lambda: DEMO_SITE.read_text(encoding="utf-8"))
    site: str = "mairie"
    settings: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    _clients: list[httpx.Client] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return self.settings.get("SUIVANT_DATABASE_URL", f"sqlite:///{self.folder / 'suivant.db'}")

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "SUIVANT_DATA_DIR": str(self.folder),
            "SUIVANT_CLOCK": self.clock,
            **self.settings,
        }

    def set_up(self) -> None:
        """Tables, site, accounts and devices, without a server."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self == Town(self.folder, self.port):
            self._copy_of_first_town()
        else:
            self._from_nothing()

    def _copy_of_first_town(self) -> None:
        """Hashing passwords takes a second by design: done once, for all ordinary towns."""
        first = _first_town()
        shutil.copytree(first.folder, self.folder, dirs_exist_ok=True)
        self.tokens = dict(first.tokens)

    def _from_nothing(self) -> None:
        store = Store(self.database)
        now = datetime.now(UTC)
        migrate(store.url)
        sites.load(store, self.site_text, now)
        for login, name, role in PEOPLE:
            add_staff(store, Staff(login, name, role, self.site), PASSWORD, now)
        for kind, name in DEVICES:
            self.tokens[name] = add_device(store, Device(kind, name, self.site), now)  # type: ignore[arg-type]
        store.close()

    def start(self) -> None:
        """Returns once it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "server.cli", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
        )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        while True:
            if self.process and self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}")
            try:
                if patient.get(f"{self.url}/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.02)  # nothing else tells that a port is open yet

    def stop(self) -> int:
        """Politely. Returns the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()

    def kill(self) -> None:
        """As a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def leave(self) -> None:
        """Everybody goes home."""
        for client in self._clients:
            client.close()
        if self.process and self.process.poll() is None:
            self.kill()

    def command(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """`suivant WORDS`."""
        return subprocess.run(
            [sys.executable, "-m", "server.cli", *words],
            cwd=ROOT,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    def measured(self, line: str) -> float:
        """The value of a line of `/metrics`; 0 when there is none yet."""
        told = patient.get(f"{self.url}/metrics").text
        found = re.search(rf"^{re.escape(line)} (\S+)$", told, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def enrol(self, kind: str, name: str) -> None:
        """One device more."""
        added = self.command("device", "add", kind, name, "--site", self.site)
        assert added.returncode == 0, added.stderr
        self.tokens[name] = added.stdout.strip()

    def device(self, name: str = "borne-hall") -> httpx.Client:
        """What a device sends."""
        headers = {"Authorization": f"Bearer {self.tokens[name]}"}
        return patient.Client(base_url=self.url, headers=headers)

    def agent(self, login: str = "agent1") -> Desk:
        """Somebody signed in."""
        client = patient.Client(base_url=self.url, headers={"Origin": self.url})
        self._clients.append(client)
        asked = {"login": login, "password": PASSWORD}
        client.post("/api/v1/session", json=asked).raise_for_status()
        return Desk(client, self.site)

    def take(self, *services: str, **more: object) -> dict[str, object]:
        """A ticket taken at the kiosk."""
        with self.device() as kiosk:
            answer = kiosk.post(
                f"/api/v1/sites/{self.site}/tickets",
                json={"services": list(services or ("identity",)), **more},
            )
        assert answer.status_code == 201, answer.text
        ticket: dict[str, object] = answer.json()
        return ticket


@dataclass
class Desk:
    """An agent's hands on the API."""

    client: httpx.Client
    site: str

    def post(self, path: str, body: object = None, key: str | None = None) -> httpx.Response:
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(f"/api/v1/sites/{self.site}/{path}", json=body, headers=headers)

    def get(self, path: str) -> httpx.Response:
        return self.client.get(f"/api/v1/sites/{self.site}/{path}")

    def open(self, counter: str) -> httpx.Response:
        return self.post(f"counters/{counter}/open")

    def next(self, counter: str, **body: object) -> httpx.Response:
        return self.post(f"counters/{counter}/next", body or None)

    def act(self, number: object, action: str, **body: object) -> httpx.Response:
        return self.post(f"tickets/{number}/{action}", body or None)


@contextmanager
def running(town: Town) -> Iterator[Town]:
    """Set up, started, and stopped whatever happens."""
    try:
        town.set_up()
        town.start()
        yield town
    finally:
        town.leave()


@contextmanager
def two_servers(folder: Path, *settings: dict[str, str]) -> Iterator[tuple[Town, Town]]:
    """Of one town hall, on one store."""
    first = Town(folder, settings=settings[0])
    first.set_up()
    second = Town(folder, settings=settings[-1], tokens=first.tokens)
    try:
        first.start()
        second.start()
        yield first, second
    finally:
        first.leave()
        second.leave()
