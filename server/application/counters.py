"""What an agent does: takes, rests and leaves a counter, calls, moves a ticket, asks for help."""

from __future__ import annotations

from dataclasses import replace

from server.application.answers import (
    CounterAnswer,
    Done,
    Nobody,
    TicketAnswer,
    one_of,
    only,
)
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.refusal import Refusal
from server.domain.ticket import Outcome
from server.protocol.queue import ActionRequest

STAFF_ACTIONS = tuple(a for a in Action if a not in (Action.LEAVE, Action.LATER))


async def open_counter(
    receptions: Receptions, reception: Reception, who: c.Who, counter: str, key: str | None = None
) -> CounterAnswer | Refusal:
    """Also the way back from a pause."""
    return only(CounterAnswer, await receptions.do(reception, c.OpenCounter(counter), who, key))


async def pause_counter(
    receptions: Receptions, reception: Reception, who: c.Who, counter: str, key: str | None = None
) -> CounterAnswer | Refusal:
    return only(CounterAnswer, await receptions.do(reception, c.PauseCounter(counter), who, key))


async def close_counter(
    receptions: Receptions, reception: Reception, who: c.Who, counter: str, key: str | None = None
) -> CounterAnswer | Refusal:
    return only(CounterAnswer, await receptions.do(reception, c.CloseCounter(counter), who, key))


async def leave_counter(receptions: Receptions, reception: Reception, who: c.Who) -> Refusal | None:
    """Whichever she holds: an empty chair must not count as an open counter."""
    held = reception.committed.seat_of(who.name)
    answer = await close_counter(receptions, reception, who, held.code) if held else None
    return answer if isinstance(answer, Refusal) else None


async def call_next(
    receptions: Receptions,
    reception: Reception,
    who: c.Who,
    counter: str,
    finish: Outcome | None = None,
    key: str | None = None,
) -> TicketAnswer | Nobody | Refusal:
    """`finish`: with this outcome for who is at the counter, in the same breath."""
    answer = await receptions.do(reception, c.CallNext(counter, finish), who, key)
    return one_of(TicketAnswer, Nobody, answer)


async def move_ticket(
    receptions: Receptions,
    reception: Reception,
    who: c.Who,
    number: str,
    action: Action,
    wish: ActionRequest,
    key: str | None = None,
    kiosk: str | None = None,
) -> TicketAnswer | Refusal:
    """One row of the table of moves. `kiosk`: where the visitor stands who wants paper again."""
    command = c.MoveTicket(
        number=number,
        action=action,
        counter=wish.counter,
        service=wish.service,
        outcome=wish.outcome,
        priority=wish.priority,
    )
    if action is Action.PRINT:
        printer = receptions.printers.for_ticket(reception.site, kiosk)
        answer = await receptions.do(reception, command, who, key, printer=printer)
        return only(TicketAnswer, answer)
    words = wish.text if action is Action.NOTE else wish.note
    if not words:
        return only(TicketAnswer, await receptions.do(reception, command, who, key))
    reference = _reference(reception, key or receptions.lot())
    noted = replace(command, note=reference)
    return only(TicketAnswer, await receptions.do(reception, noted, who, key, (reference, words)))


async def ask_help(
    receptions: Receptions, reception: Reception, who: c.Who, counter: str, key: str | None = None
) -> Done | Refusal:
    return only(Done, await receptions.do(reception, c.AskHelpAt(counter), who, key))


async def answer_help(
    receptions: Receptions, reception: Reception, who: c.Who, place: str, key: str | None = None
) -> Done | Refusal:
    return only(Done, await receptions.do(reception, c.AnswerHelp(place), who, key))


def _reference(reception: Reception, key: str) -> str:
    """Of a note kept apart. Derived from the key: a repeat is recognised as the same command."""
    day = reception.committed
    return f"{day.site}-{day.date}-{key}"
