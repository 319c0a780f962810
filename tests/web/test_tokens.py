"""An API token opens the appointments of one site, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from server.rim.tries import FROM_ONE
from tests.web.raw import LoggedTown
from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.town import Town, running

AGENDA = "/api/v1/sites/mairie/appointments"
WISH = {"at": "2026-11-24T09:20:00+01:00", "services": ["civil"]}
SCREENS = ("/office/mairie", "/counter/mairie", "/kiosk/mairie", "/display/mairie/hall")
SOCKETS = (
    *("/ws/kiosk/mairie", "/ws/display/mairie/hall", "/ws/counter/mairie"),
    *("/ws/office/mairie", "/ws/printer"),
)


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[LoggedTown]:
    with running(LoggedTown(tmp_path / "town")) as one:
        assert isinstance(one, LoggedTown)
        yield one


def create(town: Town, site: str = "mairie") -> str:
    made = town.command("token", "create", "--site", site, "--name", "Agenda")
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def ask(town: Town, token: str, method: str, path: str, body: object = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return patient.request(method, town.url + path, headers=headers, json=body)


def test_the_towns_software_brings_reads_and_calls_off(town: Town) -> None:
    token = create(town)

    new = ask(town, token, "PUT", f"{AGENDA}/rdv-1", WISH)
    again = ask(town, token, "PUT", f"{AGENDA}/rdv-1", WISH)
    found = ask(town, token, "GET", f"{AGENDA}?day=2026-11-24")
    off = ask(town, token, "DELETE", f"{AGENDA}/rdv-1")

    assert [each.status_code for each in (new, again, found, off)] == [201, 200, 200, 200]
    assert [each["code"] for each in found.json()["appointments"]] == [new.json()["code"]]
    assert off.json()["state"] == "cancelled"


def test_it_opens_no_other_site(town: Town) -> None:
    file = town.folder / "annexe.toml"
    text = re.sub('(?m)^slug = "mairie"', 'slug = "annexe"', town.site_text)
    file.write_text(text, encoding="utf-8")
    assert town.command("site", "load", str(file)).returncode == 0
    token, of_annexe = create(town), create(town, "annexe")

    for method, path in (("GET", ""), ("PUT", "/rdv-1"), ("DELETE", "/rdv-1")):
        no = ask(town, token, method, f"/api/v1/sites/annexe/appointments{path}", WISH)
        assert (no.status_code, no.json()["code"]) == (403, "forbidden")
    assert ask(town, of_annexe, "GET", "/api/v1/sites/annexe/appointments").status_code == 200
    assert ask(town, token, "GET", "/api/v1/sites/nowhere/appointments").status_code == 404


def test_to_every_other_call_it_is_a_stranger(shared_town: Town) -> None:
    token = create(shared_town)
    described = patient.get(f"{shared_town.url}/api/openapi.json").json()
    shut = [
        (method.upper(), path)
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if operation["security"] and "/appointments" not in path and path != "/metrics"
    ]
    assert len(shut) > 15

    for method, path in shut:
        address = re.sub("{.*?}", "1", path.replace("{site}", "mairie"))
        known, stranger = (ask(shared_town, each, method, address) for each in (token, ""))
        assert known.status_code == stranger.status_code >= 400, (method, path)
        assert known.json()["code"] in ("not_signed_in", "invalid"), (method, path)


def test_it_opens_no_screen_and_no_socket(shared_town: Town) -> None:
    token = create(shared_town)

    for path in SCREENS:
        known, stranger = (ask(shared_town, each, "GET", path) for each in (token, ""))
        assert known.status_code == stranger.status_code != 200, path
    enrolled = patient.post(
        f"{shared_town.url}/enrol", data={"token": token}, headers={"Origin": shared_town.url}
    )
    assert enrolled.status_code == 401
    headers = {"Authorization": f"Bearer {token}"}
    for path in SOCKETS:
        address = shared_town.url.replace("http", "ws") + path
        with (
            pytest.raises(ConnectionClosed) as closed,
            connect(address, additional_headers=headers) as socket,
        ):
            socket.recv()
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 4401, path


def test_a_revoked_one_opens_nothing_from_that_moment_on(town: Town) -> None:
    token = create(town)
    assert ask(town, token, "GET", AGENDA).status_code == 200
    id = town.command("token", "list", "--site", "mairie").stdout.split("\t")[0]

    assert town.command("token", "revoke", id).returncode == 0

    no = ask(town, token, "PUT", f"{AGENDA}/rdv-1", WISH)
    assert (no.status_code, no.json()["code"]) == (401, "not_signed_in")


def test_wrong_ones_are_counted_and_told_to_wait_and_lock_nobody_out(own_town: LoggedTown) -> None:
    right = create(own_town)
    for n in range(FROM_ONE):
        assert ask(own_town, f"wrong-{n}", "GET", AGENDA).status_code == 401

    held = ask(own_town, "wrong-again", "GET", AGENDA)

    assert (held.status_code, held.json()["code"]) == (429, "too_many_requests")
    assert int(held.headers["Retry-After"]) > 0
    assert ask(own_town, right, "GET", AGENDA).status_code == 200
    assert own_town.agent("manager").get("appointments").status_code == 200
    assert own_town.measured('suivant_refusals_total{code="not_signed_in"}') == FROM_ONE
    told = [event for event in own_town.events() if event["event"] == "token_refused"]
    assert told and "wrong" not in str(told)
