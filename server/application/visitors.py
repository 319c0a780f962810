"""What a visitor asks for: a ticket, a little more time, the place given back, somebody's help."""

from __future__ import annotations

from server.application.answers import Done, TicketAnswer, only
from server.application.appointments import check_in
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain import commands as c
from server.domain.lifecycle import Action, Actor
from server.domain.refusal import Refusal
from server.protocol.queue import TakeRequest

VISITOR = c.Who("visitor", Actor.VISITOR)
"""Whoever holds the ticket's secret."""


async def take_ticket(
    receptions: Receptions,
    reception: Reception,
    who: c.Who,
    wish: TakeRequest,
    key: str | None = None,
    kiosk: str | None = None,
) -> TicketAnswer | Refusal:
    """At `kiosk`, or from the staff; she may have been given a number printed in advance, or have
    an appointment."""
    if wish.appointment_code is not None:
        return await check_in(receptions, reception, who, wish, key, kiosk)
    if wish.number or wish.taken_at or wish.served:
        return await enter_paper(receptions, reception, who, _entered(wish), key)
    printer = receptions.printers.for_ticket(reception.site, kiosk)
    return only(TicketAnswer, await receptions.do(reception, _new(wish), who, key, printer=printer))


async def enter_paper(
    receptions: Receptions,
    reception: Reception,
    who: c.Who,
    paper: c.EnterPaper,
    key: str | None = None,
) -> TicketAnswer | Refusal:
    """A number printed in advance, given by hand while the system was down."""
    return only(TicketAnswer, await receptions.do(reception, paper, who, key))


async def leave(
    receptions: Receptions, reception: Reception, number: str, key: str | None = None
) -> TicketAnswer | Refusal:
    command = c.MoveTicket(number, Action.LEAVE)
    return only(TicketAnswer, await receptions.do(reception, command, VISITOR, key))


async def come_back(
    receptions: Receptions, reception: Reception, number: str, key: str | None = None
) -> TicketAnswer | Refusal:
    """She left by mistake."""
    command = c.MoveTicket(number, Action.REQUEUE)
    return only(TicketAnswer, await receptions.do(reception, command, VISITOR, key))


async def come_later(
    receptions: Receptions, reception: Reception, number: str, minutes: int, key: str | None = None
) -> TicketAnswer | Refusal:
    command = c.MoveTicket(number, Action.LATER, minutes=minutes)
    return only(TicketAnswer, await receptions.do(reception, command, VISITOR, key))


async def ask_help(receptions: Receptions, reception: Reception, who: c.Who) -> Done | Refusal:
    """Where the kiosk stands that asks."""
    return only(Done, await receptions.do(reception, c.AskHelp(who.name), who))


def _new(wish: TakeRequest) -> c.TakeTicket:
    return c.TakeTicket(
        services=tuple(wish.services),
        language=wish.language,
        priority=wish.priority,
        needs=tuple(wish.needs),
        appointment=wish.appointment,
    )


def _entered(wish: TakeRequest) -> c.EnterPaper:
    return c.EnterPaper(
        number=wish.number or "",
        services=tuple(wish.services),
        language=wish.language,
        priority=wish.priority,
        needs=tuple(wish.needs),
        appointment=wish.appointment,
        taken_at=wish.taken_at,
        served=wish.served,
    )
