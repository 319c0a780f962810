"""Appointments, as the town's software brings them and a kiosk opens them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from server.domain.appointments import read_code
from tests.worlds.town import Desk, Town

TICKETS = "/api/v1/sites/mairie/tickets"
IN_TIME = "2026-11-24T09:20:00+01:00"


def agree(
    town: Town, name: str, at: str = IN_TIME, services: tuple[str, ...] = ("civil",)
) -> httpx.Response:
    wish = {"at": at, "services": services, "language": "tr"}
    return _office(town).client.put(f"/api/v1/sites/mairie/appointments/{name}", json=wish)


def check_in(town: Town, code: str, language: str = "en", **more: object) -> httpx.Response:
    with town.device() as kiosk:
        headers = {"Accept-Language": language}
        return kiosk.post(TICKETS, json={"appointment_code": code, **more}, headers=headers)


def _office(town: Town) -> Desk:
    return town.agent("manager")


def _on(town: Town, day: str) -> list[dict[str, Any]]:
    found = _office(town).get(f"appointments?day={day}")
    assert found.status_code == 200
    listed: list[dict[str, Any]] = found.json()["appointments"]
    return listed


def test_an_appointment_is_brought_checked_in_and_served(town: Town) -> None:
    brought = agree(town, "rdv-1")
    booked = brought.json()
    assert brought.status_code == 201
    assert read_code(booked["code"]) == booked["code"]
    assert booked["state"] == "expected"

    typed = f"{booked['code'][:3].lower()} {booked['code'][3:]}"
    came = check_in(town, typed)

    ticket = came.json()
    assert came.status_code == 201
    assert (ticket["number"], ticket["services"], ticket["language"]) == ("C001", ["civil"], "tr")
    (now,) = _on(town, "2026-11-24")
    assert (now["state"], now["number"]) == ("here", "C001")
    nadia = town.agent("agent1")
    nadia.open("1")
    nadia.next("1")
    nadia.act("C001", "finish", outcome="solved")
    (now,) = _on(town, "2026-11-24")
    assert now["state"] == "served"


def test_the_same_id_twice_is_one_and_keeps_its_code(town: Town) -> None:
    first = agree(town, "rdv-1").json()

    again = agree(town, "rdv-1", "2026-11-25T10:00:00+01:00")

    assert again.status_code == 200
    assert again.json()["code"] == first["code"]
    assert _on(town, "2026-11-24") == []
    assert [each["id"] for each in _on(town, "2026-11-25")] == ["rdv-1"]


def test_what_was_called_off_opens_nothing_and_is_still_seen(town: Town) -> None:
    code = agree(town, "rdv-1").json()["code"]

    off = _office(town).client.delete("/api/v1/sites/mairie/appointments/rdv-1")

    assert (off.status_code, off.json()["state"]) == (200, "cancelled")
    assert check_in(town, code).json()["code"] == "unknown_appointment"
    assert [each["state"] for each in _on(town, "2026-11-24")] == ["cancelled"]
    unknown = _office(town).client.delete("/api/v1/sites/mairie/appointments/rdv-9")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_appointment")


@pytest.mark.parametrize(
    ("at", "code", "sentence"),
    [
        (
            "2026-11-24T10:45:00+01:00",
            "too_early",
            "Your appointment is at 10:45: please come back from 10:15.",
        ),
        (
            "2026-11-24T08:30:00+01:00",
            "too_late_appointment",
            "Your appointment was at 08:30 and is no longer kept. "
            "Take a ticket without an appointment, or ask at the front desk.",
        ),
        (
            "2026-11-26T10:00:00+01:00",
            "too_early",
            "Your appointment is on Thursday, 26 November at 10:00: please come back on that day.",
        ),
    ],
)
def test_the_wrong_hour_is_said_with_what_to_do(
    town: Town, at: str, code: str, sentence: str
) -> None:
    booked = agree(town, "rdv-1", at).json()

    no = check_in(town, booked["code"])

    assert no.status_code == 409
    assert (no.json()["code"], no.json()["detail"]) == (code, sentence)


def test_of_two_kiosks_with_one_code_one_gets_the_ticket(town: Town) -> None:
    code = agree(town, "rdv-1").json()["code"]

    with ThreadPoolExecutor(8) as kiosks:
        told = [*kiosks.map(lambda _: check_in(town, code), range(8))]

    assert sorted(each.status_code for each in told) == [201, *[409] * 7]
    noes = [each.json() for each in told if each.status_code == 409]
    assert {no["code"] for no in noes} == {"already_here"}
    assert all("C001" in no["detail"] for no in noes)


def test_the_same_key_gives_the_same_ticket(town: Town) -> None:
    code = agree(town, "rdv-1").json()["code"]
    with town.device() as kiosk:
        headers = {"Idempotency-Key": "scan-1"}
        first, again = (
            kiosk.post(TICKETS, json={"appointment_code": code}, headers=headers) for _ in range(2)
        )

    assert (first.status_code, again.json()) == (201, first.json())


@pytest.mark.parametrize("code", ["", "K7M2X", "AAAAAA", "Marie Dupont"])
def test_what_is_no_code_here_is_said_so(shared_town: Town, code: str) -> None:
    no = check_in(shared_town, code)

    assert (no.status_code, no.json()["code"]) == (404, "unknown_appointment")


@pytest.mark.parametrize(
    ("at", "services", "code"),
    [
        ("2026-11-23T10:00:00+01:00", ("civil",), "invalid"),
        ("2026-11-24T10:00:00", ("civil",), "invalid"),
        (IN_TIME, (), "invalid"),
        (IN_TIME, ("dentist",), "unknown_service"),
    ],
)
def test_what_cannot_be_agreed_on_is_refused(
    shared_town: Town, at: str, services: tuple[str, ...], code: str
) -> None:
    assert agree(shared_town, "rdv-9", at, services).json()["code"] == code


def test_a_name_is_not_taken_in(shared_town: Town) -> None:
    wish = {"at": IN_TIME, "services": ["civil"], "name": "Marie Dupont"}
    path = "/api/v1/sites/mairie/appointments/rdv-9"

    assert _office(shared_town).client.put(path, json=wish).json()["code"] == "invalid"


def test_appointments_are_the_managers(shared_town: Town) -> None:
    assert shared_town.agent("agent1").get("appointments").status_code == 403
    with shared_town.device() as kiosk:
        path = "/api/v1/sites/mairie/appointments/rdv-1"
        assert kiosk.put(path, json={}).status_code == 403
        assert kiosk.delete(path).status_code == 403


def test_a_ticket_for_nothing_is_still_refused(shared_town: Town) -> None:
    with shared_town.device() as kiosk:
        no = kiosk.post(TICKETS, json={})

    assert (no.status_code, no.json()["code"]) == (422, "invalid")


def test_whoever_comes_on_the_wrong_day_finds_where_to_say_so(town: Town) -> None:
    """No appointment today, one in a week."""
    button = 'data-testid="appointment"'
    with town.device() as kiosk:
        assert button not in kiosk.get("/kiosk/mairie?lang=fr").text
        wish = {"at": "2026-12-01T09:20:00+01:00", "services": ["civil"]}
        path = "/api/v1/sites/mairie/appointments/next-week"
        town.agent("manager").client.put(path, json=wish).raise_for_status()
        assert button in kiosk.get("/kiosk/mairie?lang=fr").text
