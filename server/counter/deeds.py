"""What the console's buttons do: each a command of the queue, and now and then a sentence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from pydantic import Field

from server.api.tickets import STAFF_ACTIONS, move_ticket
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.counter import words
from server.counter.picture import help_place
from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.protocol.queue import ActionRequest, Outcome
from server.protocol.sent import Sent
from server.rim.access import Caller
from server.rim.asker import do, printer_for
from server.rim.problems import Refused
from server.texts.catalogue import translations

NOTE_LENGTH = 1000
"""Characters; as the API allows."""


class Order(Sent):
    """The fields of every form of the console; each deed reads what concerns it."""

    key: str = Field("", max_length=150)
    number: str = Field("", max_length=16)
    move: str = Field("", max_length=40)
    """Of the one form that all lines share: the move, then the number unless it is a field."""
    counter: str = Field("", max_length=64)
    service: str = Field("", max_length=64)
    place: str = Field("", max_length=200)
    note: str = ""
    outcome: Outcome = "solved"
    priority: bool = True
    finish: Outcome | None = None
    expected: str = Field("", max_length=16)
    """The number that the button announced."""

    def key_of(self, deed: str) -> str | None:
        """The command's: two buttons of one page are two commands."""
        return f"{self.key}-{deed}-{self.move}-{self.number}" if self.key else None


@dataclass(frozen=True)
class Asker:
    """Who asks, where, in which language."""

    receptions: Receptions
    reception: Reception
    caller: Caller
    language: str


Deed = Callable[[Asker, Order, str | None], Awaitable[str]]
"""Does it and gives the sentence to say, mostly none. Raises Refused."""


def deed_of(name: str) -> Deed:
    return _DEEDS.get(name) or _ticket_deed(name)


def _ticket_deed(name: str) -> Deed:
    if name == "no-priority":
        return _withdraw_priority
    if name not in STAFF_ACTIONS:
        raise Refused(Code.INVALID, field=name)
    return lambda asker, order, key: _move(asker, order, key, Action(name))


async def _call_next(asker: Asker, order: Order, key: str | None) -> str:
    command = c.CallNext(order.counter, order.finish)
    answer = await do(asker.receptions, asker.reception, command, asker.caller, key)
    gettext = translations(asker.language).gettext
    if answer.ticket is None:
        return gettext(words.NOBODY)
    announced = asker.reception.committed.tickets.get(order.expected)
    if announced is None or announced.counter in (None, order.counter):
        return ""
    return gettext(words.TAKEN_BY_COLLEAGUE) % {
        "announced": announced.number,
        "number": answer.ticket.number,
    }


async def _move(asker: Asker, order: Order, key: str | None, action: Action) -> str:
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
    await move_ticket(
        asker.receptions, asker.reception, asker.caller, order.number, action, asked, key
    )
    return _about_paper(asker) if action is Action.PRINT else ""


async def _move_told(asker: Asker, order: Order, key: str | None) -> str:
    """As the pressed button says: `call A042`."""
    name, _, number = order.move.partition(" ")
    asked = order.model_copy(update={"number": number or order.number})
    return await _ticket_deed(name)(asker, asked, key)


async def _withdraw_priority(asker: Asker, order: Order, key: str | None) -> str:
    asked = order.model_copy(update={"priority": False})
    return await _move(asker, asked, key, Action.PRIORITY)


def _about_paper(asker: Asker) -> str:
    printer, absent = printer_for(asker.receptions, asker.reception, asker.caller)
    gettext = translations(asker.language).gettext
    if printer is None:
        return gettext(words.NO_PRINTER)
    if absent:
        return gettext(words.PRINTER_SILENT)
    return gettext(words.PRINTING)


async def _open(asker: Asker, order: Order, key: str | None) -> str:
    await do(asker.receptions, asker.reception, c.OpenCounter(order.counter), asker.caller, key)
    return ""


async def _pause(asker: Asker, order: Order, key: str | None) -> str:
    await do(asker.receptions, asker.reception, c.PauseCounter(order.counter), asker.caller, key)
    return ""


async def _close(asker: Asker, order: Order, key: str | None) -> str:
    await do(asker.receptions, asker.reception, c.CloseCounter(order.counter), asker.caller, key)
    return ""


async def _ask_help(asker: Asker, order: Order, key: str | None) -> str:
    if order.counter not in asker.reception.site.counters:
        raise Refused(Code.UNKNOWN_COUNTER)
    place = help_place(asker.reception.site, order.counter)
    await do(asker.receptions, asker.reception, c.AskHelp(place), asker.caller, key)
    return ""


async def _answer_help(asker: Asker, order: Order, key: str | None) -> str:
    await do(asker.receptions, asker.reception, c.AnswerHelp(order.place), asker.caller, key)
    return ""


_DEEDS: Mapping[str, Deed] = {
    "next": _call_next,
    "open": _open,
    "pause": _pause,
    "close": _close,
    "help": _ask_help,
    "coming": _answer_help,
    "move": _move_told,
}
