"""Hours agreed on beforehand: a day's, agreeing on one, calling it off, coming in with one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from server.application.answers import TicketAnswer, only
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain import commands as c
from server.domain.appointments import (
    Appointment,
    Booked,
    BookingState,
    Margins,
    Wanted,
    read_code,
    state_of,
)
from server.domain.refusal import Code, Refusal
from server.domain.ticket import Ticket
from server.protocol.queue import TakeRequest


@dataclass(frozen=True, slots=True)
class AppointmentNow:
    booked: Booked
    state: BookingState
    number: str | None
    """The ticket that was taken with it."""


async def appointments_of(
    receptions: Receptions, reception: Reception, day: date
) -> list[AppointmentNow]:
    """In the order of their hours, each with what became of it."""
    kept = receptions.appointments
    found = await asyncio.to_thread(kept.of_day, reception.site.slug, day)
    return _known(reception, found, receptions.now())


def still_expected(reception: Reception, now: datetime) -> list[Appointment]:
    """Of today, those who have not come, and are not given up."""
    known = _known(reception, reception.booked, now)
    return [each.booked.appointment for each in known if each.state is BookingState.EXPECTED]


async def agree_on(
    receptions: Receptions, reception: Reception, wanted: Wanted
) -> tuple[AppointmentNow, bool] | Refusal:
    """A new one, or another hour for one that is known; and whether it is new."""
    site, kept = reception.site, receptions.appointments
    at = wanted.at.astimezone(ZoneInfo(site.timezone))
    if unknown := [code for code in wanted.services if code not in site.services]:
        return Refusal(Code.UNKNOWN_SERVICE, {"service": unknown[0]})
    if at.date() < receptions.now().astimezone(at.tzinfo).date():
        return Refusal(Code.INVALID, {"field": "at"})
    local = Wanted(wanted.id, at, wanted.services, wanted.language)
    new = await asyncio.to_thread(kept.put, site.slug, [local])
    found = await asyncio.to_thread(kept.get, site.slug, wanted.id)
    await look_up(receptions)
    if found is None:  # its day was over in this very moment
        return Refusal(Code.INVALID, {"field": "at"})
    return _known(reception, [found], receptions.now())[0], bool(new)


async def call_off(
    receptions: Receptions, reception: Reception, id: str
) -> AppointmentNow | Refusal:
    """It stays to be seen until its day is over; its code opens nothing any more."""
    site, kept = reception.site, receptions.appointments
    found = await asyncio.to_thread(kept.get, site.slug, id)
    if found is None:
        return Refusal(Code.UNKNOWN_APPOINTMENT)
    was = found.appointment
    local = was.at.astimezone(ZoneInfo(site.timezone))
    off = Wanted(id, local, was.services, was.language, cancelled=True)
    await asyncio.to_thread(kept.put, site.slug, [off])
    await look_up(receptions)
    return _known(reception, [Booked(was, cancelled=True)], receptions.now())[0]


async def check_in(
    receptions: Receptions,
    reception: Reception,
    who: c.Who,
    wish: TakeRequest,
    key: str | None = None,
    kiosk: str | None = None,
) -> TicketAnswer | Refusal:
    """With the code of a letter, typed or scanned. Of two at once the writer decides."""
    code = read_code(wish.appointment_code or "")
    slug, found = reception.site.slug, None
    if code is not None:
        found = await asyncio.to_thread(receptions.appointments.by_code, slug, code)
    if found is None or found.cancelled:
        return Refusal(Code.UNKNOWN_APPOINTMENT)
    booked = found.appointment
    command = c.CheckIn(
        booked.id,
        booked.services,
        booked.at,
        wish.language if "language" in wish.model_fields_set else booked.language,
        wish.priority,
        tuple(wish.needs),
    )
    printer = receptions.printers.for_ticket(reception.site, kiosk)
    return only(TicketAnswer, await receptions.do(reception, command, who, key, printer=printer))


async def look_up(receptions: Receptions) -> None:
    """Today's, of every hall that is awake: another process, or a file, may have brought some. And
    whether there are any at all: somebody may come on the wrong day.

    Raises Unavailable.
    """
    days = {slug: r.committed.date for slug, r in receptions.awake.items()}
    found = await asyncio.to_thread(receptions.appointments.of_days, days)
    booking = await asyncio.to_thread(receptions.appointments.booking, list(days))
    for slug, reception in list(receptions.awake.items()):
        booked = found.get(slug, ())
        if days.get(slug) == reception.committed.date and [*reception.booked] != [*booked]:
            reception.booked = booked
            receptions.changed(reception)
        if slug in days and reception.books != (slug in booking):
            reception.books = slug in booking
            receptions.changed(reception)


async def forget_past(receptions: Receptions) -> None:
    """Those of days that ended without any ticket, too."""
    await asyncio.to_thread(receptions.appointments.forget_past, receptions.now())


def _known(reception: Reception, found: Sequence[Booked], now: datetime) -> list[AppointmentNow]:
    if not found:
        return []  # nor is anything looked for, at every console's picture of a full day
    tickets = {t.booking: t for t in reception.committed.tickets.values() if t.booking}
    margins = reception.site.margins
    return [_now(each, tickets.get(each.appointment.id), now, margins) for each in found]


def _now(booked: Booked, ticket: Ticket | None, now: datetime, margins: Margins) -> AppointmentNow:
    number = ticket.number if ticket else None
    return AppointmentNow(booked, state_of(booked, ticket, now, margins), number)
