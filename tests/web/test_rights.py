"""A right that ends, ends at once: on every open socket, in every process."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import update
from sqlmodel import col
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from server.identity.devices import revoke_device
from server.identity.staff import disable_staff, set_password
from server.identity.tables import StaffRow
from server.store.store import Store
from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.servers import eventually, new_database
from tests.worlds.town import PASSWORD, Desk, Town, two_servers

AT_ONCE = 2.0
"""Seconds, as is promised."""
BUSY = 8.0
"""More of them, for a machine where everything is tested at once."""


class Doors(ExitStack):
    """Sockets that are open, and closed whatever happens."""

    def by_device(self, town: Town, path: str, name: str) -> ClientConnection:
        return self._open(town, path, Authorization=f"Bearer {town.tokens[name]}")

    def by_desk(self, town: Town, path: str, desk: Desk) -> ClientConnection:
        session = desk.client.cookies["suivant_staff"]
        return self._open(town, path, Cookie=f"suivant_staff={session}", Origin=town.url)

    def _open(self, town: Town, path: str, **headers: str) -> ClientConnection:
        address = town.url.replace("http", "ws") + path
        socket = self.enter_context(connect(address, additional_headers=headers))
        socket.recv()
        return socket


def closed_with(socket: ClientConnection, seconds: float = AT_ONCE + BUSY) -> int:
    """The code; fails the test when pictures go on coming."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            socket.recv(max(0.0, until - time.monotonic()))
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0
    except TimeoutError:
        pass
    raise AssertionError("still open")


def still_open(socket: ClientConnection) -> bool:
    socket.ping().wait()
    return socket.close_code is None


def test_whoever_is_shut_out_sees_nothing_more(town: Town) -> None:
    nadia, paul, claire = (town.agent(login) for login in ("agent1", "agent2", "manager"))
    with Doors() as doors:
        nadias = doors.by_desk(town, "/ws/counter/mairie", nadia)
        pauls = doors.by_desk(town, "/ws/counter/mairie", paul)
        hers = doors.by_desk(town, "/ws/office/mairie", claire)
        other = doors.by_desk(town, "/ws/counter/mairie", town.agent("agent3"))

        with _store(town) as store:
            disable_staff(store, "agent1")
        assert closed_with(nadias) == 4401
        with _store(town) as store:
            set_password(store, "agent2", "another long one")
        assert closed_with(pauls) == 4401
        assert claire.client.delete("/api/v1/session").status_code == 204
        assert closed_with(hers) == 4401
        assert still_open(other)


def test_a_screen_that_is_revoked_sees_nothing_more(town: Town) -> None:
    with Doors() as doors:
        for path, name in (
            ("/ws/kiosk/mairie", "borne-hall"),
            ("/ws/display/mairie/hall", "ecran-hall"),
            ("/ws/printer", "imprimante-hall"),
        ):
            socket = doors.by_device(town, path, name)
            _revoke(town, name)
            assert closed_with(socket) == 4401


def test_a_right_that_is_lost_is_told_from_an_identity_that_is_lost(town: Town) -> None:
    with Doors() as doors:
        claire = town.agent("manager")
        office = doors.by_desk(town, "/ws/office/mairie", claire)
        counter = doors.by_desk(town, "/ws/counter/mairie", claire)
        _change_role(town, "manager", "agent")

        assert closed_with(office) == 4403
        assert closed_with(counter) == 1012  # what she saw was painted for a manager
        counter = doors.by_desk(town, "/ws/counter/mairie", claire)
        assert still_open(counter)
        eventually(lambda: claire.get("journal").status_code == 403, AT_ONCE + BUSY)


def test_in_every_process(tmp_path: Path, databases: str) -> None:
    store = {"SUIVANT_DATABASE_URL": new_database(databases)}
    with two_servers(tmp_path / "town", store) as (first, second), Doors() as doors:
        nadia = first.agent("agent1")
        sockets = [
            doors.by_desk(second, "/ws/counter/mairie", nadia),
            doors.by_device(second, "/ws/kiosk/mairie", "borne-hall"),
        ]
        assert nadia.client.delete("/api/v1/session").status_code == 204
        _revoke(first, "borne-hall")

        assert [closed_with(socket) for socket in sockets] == [4401, 4401]


