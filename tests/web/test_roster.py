"""Who is planned is told to those in charge alone, and kept whole or not at all."""

from __future__ import annotations

from typing import Any

import httpx

from tests.worlds.town import Desk, Town

DAY = "2026-12-01"
MORNING = {
    "agent": "agent1",
    "counter": "1",
    "begins": f"{DAY}T09:00:00+01:00",
    "ends": f"{DAY}T12:30:00+01:00",
}
KEPT = MORNING | {"begins": f"{DAY}T08:00:00Z", "ends": f"{DAY}T11:30:00Z"}


def _roster(desk: Desk, day: str = DAY) -> dict[str, Any]:
    answer = desk.get(f"roster?day={day}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def _plan(desk: Desk, *shifts: dict[str, str], day: str = DAY) -> httpx.Response:
    return desk.client.put(f"/api/v1/sites/mairie/roster?day={day}", json={"shifts": shifts})


def test_a_day_is_planned_again_and_forgotten(shared_town: Town) -> None:
    claire = shared_town.agent("manager")
    assert _roster(claire) == {"site": "mairie", "day": DAY, "source": "none", "shifts": []}
    for _ in range(2):
        assert _plan(claire, MORNING).json()["shifts"] == [KEPT]
    assert _roster(claire) == {"site": "mairie", "day": DAY, "source": "roster", "shifts": [KEPT]}
    for _ in range(2):
        forgotten = claire.client.delete(f"/api/v1/sites/mairie/roster?day={DAY}")
        assert forgotten.status_code == 204
    assert _roster(claire)["source"] == "none"


def test_agents_and_strangers_are_not_told(shared_town: Town) -> None:
    nadia = shared_town.agent("agent1")
    assert nadia.get("roster").json()["code"] == "forbidden"
    assert _plan(nadia, MORNING).json()["code"] == "forbidden"
    assert httpx.get(f"{shared_town.url}/api/v1/sites/mairie/roster").status_code == 401


def test_one_wrong_shift_keeps_the_day_as_it_was_and_is_named_with_its_cure(
    shared_town: Town,
) -> None:
    claire = shared_town.agent("manager")
    _plan(claire, MORNING)
    for wrong, told in (
        ({"agent": "agnet1"}, "the nearest is “agent1”"),
        ({"counter": "99"}, "there is no counter “99”"),
        ({"ends": MORNING["begins"]}, "the end is not after the beginning"),
        ({"counter": "2"}, "is planned at “1” and at “2” at the same time"),
    ):
        claire.client.headers["Accept-Language"] = "en"
        refused = _plan(claire, MORNING, MORNING | wrong)
        assert refused.status_code == 422 and told in refused.json()["detail"], refused.text
    assert _plan(claire, MORNING, day="2026-12-02").json()["code"] == "invalid"
    assert _plan(claire).json()["code"] == "invalid"
    assert _roster(claire)["shifts"] == [KEPT]
