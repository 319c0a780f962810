"""Who is planned is told to those in charge alone, and kept whole or not at all."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.worlds.patient import PATIENCE
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


def test_of_two_who_write_one_day_the_second_is_told(shared_town: Town) -> None:
    claire, day = shared_town.agent("manager"), "2026-12-08"
    claire.client.headers["Accept-Language"] = "en"
    path = f"/api/v1/sites/mairie/roster?day={day}"
    shifts = [{key: value.replace(DAY, day) for key, value in MORNING.items()}]
    seen = {"If-Match": claire.get(f"roster?day={day}").headers["ETag"]}

    first = claire.client.put(path, json={"shifts": shifts}, headers=seen)
    assert first.status_code == 200, first.text
    late = [shifts[0] | {"agent": "agent2"}]
    for second in (
        claire.client.put(path, json={"shifts": late}, headers=seen),
        claire.client.delete(path, headers=seen),
    ):
        assert (second.status_code, second.json()["code"]) == (409, "not_allowed_now")
        assert "has changed since you read it" in second.json()["detail"]
    assert [shift["agent"] for shift in _roster(claire, day)["shifts"]] == ["agent1"]

    now = {"If-Match": first.headers["ETag"]}
    assert claire.client.put(path, json={"shifts": late}, headers=now).status_code == 200
    assert claire.client.delete(path).status_code == 204


LATE = "/kiosk/mairie?lang=fr&group=papers&service=identity"


def test_the_kiosk_says_from_when_nobody_is_planned_to_be_there(town: Town) -> None:
    claire, nadia, today = town.agent("manager"), town.agent("agent1"), "2026-11-24"
    hours = {"begins": f"{today}T08:30:00+01:00", "ends": f"{today}T09:20:00+01:00"}
    assert _plan(claire, MORNING | hours, day=today).status_code == 200
    nadia.client.post("/api/v1/sites/mairie/counters/1/open").raise_for_status()
    for _ in range(5):
        town.take("identity")

    with town.device() as kiosk:
        deadline = time.monotonic() + PATIENCE
        while "prévu aux guichets pour cette demande après 09:20" not in kiosk.get(LATE).text:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert "Vous devrez peut-être revenir un autre jour." in kiosk.get(LATE).text
