"""What is sent has bounds: a number, a year or a text beyond them is refused in words."""

from __future__ import annotations

import pytest

from tests.web.test_refusals import problem
from tests.worlds.town import Town

TICKETS = "/api/v1/sites/mairie/tickets"


@pytest.mark.parametrize("year", ["0001", "1823", "9999"])
@pytest.mark.parametrize("field", ["appointment", "taken_at"])
def test_a_moment_out_of_our_time_is_refused(shared_town: Town, field: str, year: str) -> None:
    moment = {field: f"{year}-01-01T00:00:00+14:00"}
    asked = {"services": ["civil"], "number": "X001", **moment}
    claire = shared_town.agent("manager")

    assert problem(claire.post("tickets", asked)) == (422, "invalid")
    with shared_town.device() as kiosk:
        answer = kiosk.post(TICKETS, json={"services": ["civil"], **moment})
    assert problem(answer) == (422, "invalid")


def test_what_a_visitor_needs_is_said_in_a_few_letters(shared_town: Town) -> None:
    with shared_town.device() as kiosk:
        for asked in ({"services": ["civil"], "needs": ["x" * 5000]}, {"services": ["x" * 5000]}):
            assert problem(kiosk.post(TICKETS, json=asked)) == (422, "invalid")


@pytest.mark.parametrize("place", [str(2**63), "9" * 400, "-1"])
def test_a_place_beyond_every_journal_is_refused(shared_town: Town, place: str) -> None:
    claire = shared_town.agent("manager")

    assert problem(claire.get(f"journal?after={place}")) == (422, "invalid")
    assert claire.get(f"journal?after={2**63 - 1}").json()["events"] == []
    assert claire.get("journal?day=0001-01-01").json()["events"] == []


def test_a_note_has_something_to_read(shared_town: Town) -> None:
    number = shared_town.take("civil")["number"]
    claire = shared_town.agent("manager")

    for unseen in ("", " ", "\u200b", "\u202e\n"):
        asked = claire.post(f"tickets/{number}/note", {"text": unseen})
        assert problem(asked) == (422, "invalid"), ascii(unseen)
    assert claire.post(f"tickets/{number}/note", {"text": "prefers to write"}).status_code == 200
