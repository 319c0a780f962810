"""Whoever has an appointment gets a number in time, and once; else the reason why not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.refusal import Code, Refusal
from tests.domain.world import NINE, Lobby, a_site

HALF_PAST = NINE + timedelta(minutes=30)


def arriving(minutes: float) -> c.CheckIn:
    """An appointment at half past nine, seen from so many minutes before it."""
    return c.CheckIn("rdv-1", ("identity",), NINE + timedelta(minutes=minutes))


def test_whoever_comes_in_time_gets_a_number_due_at_the_hour() -> None:
    lobby = Lobby()
    walk_in = lobby.take()

    assert not isinstance(lobby.ask(arriving(10), "kiosk"), Refusal)

    ticket = lobby.day.tickets["A002"]
    assert (ticket.booking, ticket.due) == ("rdv-1", NINE + timedelta(minutes=10))
    assert lobby.day.tickets[walk_in.number].booking is None
    lobby.open()
    called = lobby.next()
    assert called and called.number == "A002"  # due before the walk-in's twenty minutes are over


@pytest.mark.parametrize(
    ("minutes", "code", "facts"),
    [
        (31, Code.TOO_EARLY, {"at": "2026-11-24T09:31+00:00", "opens": "2026-11-24T09:01+00:00"}),
        (-16, Code.TOO_LATE_APPOINTMENT, {"at": "2026-11-24T08:44+00:00"}),
        (
            24 * 60,
            Code.TOO_EARLY,
            {"why": "comes_another_day", "at": "2026-11-25T09:00+00:00"},
        ),
        (
            -24 * 60,
            Code.TOO_LATE_APPOINTMENT,
            {"why": "was_another_day", "at": "2026-11-23T09:00+00:00"},
        ),
    ],
)
def test_the_wrong_hour_is_refused_with_the_right_one(
    minutes: float, code: Code, facts: dict[str, str]
) -> None:
    assert Lobby().ask(arriving(minutes), "kiosk") == Refusal(code, facts)


def test_the_hour_is_told_on_the_towns_clock() -> None:
    told = Lobby(a_site(timezone="Europe/Paris")).ask(arriving(60), "kiosk")

    assert isinstance(told, Refusal) and told.facts["at"] == "2026-11-24T11:00+01:00"


def test_a_second_check_in_is_told_the_first_ones_number() -> None:
    lobby = Lobby()
    lobby.ask(arriving(10), "kiosk")

    assert lobby.ask(arriving(10), "nadia") == Refusal(Code.ALREADY_HERE, {"number": "A001"})


def test_whoever_gave_the_place_back_may_come_in_again() -> None:
    lobby = Lobby()
    lobby.ask(arriving(10), "kiosk")
    lobby.move(lobby.day.tickets["A001"], Action.LEAVE)

    assert not isinstance(lobby.ask(arriving(10), "kiosk"), Refusal)


def test_a_service_that_left_the_site_is_said() -> None:
    gone = c.CheckIn("rdv-1", ("dentist",), NINE)

    assert Lobby().refused(gone, "kiosk") is Code.UNKNOWN_SERVICE
