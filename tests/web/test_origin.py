"""Where a request comes from is judged whole; what TLS allows is used; a host is not believed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.worlds import patient
from tests.worlds.town import PASSWORD, Town, running

NAME = "accueil.sainte-aube.example"
OPEN = "/api/v1/sites/mairie/counters/1/open"


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Its address is configured, and its proxy on this machine trusted."""
    settings = {"SUIVANT_BASE_URL": f"https://{NAME}", "SUIVANT_TRUSTED_PROXIES": "127.0.0.1"}
    with running(Town(tmp_path_factory.mktemp("town"), settings=settings)) as town:
        yield town


def _opening(town: Town, **headers: str) -> int:
    """What an agent's browser is answered whose page says it comes from there."""
    cookies = dict(town.agent("agent1").client.cookies)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return patient.post(town.url + OPEN, cookies=cookies, headers=told).status_code


def test_scheme_host_and_port_count(shared_town: Town) -> None:
    port = urlsplit(shared_town.url).port
    assert _opening(shared_town, Origin=shared_town.url) == 200
    for foreign in (
        f"https://127.0.0.1:{port}",
        f"http://127.0.0.1:{port}.evil.example",
        f"http://127.0.0.1:{port}@evil.example",
        "http://127.0.0.1",
        f"ftp://127.0.0.1:{port}",
        "null",
        "",
    ):
        assert _opening(shared_town, Origin=foreign) == 403, foreign


def test_a_name_that_anybody_may_own_has_to_be_the_configured_one(named: Town) -> None:
    assert _opening(named, Origin=f"https://{NAME}", Host=NAME) == 200
    assert _opening(named, Origin=f"https://{NAME}", Host="127.0.0.1:8000") == 200
    assert _opening(named, Origin="http://evil.example", Host="evil.example") == 403
    assert _opening(named, Origin=f"http://{NAME}:81", Host=NAME) == 403
    # Kiosks may use the address of the own network.
    assert _opening(named, Origin=named.url) == 200
    assert _opening(named, Origin="http://serveur:8000", Host="serveur:8000") == 200


def test_another_site_cannot_sign_anybody_in(shared_town: Town) -> None:
    asked = {"login": "agent1", "password": PASSWORD}
    for headers, status in (
        ({}, 204),
        ({"Sec-Fetch-Site": "same-origin"}, 204),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ):
        answer = patient.post(f"{shared_town.url}/api/v1/session", json=asked, headers=headers)
        assert answer.status_code == status, headers
    form = patient.post(
        f"{shared_town.url}/sign-in", data=asked, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert (form.status_code, "set-cookie" in form.headers) == (403, False)


def test_over_tls_cookies_are_bound_to_this_host_and_tls_is_kept_to(named: Town) -> None:
    tls = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1", "Host": NAME}
    asked = {"login": "agent1", "password": PASSWORD}
    signed_in = patient.post(f"{named.url}/api/v1/session", json=asked, headers=tls)
    cookie = next(c for c in signed_in.headers.get_list("set-cookie") if "_staff=" in c)
    assert cookie.startswith("__Host-suivant_staff=")
    assert "secure" in cookie.lower() and "domain" not in cookie.lower()
    assert "max-age=" in signed_in.headers["strict-transport-security"]

    token = cookie.split("=", 1)[1].split(";")[0]
    for name in ("__Host-suivant_staff", "suivant_staff"):
        headers = {**tls, "Cookie": f"{name}={token}"}
        assert patient.get(f"{named.url}/api/v1/session", headers=headers).status_code == 200
    out = patient.delete(
        f"{named.url}/api/v1/session", headers={**tls, "Cookie": f"__Host-suivant_staff={token}"}
    )
    gone = [c.split("=")[0] for c in out.headers.get_list("set-cookie")]
    assert {"__Host-suivant_staff", "suivant_staff"} <= set(gone)


def test_without_tls_nothing_is_promised(shared_town: Town) -> None:
    answer = patient.post(
        f"{shared_town.url}/api/v1/session", json={"login": "agent1", "password": PASSWORD}
    )
    assert "strict-transport-security" not in answer.headers
    assert not [c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-")]


def test_the_visitors_address_is_the_configured_one_whatever_host_is_named(named: Town) -> None:
    with named.device() as kiosk:
        for host in (NAME, "evil.example", "127.0.0.1:8000"):
            taken = kiosk.post(
                "/api/v1/sites/mairie/tickets",
                json={"services": ["civil"]},
                headers={"Host": host},
            )
            assert taken.json()["follow_url"].startswith(f"https://{NAME}/t/")
