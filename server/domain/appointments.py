"""An hour agreed on beforehand. Nothing personal is kept of it but the code that opens it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.lifecycle import State
from server.domain.ticket import Ticket

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"
"""Without I, O, Q, 0 and 1, which are taken for one another."""
LENGTH = 6
SCANNED = "SUIVANT:"
"""What stands before the code in the QR code of a letter."""


@dataclass(frozen=True, slots=True)
class Appointment:
    id: str
    """As the town's own software calls it."""
    code: str
    """What the visitor shows at the kiosk: six characters that cannot be misread."""
    at: datetime
    services: tuple[str, ...]
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the town's own software says of one; the code is ours."""

    id: str
    at: datetime
    """On the site's clock: its day is the appointment's."""
    services: tuple[str, ...]
    language: str = "fr"
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Margins:
    """Minutes around the hour within which somebody may check in."""

    check_in_before: int = 30
    release_after: int = 15


class Door(StrEnum):
    """What somebody with an appointment finds at the door."""

    WELCOME = "welcome"
    ANOTHER_DAY = "another_day"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    SERVICE_GONE = "service_gone"


class BookingState(StrEnum):
    """What became of an appointment so far."""

    EXPECTED = "expected"
    HERE = "here"
    SERVED = "served"
    RELEASED = "released"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Booked:
    """As it is kept."""

    appointment: Appointment
    cancelled: bool = False


GIVEN_BACK = frozenset({State.LEFT, State.CANCELLED})
"""Of a ticket: its holder may come in once more with the same appointment."""


def state_of(
    booked: Booked, ticket: Ticket | None, now: datetime, margins: Margins
) -> BookingState:
    """`ticket`: the newest that was taken with it today."""
    if ticket is not None and ticket.state not in GIVEN_BACK:
        return _with_ticket(ticket)
    if booked.cancelled:
        return BookingState.CANCELLED
    late = now > released_at(booked.appointment, margins)
    return BookingState.RELEASED if late else BookingState.EXPECTED


def _with_ticket(ticket: Ticket) -> BookingState:
    if ticket.state is State.SERVED:
        return BookingState.SERVED
    return BookingState.RELEASED if ticket.state is State.ABSENT else BookingState.HERE


def read_code(typed: str) -> str | None:
    """The code, however it was typed or scanned; None when it cannot be one."""
    bare = "".join(typed.upper().split()).removeprefix(SCANNED).replace("-", "")
    return bare if len(bare) == LENGTH and set(bare) <= set(LETTERS) else None


def draw_code(taken: Collection[str], choose: Callable[[str], str]) -> str:
    """A code that nobody holds; `choose` picks one letter."""
    while True:
        code = "".join(choose(LETTERS) for _ in range(LENGTH))
        if code not in taken:
            return code


def opens_at(booked: Appointment, margins: Margins) -> datetime:
    return booked.at - timedelta(minutes=margins.check_in_before)


def released_at(booked: Appointment, margins: Margins) -> datetime:
    """After this moment who has not come is waited for no longer."""
    return booked.at + timedelta(minutes=margins.release_after)


def at_the_door(
    booked: Appointment, now: datetime, margins: Margins, offered: Collection[str]
) -> Door:
    """The day is the one where the appointment's hour is told: the site's."""
    if now.astimezone(booked.at.tzinfo).date() != booked.at.date():
        return Door.ANOTHER_DAY
    if not set(booked.services) <= set(offered):
        return Door.SERVICE_GONE
    if now < opens_at(booked, margins):
        return Door.TOO_EARLY
    return Door.TOO_LATE if now > released_at(booked, margins) else Door.WELCOME
