"""Interruptions of days to come, for the programs of those in charge."""

from __future__ import annotations

import httpx

from tests.worlds.town import Desk, Town

DAY = "2026-12-03"
WHEN = {"begins": f"{DAY}T10:00:00+01:00", "ends": f"{DAY}T11:00:00+01:00"}
KEPT = {
    "service": "identity",
    "day": DAY,
    "begins": f"{DAY}T09:00:00Z",
    "ends": f"{DAY}T10:00:00Z",
}


def _plan(desk: Desk, service: str = "identity", **otherwise: str) -> httpx.Response:
    return desk.post(f"services/{service}/interrupt", WHEN | otherwise)


def _take_back(desk: Desk, service: str = "identity", day: str = DAY) -> httpx.Response:
    return desk.client.delete(f"/api/v1/sites/mairie/services/{service}/interruptions/{day}")


def _planned(desk: Desk) -> object:
    return desk.get("interruptions").json()["planned"]


def test_one_is_planned_once_and_taken_back(shared_town: Town) -> None:
    claire = shared_town.agent("manager")
    for _ in range(2):
        assert _plan(claire).json()["begins"] == KEPT["begins"]
    assert _planned(claire) == [KEPT]
    for _ in range(2):
        assert _take_back(claire).status_code == 204
    assert _planned(claire) == []


def test_what_cannot_be_planned_is_refused_with_a_name(shared_town: Town) -> None:
    claire = shared_town.agent("manager")
    _plan(claire)

    assert _plan(claire, "passports").json()["code"] == "unknown_service"
    assert _plan(claire, ends=WHEN["begins"]).json()["code"] == "invalid"
    assert _plan(claire, ends=f"{DAY}T23:00:00-23:00").json()["code"] == "invalid"
    assert "annulez-la" in _plan(claire, begins=f"{DAY}T10:30:00+01:00").json()["detail"]
    assert _take_back(claire, "passports").status_code == 204  # its service may have gone
    assert _take_back(claire, day="tomorrow").json()["code"] == "invalid"
    assert _planned(claire) == [KEPT]


def test_agents_and_strangers_may_neither_plan_nor_look(shared_town: Town) -> None:
    nadia = shared_town.agent("agent1")

    assert _plan(nadia).json()["code"] == "forbidden"
    assert _take_back(nadia).json()["code"] == "forbidden"
    assert nadia.get("interruptions").json()["code"] == "forbidden"
    assert httpx.get(f"{shared_town.url}/api/v1/sites/mairie/interruptions").status_code == 401
