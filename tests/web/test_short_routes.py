"""The calls that are routed before FastAPI's own are the ones that it describes."""

from __future__ import annotations

from server.api.short import short_routes
from server.web.app import create_app
from tests.worlds.town import Town


def test_each_short_route_is_described() -> None:
    described = create_app().openapi()["paths"]

    for route in short_routes():
        for method in (route.methods or set()) - {"HEAD"}:
            assert method.lower() in described[route.path], route.path


def test_what_a_hall_asks_all_day_is_short() -> None:
    assert {route.path for route in short_routes()} == {
        "/api/v1/sites/{site}/tickets",
        "/api/v1/sites/{site}/tickets/{number}/{action}",
        "/api/v1/sites/{site}/counters/{counter}/next",
        "/api/v1/tickets/{token}",
    }


def test_an_action_that_does_not_exist_is_refused_in_words(shared_town: Town) -> None:
    number = shared_town.take()["number"]

    answer = shared_town.agent().act(number, "juggle")

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert "action" in answer.json()["detail"]


def test_a_repeat_and_a_refusal_are_answered_as_ever(shared_town: Town) -> None:
    with shared_town.device() as kiosk:
        path, body = "/api/v1/sites/mairie/tickets", {"services": ["identity"]}
        key = {"Idempotency-Key": "the same key"}
        first = kiosk.post(path, json=body, headers=key)
        again = kiosk.post(path, json=body, headers=key)
        other = kiosk.post(path, json={"services": ["civil"]}, headers=key)

    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()
    assert other.headers["content-type"] == "application/problem+json"