def test_a_new_sign_in_replaces_the_session_of_that_browser(town: Town) -> None:
    nadia, elsewhere = town.agent("agent1"), town.agent("agent1")
    before = {"suivant_staff": nadia.client.cookies["suivant_staff"]}
    with Doors() as doors:
        socket = doors.by_desk(town, "/ws/counter/mairie", nadia)
        again = {"login": "agent2", "password": PASSWORD}
        assert nadia.client.post("/api/v1/session", json=again).status_code == 204

        assert closed_with(socket) == 4401
    assert patient.get(f"{town.url}/api/v1/session", cookies=before).status_code == 401
    assert nadia.client.get("/api/v1/session").json()["login"] == "agent2"
    assert elsewhere.client.get("/api/v1/session").json()["login"] == "agent1"


def test_a_printer_enrolled_anew_has_its_line_for_itself(town: Town) -> None:
    with Doors() as doors:
        thief = _printer(doors, town)
        assert (
            town.command("device", "revoke", "imprimante-hall", "--site", "mairie").returncode == 0
        )
        town.enrol("printer", "imprimante-hall")
        printer = _printer(doors, town)

        assert closed_with(thief) == 4401
        job = _asked_for(town, printer)
        assert job
        printer.send(json.dumps({"job": job, "result": "printed"}))
        eventually(lambda: _became(town, job) == "printed")


def test_a_printer_that_is_revoked_is_not_believed(town: Town) -> None:
    with Doors() as doors:
        printer = _printer(doors, town)
        job = _asked_for(town, printer)
        claire = town.agent("manager")
        assert (
            town.command("device", "revoke", "imprimante-hall", "--site", "mairie").returncode == 0
        )
        with suppress(ConnectionClosed):  # it may have been let go already
            printer.send(json.dumps({"job": job, "result": "printed"}))

        assert closed_with(printer) == 4401
    assert claire.get("journal").status_code == 200
    assert _became(town, job) is None


def test_a_printer_reports_for_its_own_jobs_alone(town: Town) -> None:
    town.enrol("printer", "imprimante-2")
    with Doors() as doors:
        printer = _printer(doors, town)
        other = _printer(doors, town, "imprimante-2")
        job = _asked_for(town, printer)
        other.send(json.dumps({"job": job, "result": "printed"}))
        eventually(lambda: town.measured('suivant_refusals_total{code="forbidden"}') == 1)
        assert _became(town, job) is None

        printer.send(json.dumps({"job": job, "result": "printed"}))
        eventually(lambda: _became(town, job) == "printed")


READY = {"status": {"online": True, "paper": "ok", "cover": "closed"}}


def _printer(doors: Doors, town: Town, name: str = "imprimante-hall") -> ClientConnection:
    line = doors.by_device(town, "/ws/printer", name)
    line.send(json.dumps(READY))
    return line


def _asked_for(town: Town, printer: ClientConnection) -> str:
    """A job that this printer was given."""

    def jobs() -> list[str]:
        told = json.loads(printer.recv()).get("data", {"jobs": []})
        return [str(job["id"]) for job in told["jobs"]]

    return _first(jobs, lambda: town.take("civil"))


def _first(jobs: Callable[[], list[str]], ask: Callable[[], object]) -> str:
    while True:
        ask()
        if there := jobs():
            return there[0]


def _became(town: Town, job: str) -> str | None:
    facts = town.agent("manager").get("journal").json()["events"]
    told = [f["body"] for f in facts if f["kind"] == "print_reported" and f["body"]["job"] == job]
    return str(told[-1]["result"]) if told else None


def _change_role(town: Town, login: str, role: str) -> None:
    with _store(town) as store, store.writing() as connection:
        connection.execute(update(StaffRow).where(col(StaffRow.login) == login).values(role=role))


def _revoke(town: Town, name: str) -> None:
    with _store(town) as store:
        revoke_device(store, town.site, name)


@contextmanager
def _store(town: Town) -> Iterator[Store]:
    """As a command of the administrator's has it: in a process that is not the server's."""
    store = Store(town.database)
    yield store
    store.close()
