"""The town hall of the benchmark: the demo's services, sixty-four counters, always open."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import insert

from server.domain.site import Site
from server.identity.devices import Device, add_device
from server.identity.secrets import new_token, token_hash
from server.identity.staff import Role
from server.identity.tables import SessionRow, StaffRow
from server.journal.journal import Journal
from server.sitefile import sites
from server.sitefile.reading import read_site
from server.statistics.visits import keep_visits
from server.store.migrate import migrate
from server.store.store import Store
from tests.bench.wire import post, wait_for_answer
from tests.worlds.town import DEMO_SITE
from tests.worlds.workers import Workers

COUNTERS = 64
OPEN_COUNTERS = 6
"""While tickets are taken: a ticket's estimate is made from the counters that are open."""
TUESDAY_AFTERNOON = "2026-11-24T14:00:00+01:00"


ALWAYS = "24/7"


def site_text(hours: str = ALWAYS) -> str:
    """The demo's site file without quotas, with counters and agents for everybody."""
    demo = re.sub(r"^(quota|hours) = .*\n", "", DEMO_SITE.read_text("utf-8"), flags=re.MULTILINE)
    demo = demo.replace("[site]\n", f'[site]\nhours = "{hours}"\n', 1)
    services = re.findall(r'\[\[services\]\]\ncode = "(.*)"', demo)
    skills = ", ".join(f"{code} = 2" for code in services)
    counters = [
        f'[[counters]]\ncode = "{n}"\nname = {{ fr = "Guichet {n}" }}\nzone = "hall"\n'
        for n in range(6, COUNTERS + 1)
    ]
    agents = [
        f'[[agents]]\nlogin = "{agent_of(n)}"\nskills = {{ {skills} }}\n'
        for n in range(1, COUNTERS + 1)
    ]
    return "\n".join((demo, *counters, *agents))


def agent_of(counter: int) -> str:
    return f"desk{counter}"


def site() -> Site:
    return read_site(site_text())


@cache
def service_codes() -> list[str]:
    return list(site().services)


def compiled_in(folder: Path) -> dict[str, str]:
    """As on a machine where it has run before: its modules are compiled."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


class Hall(Workers):
    """Set up without passwords: hashing sixty-four of them is slow by design, and not measured."""

    def __init__(
        self,
        folder: Path,
        settings: dict[str, str] | None = None,
        processes: int = 1,
        hours: str = ALWAYS,
    ) -> None:
        super().__init__(
            folder, clock=TUESDAY_AFTERNOON, settings=dict(settings or {}), processes=processes
        )
        self.settings |= compiled_in(folder.parent)
        self.folder.mkdir(parents=True)
        self.store = Store(self.database)
        self.journal = Journal(self.store, keep_visits)
        now = datetime.now(UTC)
        migrate(self.store.url)
        sites.load(self.store, site_text(hours), now)
        for kind, name in (("kiosk", "borne-hall"), ("display", "ecran-hall")):
            self.tokens[name] = add_device(self.store, Device(kind, name, self.site), now)  # type: ignore[arg-type]
        for counter in range(1, COUNTERS + 1):
            self.tokens[str(counter)] = self._signed_in(agent_of(counter), "agent", now)
        self.tokens["manager"] = self._signed_in("manager", "manager", now)

    def _signed_in(self, login: str, role: Role, now: datetime) -> str:
        token = new_token()
        person = StaffRow(
            login=login, name=login, role=role, site=self.site, password="", created_at=now
        )
        session = SessionRow(
            token_hash=token_hash(token),
            login=login,
            created_at=now,
            expires_at=now + timedelta(hours=1),
        )
        with self.store.writing() as connection:
            connection.execute(insert(StaffRow), [person.model_dump()])
            connection.execute(insert(SessionRow), [session.model_dump()])
        return token

    def open_counters(self, count: int) -> None:
        for counter in range(1, count + 1):
            path = f"/api/v1/sites/{self.site}/counters/{counter}/open"
            post(self.port, path, self.tokens[str(counter)])

    def wait_until_ready(self) -> None:
        """Asked more often than a test needs to: what is measured is when it answers."""
        assert self.process is not None
        wait_for_answer(self.port, "/health/ready", self.process)

    def timed_start(self) -> float:
        """Seconds from the command to the first answer."""
        began = time.perf_counter()
        self.start()
        return time.perf_counter() - began

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def pids(self) -> list[int]:
        """Of the processes that serve."""
        return self.workers() if self.processes > 1 else [self.pid]


@contextmanager
def open_hall(hall: Hall, counters: int = OPEN_COUNTERS) -> Iterator[Hall]:
    """Started, its first counters open; closed whatever happens."""
    try:
        hall.start()
        hall.open_counters(counters)
        yield hall
    finally:
        hall.leave()
        hall.store.close()
