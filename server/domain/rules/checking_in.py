"""Somebody with an appointment is at the door: in time, on the right day, and once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from server.domain.appointments import (
    GIVEN_BACK,
    Appointment,
    Door,
    at_the_door,
    opens_at,
)
from server.domain.commands import CheckIn
from server.domain.events import Event
from server.domain.refusal import Code, Refused
from server.domain.rules.scene import Scene
from server.domain.rules.taking import asked_for, give


def check_in(scene: Scene, command: CheckIn) -> Sequence[Event]:
    """Neither quota nor hours are asked: whoever agreed on the hour has counted with them."""
    for ticket in scene.day.tickets.values():
        if ticket.booking == command.booking and ticket.state not in GIVEN_BACK:
            raise Refused(Code.ALREADY_HERE, number=ticket.number)
    _in_time(scene, command)
    return give(scene, command, asked_for(scene, command.services))


def _in_time(scene: Scene, command: CheckIn) -> None:
    at = command.appointment.astimezone(ZoneInfo(scene.site.timezone))
    booked = Appointment(command.booking, "", at, command.services)
    door = at_the_door(booked, scene.clock, scene.site.margins, scene.site.services)
    if door is Door.ANOTHER_DAY:
        early = scene.clock < at
        code = Code.TOO_EARLY if early else Code.TOO_LATE_APPOINTMENT
        raise Refused(code, why="comes_another_day" if early else "was_another_day", at=_told(at))
    if door is Door.TOO_EARLY:
        opens = opens_at(booked, scene.site.margins)
        raise Refused(Code.TOO_EARLY, at=_told(at), opens=_told(opens))
    if door is Door.TOO_LATE:
        raise Refused(Code.TOO_LATE_APPOINTMENT, at=_told(at))


def _told(moment: datetime) -> str:
    """On the site's clock: whoever says it in words has the day and the hour in it."""
    return moment.isoformat(timespec="minutes")
