"""One kiosk that floods is told to wait; nobody else notices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town import Town, running

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
    assert int(refused.headers["retry-after"]) > 0
    assert page.status_code == 303
    assert "too_many_requests" in page.headers["location"]
    assert _presses(limited, "borne-2", 3) == [201] * 3
    desk = limited.agent("agent1")
    assert desk.post("tickets", {"services": ["civil"]}).status_code == 201
