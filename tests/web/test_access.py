"""Who may do what; every door outside the public ones refuses without the right."""

from __future__ import annotations

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.town import PASSWORD, Town

PUBLIC_GET = {"/health/live", "/health/ready", "/api/v1/sites/mairie"}
GUARDED = [
    ("GET", "/api/v1/sites/mairie/queue"),
    ("GET", "/api/v1/sites/mairie/tickets/A001/why"),
    ("GET", "/api/v1/sites/mairie/board"),
    ("GET", "/api/v1/sites/mairie/journal"),
    ("POST", "/api/v1/sites/mairie/tickets"),
    ("POST", "/api/v1/sites/mairie/counters/1/open"),
    ("POST", "/api/v1/sites/mairie/counters/1/pause"),
    ("POST", "/api/v1/sites/mairie/counters/1/close"),
    ("POST", "/api/v1/sites/mairie/counters/1/next"),
    ("POST", "/api/v1/sites/mairie/tickets/A001/call"),
    ("POST", "/api/v1/sites/mairie/tickets/A001/print"),
    ("POST", "/api/v1/sites/mairie/services/identity/interrupt"),
    ("POST", "/api/v1/sites/mairie/services/identity/resume"),
    ("POST", "/api/v1/sites/mairie/prints"),
]
BODY = {"services": ["civil"]}


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_nobody_gets_in_without_signing_in(shared_town: Town, method: str, path: str) -> None:
    answer = patient.request(
        method, shared_town.url + path, json=BODY if path.endswith("tickets") else None
    )

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("path", sorted(PUBLIC_GET))
def test_public_doors_are_open(shared_town: Town, path: str) -> None:
    assert patient.get(shared_town.url + path).status_code == 200


def test_a_wrong_password_tells_nothing_and_ten_end_the_tries(town: Town) -> None:
    def sign_in(login: str) -> httpx.Response:
        asked = {"login": login, "password": "wrong wrong wrong"}
        return patient.post(f"{town.url}/api/v1/session", json=asked)

    wrong, unknown = sign_in("agent1"), sign_in("nobody")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    for _ in range(9):
        sign_in("agent1")

    assert sign_in("agent1").status_code == 429
    assert sign_in("agent2").status_code == 401


def test_a_session_ends_when_one_signs_out_and_when_the_account_is_disabled(town: Town) -> None:
    nadia, paul = town.agent("agent1"), town.agent("agent2")
    copied = dict(nadia.client.cookies)
    assert nadia.client.delete("/api/v1/session").status_code == 204
    assert patient.get(f"{town.url}/api/v1/sites/mairie/queue", cookies=copied).status_code == 401

    assert town.command("user", "disable", "agent2").returncode == 0
    refused = [401]
    while (status := paul.get("queue").status_code) == 200:
        refused.append(status)  # believed for three seconds at most
    assert status == 401


def test_the_session_cookie_cannot_be_read_by_scripts(shared_town: Town) -> None:
    answer = patient.post(
        f"{shared_town.url}/api/v1/session", json={"login": "agent1", "password": PASSWORD}
    )

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_another_site_cannot_use_our_cookies(shared_town: Town, headers: dict[str, str]) -> None:
    nadia = shared_town.agent("agent1")
    answer = patient.post(
        f"{shared_town.url}/api/v1/sites/mairie/counters/1/open",
        cookies=dict(nadia.client.cookies),
        headers=headers,
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")


def test_a_browser_that_says_same_origin_is_believed(shared_town: Town) -> None:
    nadia = shared_town.agent("agent1")
    answer = patient.post(
        f"{shared_town.url}/api/v1/sites/mairie/counters/1/open",
        cookies=dict(nadia.client.cookies),
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 200


def test_a_revoked_device_takes_no_more_tickets(town: Town) -> None:
    town.take("identity")
    assert town.command("device", "revoke", "borne-hall", "--site", "mairie").returncode == 0

    with town.device() as kiosk:
        path = "/api/v1/sites/mairie/tickets"
        while (answer := kiosk.post(path, json=BODY)).status_code == 201:
            pass  # believed for three seconds at most
        assert answer.status_code == 401


def websocket(town: Town, path: str, **headers: str) -> str:
    """The first frame, or how it was refused."""
    address = town.url.replace("http", "ws") + path
    try:
        with connect(address, additional_headers=headers) as socket:
            return str(socket.recv())[:9]
    except InvalidStatus as refused:
        return str(refused.response.status_code)
    except ConnectionClosed as closed:
        return str(closed.rcvd.code if closed.rcvd else "cut")


def test_sockets_ask_who_is_there(shared_town: Town) -> None:
    town = shared_town
    kiosk = f"Bearer {town.tokens['borne-hall']}"
    board = f"Bearer {town.tokens['ecran-hall']}"
    ticket = town.take("civil")

    assert websocket(town, "/ws/display/mairie/hall") == "4401"
    assert websocket(town, "/ws/display/mairie/hall", Authorization="Bearer wrong") == "4401"
    assert websocket(town, "/ws/display/mairie/hall", Authorization=kiosk) == "4403"
    assert websocket(town, "/ws/display/mairie/hall", Authorization=board) == '{"view":"'
    assert websocket(town, "/ws/counter/mairie", Authorization=board) == "4403"
    assert websocket(town, "/ws/printer", Authorization=board) == "4403"
    assert websocket(town, "/ws/kiosk/mairie", Authorization=kiosk) == '{"view":"'
    assert websocket(town, f"/ws/ticket/{ticket['token']}") == '{"view":"'
    assert websocket(town, "/ws/ticket/AAAAAAAAAAAAAAAAAAAAAA") == "4401"


def test_a_foreign_page_cannot_open_our_sockets(shared_town: Town) -> None:
    board = f"Bearer {shared_town.tokens['ecran-hall']}"

    refused = websocket(
        shared_town, "/ws/display/mairie/hall", Authorization=board, Origin="https://evil.example"
    )

    assert refused == "403"
