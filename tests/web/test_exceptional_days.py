"""Days with hours of their own, for the programs of those in charge."""

from __future__ import annotations

import httpx

from tests.worlds.town import Desk, Town

EVE = "2026-12-24"
MORNING = {"hours": [{"opens": "08:30", "closes": "12:00"}]}


def put(desk: Desk, day: str = EVE, body: object = MORNING) -> httpx.Response:
    return desk.client.put(f"/api/v1/sites/mairie/exceptional-days/{day}", json=body)


def take_back(desk: Desk, day: str = EVE) -> httpx.Response:
    return desk.client.delete(f"/api/v1/sites/mairie/exceptional-days/{day}")


def days(desk: Desk) -> object:
    return desk.get("exceptional-days").json()["days"]


def spans(*told: tuple[str, str]) -> dict[str, object]:
    return {"hours": [{"opens": opens, "closes": closes} for opens, closes in told]}


def test_a_day_is_decided_once_and_taken_back(shared_town: Town) -> None:
    claire = shared_town.agent("manager")
    for _ in range(2):
        assert put(claire).json() == {"day": EVE, **MORNING}
    put(claire, "2026-12-12", spans())
    assert days(claire) == [{"day": "2026-12-12", "hours": []}, {"day": EVE, **MORNING}]

    for _ in range(2):
        assert take_back(claire).status_code == 204
    take_back(claire, "2026-12-12")
    assert days(claire) == []


def test_what_cannot_be_is_refused_in_words(shared_town: Town) -> None:
    claire = shared_town.agent("manager")
    put(claire)
    for day, body, said in (
        (EVE, spans(), "annulez-les"),
        ("2026-11-23", MORNING, "aujourd’hui ou un jour à venir"),
        ("2028-11-23", MORNING, "un an à l’avance"),
        ("2026-12-12", spans(("12:00", "09:00")), "il ferme après avoir ouvert"),
        ("2026-12-12", spans(("09:00", "12:00"), ("11:00", "14:00")), "se suivent"),
    ):
        told = put(claire, day, body).json()
        assert told["code"] == "invalid"
        assert said in told["detail"]
    assert put(claire, "2026-12-12", spans(("9h", "12h"))).json()["code"] == "invalid"
    assert put(claire, "tomorrow").json()["code"] == "invalid"
    assert take_back(claire, "2026-11-23").json()["code"] == "invalid"

    assert days(claire) == [{"day": EVE, **MORNING}]
    take_back(claire)


def test_today_takes_effect_at_once(shared_town: Town) -> None:
    claire = shared_town.agent("manager")
    put(claire, "2026-11-24", spans())

    kiosk = {"Authorization": f"Bearer {shared_town.tokens['borne-hall']}"}
    asked = {"services": ["identity"]}
    tickets = f"{shared_town.url}/api/v1/sites/mairie/tickets"
    assert httpx.post(tickets, json=asked, headers=kiosk).json()["code"] == "closed"
    take_back(claire, "2026-11-24")
    assert httpx.post(tickets, json=asked, headers=kiosk).status_code == 201


def test_agents_and_strangers_may_neither_decide_nor_look(shared_town: Town) -> None:
    nadia = shared_town.agent("agent1")

    assert put(nadia).json()["code"] == "forbidden"
    assert take_back(nadia).json()["code"] == "forbidden"
    assert nadia.get("exceptional-days").json()["code"] == "forbidden"
    assert httpx.get(f"{shared_town.url}/api/v1/sites/mairie/exceptional-days").status_code == 401
