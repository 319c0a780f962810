"""What the console's buttons do: each a command of the queue, and now and then a sentence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from pydantic import Field

from server.application.house import House
from server.application.reception import Reception
from server.counter import words
from server.counter.picture import help_place
from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.protocol.queue import ActionRequest, Outcome
from server.protocol.sent import Sent
from server.texts.catalogue import translations
from server.web.access import Caller
from server.web.api.tickets import STAFF_ACTIONS, move_ticket
from server.web.doors import do, printer_for
from server.web.problems import Refused

NOTE_LENGTH = 1000
"""Characters; as the API allows."""


class Order(Sent):
    """The fields of every form of the console; each deed reads what concerns it."""

    key: str = Field("", max_length=150)
    number: str = Field("", max_length=16)
    counter: str = Field("", max_length=64)
    service: str = Field("", max_length=64)
    place: str = Field("", max_length=200)
    note: str = ""
    outcome: Outcome = "solved"
    priority: bool = True
    finish: Outcome | None = None
    expected: str = Field("", max_length=16)
    """The number that the button announced."""


@dataclass(frozen=True)
class Desk:
    """Who asks, where, in which language."""

    house: House
    reception: Reception
    caller: Caller
    language: str


Deed = Callable[[Desk, Order, str | None], Awaitable[str]]
"""Does it and gives the sentence to say, mostly none. Raises Refused."""


def deed_of(name: str) -> Deed:
    if name in _DEEDS:
        return _DEEDS[name]
    if name not in STAFF_ACTIONS:
        raise Refused(Code.INVALID, field=name)
    return lambda desk, order, key: _move(desk, order, key, Action(name))


async def _call_next(desk: Desk, order: Order, key: str | None) -> str:
    command = c.CallNext(order.counter, order.finish)
    answer = await do(desk.house, desk.reception, command, desk.caller, key)
    gettext = translations(desk.language).gettext
    if answer.ticket is None:
        return gettext(words.NOBODY)
    announced = desk.reception.committed.tickets.get(order.expected)
    if announced is None or announced.counter in (None, order.counter):
        return ""
    return gettext(words.TAKEN_BY_COLLEAGUE) % {
        "announced": announced.number,
        "number": answer.ticket.number,
    }


async def _move(desk: Desk, order: Order, key: str | None, action: Action) -> str:
    note = order.note.replace("\r\n", "\n").strip()
    if len(note) > NOTE_LENGTH:
        raise Refused(Code.INVALID, field="note")
    asked = ActionRequest(
        counter=order.counter or None,
        service=order.service or None,
        outcome=order.outcome,
        priority=order.priority,
        note=note or None,
        text=note or None,
    )
    await move_ticket(desk.house, desk.reception, desk.caller, order.number, action, asked, key)
    return _about_paper(desk) if action is Action.PRINT else ""


def _about_paper(desk: Desk) -> str:
    printer, absent = printer_for(desk.house, desk.reception, desk.caller)
    gettext = translations(desk.language).gettext
    if printer is None:
        return gettext(words.NO_PRINTER)
    if absent:
        return gettext(words.PRINTER_SILENT)
    return gettext(words.PRINTING)


async def _open(desk: Desk, order: Order, key: str | None) -> str:
    await do(desk.house, desk.reception, c.OpenCounter(order.counter), desk.caller, key)
    return ""


async def _pause(desk: Desk, order: Order, key: str | None) -> str:
    await do(desk.house, desk.reception, c.PauseCounter(order.counter), desk.caller, key)
    return ""


async def _close(desk: Desk, order: Order, key: str | None) -> str:
    await do(desk.house, desk.reception, c.CloseCounter(order.counter), desk.caller, key)
    return ""


async def _ask_help(desk: Desk, order: Order, key: str | None) -> str:
    if order.counter not in desk.reception.site.counters:
        raise Refused(Code.UNKNOWN_COUNTER)
    place = help_place(desk.reception.site, order.counter)
    await do(desk.house, desk.reception, c.AskHelp(place), desk.caller, key)
    return ""


async def _answer_help(desk: Desk, order: Order, key: str | None) -> str:
    await do(desk.house, desk.reception, c.AnswerHelp(order.place), desk.caller, key)
    return ""


_DEEDS: Mapping[str, Deed] = {
    "next": _call_next,
    "open": _open,
    "pause": _pause,
    "close": _close,
    "help": _ask_help,
    "coming": _answer_help,
}
