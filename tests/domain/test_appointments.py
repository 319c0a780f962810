"""A code is read however it is typed, and each hour at the door has its one answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import commands as c
from server.domain.appointments import (
    LETTERS,
    Appointment,
    Booked,
    BookingState,
    Door,
    Margins,
    at_the_door,
    draw_code,
    opens_at,
    read_code,
    state_of,
)
from server.domain.lifecycle import Action
from tests.domain.world import NINE, Lobby

BOOKED = Appointment("rdv-1", "K7M2XD", NINE, ("identity",))


@pytest.mark.parametrize(
    "typed",
    ["K7M2XD", "k7m2xd", " K7M 2XD ", "k7m-2xd", "suivant:K7M2XD", "SUIVANT:k7m2xd\n"],
)
def test_a_code_typed_or_scanned_is_read_alike(typed: str) -> None:
    assert read_code(typed) == "K7M2XD"


@pytest.mark.parametrize("typed", ["", "K7M2X", "K7M2XDD", "K7M2X0", "KIM2XD", "other:K7M2XD"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_a_drawn_code_can_be_read_and_is_nobody_elses() -> None:
    draws = iter("AAAAAABBBBBB")
    code = draw_code({"AAAAAA"}, lambda letters: next(draws))
    assert code == "BBBBBB" == read_code(code)
    assert not set(LETTERS) & set("IOQ01")


@pytest.mark.parametrize(
    ("minutes", "door"),
    [
        (-31, Door.TOO_EARLY),
        (-30, Door.WELCOME),
        (0, Door.WELCOME),
        (15, Door.WELCOME),
        (16, Door.TOO_LATE),
        (24 * 60, Door.ANOTHER_DAY),
        (-24 * 60, Door.ANOTHER_DAY),
    ],
)
def test_the_hour_decides_at_the_door(minutes: int, door: Door) -> None:
    now = NINE + timedelta(minutes=minutes)
    assert at_the_door(BOOKED, now, Margins(), {"identity"}) is door


def test_a_service_that_left_the_site_is_said() -> None:
    assert at_the_door(BOOKED, NINE, Margins(), {"passport"}) is Door.SERVICE_GONE


def test_who_comes_too_early_learns_when_to_come_back() -> None:
    assert opens_at(BOOKED, Margins(check_in_before=10)) == NINE - timedelta(minutes=10)


def test_an_appointment_is_expected_then_here_then_served() -> None:
    lobby = Lobby()
    assert _standing(lobby) is BookingState.EXPECTED

    lobby.ask(c.CheckIn("rdv-1", ("identity",), NINE), "kiosk")
    assert _standing(lobby) is BookingState.HERE

    lobby.open()
    lobby.next()
    lobby.move(lobby.day.tickets["A001"], Action.FINISH)
    assert _standing(lobby) is BookingState.SERVED


def test_whoever_does_not_come_is_released_after_the_sites_minutes() -> None:
    lobby = Lobby()
    lobby.later(15)
    assert _standing(lobby) is BookingState.EXPECTED

    lobby.later(1)

    assert _standing(lobby) is BookingState.RELEASED
    assert _standing(lobby, cancelled=True) is BookingState.CANCELLED


def test_whoever_gave_the_ticket_back_is_expected_again() -> None:
    lobby = Lobby()
    lobby.ask(c.CheckIn("rdv-1", ("identity",), NINE), "kiosk")
    lobby.move(lobby.day.tickets["A001"], Action.LEAVE)

    assert _standing(lobby) is BookingState.EXPECTED


def _standing(lobby: Lobby, *, cancelled: bool = False) -> BookingState:
    ticket = lobby.day.tickets.get("A001")
    return state_of(Booked(BOOKED, cancelled), ticket, lobby.now, Margins())
