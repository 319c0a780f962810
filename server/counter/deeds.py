"""What the console's buttons do: each a command of the queue, and now and then a sentence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from pydantic import Field

from server.application import counters
from server.application.answers import Nobody
from server.application.appointments import check_in
from server.application.counters import STAFF_ACTIONS
from server.counter import words
from server.domain.lifecycle import Action
from server.domain.refusal import Code
from server.protocol.queue import ActionRequest, Outcome, TakeRequest
from server.protocol.sent import Sent
from server.rim.asker import Asker, kept
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
    code: str = Field("", max_length=64)
    """Of an appointment."""
    note: str = ""
    outcome: Outcome = "solved"
    priority: bool = True
    finish: Outcome | None = None
    expected: str = Field("", max_length=16)
    """The number that the button announced."""

    def key_of(self, deed: str) -> str | None:
        """The command's: two buttons of one page are two commands."""
        return f"{self.key}-{deed}-{self.move}-{self.number}{self.code}" if self.key else None


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
    answer = await counters.call_next(*asker.here, order.counter, order.finish, key)
    gettext = translations(asker.language).gettext
    if isinstance(answer, Nobody):
        return gettext(words.NOBODY)
    number = kept(answer).number
    announced = asker.reception.committed.tickets.get(order.expected)
    if announced is None or announced.counter in (None, order.counter):
        return ""
    return gettext(words.TAKEN_BY_COLLEAGUE) % {
        "announced": announced.number,
        "number": number,
    }


async def _move(asker: Asker, order: Order, key: str | None, action: Action) -> str:
    note = order.note.replace("\r\n", "\n").strip()
    if len(note) > NOTE_LENGTH:
        raise Refused(Code.INVALID, field="note")
    wish = ActionRequest(
        counter=order.counter or None,
        service=order.service or None,
        outcome=order.outcome,
        priority=order.priority,
        note=note or None,
        text=note or None,
    )
    kept(await counters.move_ticket(*asker.here, order.number, action, wish, key))
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
    printer = asker.receptions.printers.for_ticket(asker.reception.site, None)
    gettext = translations(asker.language).gettext
    if printer is None:
        return gettext(words.NO_PRINTER)
    if printer.absent:
        return gettext(words.PRINTER_SILENT)
    return gettext(words.PRINTING)


async def _open(asker: Asker, order: Order, key: str | None) -> str:
    kept(await counters.open_counter(*asker.here, order.counter, key))
    return ""


async def _pause(asker: Asker, order: Order, key: str | None) -> str:
    kept(await counters.pause_counter(*asker.here, order.counter, key))
    return ""


async def _close(asker: Asker, order: Order, key: str | None) -> str:
    kept(await counters.close_counter(*asker.here, order.counter, key))
    return ""


async def _ask_help(asker: Asker, order: Order, key: str | None) -> str:
    kept(await counters.ask_help(*asker.here, order.counter, key))
    return ""


async def _answer_help(asker: Asker, order: Order, key: str | None) -> str:
    kept(await counters.answer_help(*asker.here, order.place, key))
    return ""


async def _check_in(asker: Asker, order: Order, key: str | None) -> str:
    wish = TakeRequest.model_validate({"appointment_code": order.code})
    receptions, reception, who = asker.here
    ticket = kept(await check_in(receptions, reception, who, wish, key))
    gettext = translations(asker.language).gettext
    return gettext(words.CHECKED_IN) % {"number": ticket.number}


_DEEDS: Mapping[str, Deed] = {
    "check-in": _check_in,
    "next": _call_next,
    "open": _open,
    "pause": _pause,
    "close": _close,
    "help": _ask_help,
    "coming": _answer_help,
    "move": _move_told,
}
