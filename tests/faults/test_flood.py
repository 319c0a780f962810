"""One kiosk that floods is told to wait; nobody else notices."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.rim.flood import AT_ONCE, BESIDE_TICKETS
from tests.bench.wire import Wire, request
from tests.worlds.play import play
from tests.worlds.town import Town, running

LIMIT = 20


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Town]:
    settings = {"SUIVANT_KIOSK_TICKETS_PER_MINUTE": str(LIMIT)}
    with running(Town(tmp_path / "town", settings=settings)) as town:
        added = town.command("device", "add", "kiosk", "borne-2", "--site", "mairie")
        town.tokens["borne-2"] = added.stdout.strip()
        yield town


def _presses(town: Town, kiosk: str, times: int) -> list[int]:
    with town.device(kiosk) as client:
        return [
            client.post(
                "/api/v1/sites/mairie/tickets",
                json={"services": ["civil"]},
                headers={"Accept-Language": "fr"},
            ).status_code
            for _ in range(times)
        ]


def test_a_flood_from_one_kiosk_is_refused_in_words_and_touches_nobody_else(limited: Town) -> None:
    assert 429 in _presses(limited, "borne-hall", LIMIT * 2 + 1)  # a minute may end meanwhile

    with limited.device("borne-hall") as kiosk:
        refused = kiosk.post(
            "/api/v1/sites/mairie/tickets",
            json={"services": ["civil"]},
            headers={"Accept-Language": "fr"},
        )
        page = kiosk.post("/kiosk/mairie/tickets", data={"service": "civil", "key": "once"})
    assert refused.status_code == 429
    assert refused.json()["code"] == "too_many_requests"
    assert "patientez" in refused.json()["detail"].lower()
    assert page.status_code == 303
    assert "too_many_requests" in page.headers["location"]
    assert _presses(limited, "borne-2", 3) == [201] * 3
    desk = limited.agent("agent1")
    assert desk.post("tickets", {"services": ["civil"]}).status_code == 201


def test_a_kiosk_held_back_is_told_when_the_minute_ends(limited: Town) -> None:
    began = time.monotonic()
    with limited.device("borne-hall") as kiosk:
        told = kiosk.get("/api/v1/sites/mairie")
        while told.status_code != 429:
            told = kiosk.post("/api/v1/sites/mairie/tickets", json={"services": ["civil"]})
    passed = time.monotonic() - began

    assert 60 - passed <= int(told.headers["retry-after"]) <= 60


def test_paper_and_calls_for_help_are_held_back_too(limited: Town) -> None:
    ticket = limited.take("civil")
    presses = range(BESIDE_TICKETS * 2 + 1)  # a minute may end meanwhile
    with limited.device("borne-hall") as kiosk:
        prints = f"/api/v1/sites/mairie/tickets/{ticket['number']}/print"
        papers = Counter(kiosk.post(prints).status_code for _ in presses)
        page = kiosk.post("/kiosk/mairie/print", data={"ticket": str(ticket["token"])})
        calls = [kiosk.post("/kiosk/mairie/help").headers["location"] for _ in presses]

    assert papers[200] in (BESIDE_TICKETS, BESIDE_TICKETS * 2)
    assert papers[429] == len(presses) - papers[200]
    assert "too_many_requests" in page.headers["location"]
    assert "help" in calls[0]
    assert "too_many_requests" in calls[-1]
    assert limited.agent("agent1").act(ticket["number"], "print").status_code == 200


def test_a_kiosk_that_asks_a_thousand_times_at_once_does_not_keep_the_others_waiting(
    town: Town,
) -> None:
    added = town.command("device", "add", "kiosk", "borne-2", "--site", "mairie")
    town.tokens["borne-2"] = added.stdout.strip()

    asked, waited = play(_flood(town, presses=4 * AT_ONCE))

    assert set(asked) == {201, 429}
    assert asked[201] >= AT_ONCE
    assert max(waited) < 5.0, "on a busy machine; a moment elsewhere"
    assert town.command("journal", "verify").stdout.endswith(
        f" {asked[201] + len(waited)} tickets, 0 breaches\n"
    )


async def _flood(town: Town, presses: int) -> tuple[Counter[int], list[float]]:
    """What the mad kiosk was told, and how long the other's visitors waited meanwhile."""
    mad = [await Wire.open(town.port) for _ in range(presses)]
    other = await Wire.open(town.port)
    told = [asyncio.ensure_future(wire.ask(_press(town, "borne-hall"))) for wire in mad]
    waited: list[float] = []
    while not all(answer.done() for answer in told) or not waited:
        began = time.monotonic()
        status, body = await other.ask(_press(town, "borne-2"))
        assert status == 201, body
        waited.append(time.monotonic() - began)
    for wire in (*mad, other):
        wire.close()
    return Counter(answer.result()[0] for answer in told), waited


def _press(town: Town, kiosk: str) -> bytes:
    path = "/api/v1/sites/mairie/tickets"
    return request(path, town.tokens[kiosk], b'{"services":["civil"]}')
