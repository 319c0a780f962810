"""A browser may be a kiosk here and a board there, and somebody signed in beside both."""

from __future__ import annotations

import httpx
import pytest

from tests.worlds import patient
from tests.worlds.town import Town

KIOSK, BOARD = "/kiosk/mairie", "/display/mairie/hall"


@pytest.fixture
def browser_of(shared_town: Town) -> httpx.Client:
    """It keeps its cookies, as a browser does."""
    return patient.Client(base_url=shared_town.url)


def _enrol(client: httpx.Client, token: str) -> str:
    return client.post("/enrol", data={"token": token}).headers["location"]


def test_two_devices_live_in_one_browser(shared_town: Town, browser_of: httpx.Client) -> None:
    with browser_of as client:
        assert _enrol(client, shared_town.tokens["borne-hall"]) == KIOSK
        _enrol(client, shared_town.tokens["ecran-hall"])

        assert client.get(KIOSK).status_code == 200
        assert client.get(BOARD).status_code == 200


def test_a_cookie_of_the_version_before_is_still_read(
    shared_town: Town, browser_of: httpx.Client
) -> None:
    with browser_of as client:
        client.cookies.set("suivant_device", shared_town.tokens["borne-hall"])

        assert client.get(KIOSK).status_code == 200


def test_a_rooms_cookie_opens_no_other_room(shared_town: Town, browser_of: httpx.Client) -> None:
    with browser_of as client:
        client.cookies.set("suivant_kiosk_mairie", shared_town.tokens["borne-hall"])
        client.cookies.set("suivant_kiosk_elsewhere", shared_town.tokens["ecran-hall"])

        assert client.get(KIOSK).status_code == 200
        assert client.get(BOARD).headers["location"] == "/enrol"
        assert client.get("/office/mairie").headers["location"].startswith("/?next=")
