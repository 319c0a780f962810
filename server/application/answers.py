"""What a command is answered: made on the day as it then stood, kept with the key it came with.

A ticket is made into JSON once, for whoever asked and for the journal alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic_core import from_json, to_json

from server.application.views import counter_view, ticket_json
from server.domain import commands as c
from server.domain.events import Event, FallbackRequested, PrintRequested, TicketCalled
from server.domain.refusal import Refusal
from server.domain.rules.scene import Scene


@dataclass(frozen=True, slots=True)
class TicketAnswer:
    """The ticket that was taken, moved or called."""

    number: str
    ticket: bytes
    """JSON, as `protocol.queue.TicketView` describes it."""
    rule: str | None = None
    """Why it was called, when it was."""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nobody:
    """An agent called, and nobody waits for her."""


@dataclass(frozen=True, slots=True)
class CounterAnswer:
    counter: bytes
    """JSON, as `protocol.queue.CounterView` describes it."""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A page for the staff, asked of a printer."""

    job: str
    printed: str


@dataclass(frozen=True, slots=True)
class NumbersAnswer:
    """The numbers that a printer was asked for in advance."""

    numbers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Done:
    """There is nothing to tell."""


Answer = TicketAnswer | Nobody | CounterAnswer | PageAnswer | NumbersAnswer | Done
A = TypeVar("A", bound=Answer)
B = TypeVar("B", bound=Answer)


def answer_to(command: c.Command, events: Sequence[Event], scene: Scene) -> Answer:
    """The scene's day already has the events."""
    answer = _ANSWERS.get(type(command))
    return answer(command, events, scene) if answer else Done()


def only(kind: type[A], answer: Answer | Refusal) -> A | Refusal:
    """Each command is answered in one way: another would be a bug of ours."""
    if isinstance(answer, kind | Refusal):
        return answer
    raise TypeError(f"{type(answer).__name__} is no {kind.__name__}")


def one_of(kind: type[A], other: type[B], answer: Answer | Refusal) -> A | B | Refusal:
    if isinstance(answer, other):
        return answer
    return only(kind, answer)


def written(answer: Answer) -> str:
    """As it is kept."""
    match answer:
        case TicketAnswer(ticket=ticket, rule=None):
            return f'{{"ticket":{ticket.decode()}}}'
        case TicketAnswer(ticket=ticket, rule=rule, facts=facts):
            why = to_json({"rule": rule, "facts": facts})
            return f'{{"ticket":{ticket.decode()},{why[1:].decode()}'
        case CounterAnswer(counter=counter):
            return f'{{"counter":{counter.decode()}}}'
        case PageAnswer(job=job, printed=printed):
            return to_json({"job": job, "printed": printed}).decode()
        case NumbersAnswer(numbers=numbers):
            return to_json({"numbers": numbers}).decode()
        case Nobody():
            return '{"nobody":true}'
        case Done():
            return "{}"


def read(kept: str | None, command: c.Command) -> Answer:
    """What was kept, also by the version before, which wrote every field and nulls."""
    told: dict[str, Any] = from_json(kept or "{}")
    if ticket := told.get("ticket"):
        return TicketAnswer(
            ticket["number"], to_json(ticket), told.get("rule"), told.get("facts") or {}
        )
    if counter := told.get("counter"):
        return CounterAnswer(to_json(counter))
    if job := told.get("job"):
        return PageAnswer(job, told.get("printed") or "queued")
    if numbers := told.get("numbers"):
        return NumbersAnswer(numbers)
    return Nobody() if isinstance(command, c.CallNext) else Done()


def _taken(command: c.TakeTicket | c.CheckIn, events: Sequence[Event], scene: Scene) -> Answer:
    return _ticket(scene, next(reversed(scene.day.tickets)))


def _moved(command: c.MoveTicket | c.EnterPaper, events: Sequence[Event], scene: Scene) -> Answer:
    return _ticket(scene, command.number, _call_in(events))


def _called(command: c.CallNext, events: Sequence[Event], scene: Scene) -> Answer:
    call = _call_in(events)
    return _ticket(scene, call.number, call) if call else Nobody()


def _counter(
    command: c.OpenCounter | c.PauseCounter | c.CloseCounter, events: Sequence[Event], scene: Scene
) -> Answer:
    return CounterAnswer(to_json(counter_view(scene.day, scene.site, command.counter)))


def _page(command: c.PrintPage, events: Sequence[Event], scene: Scene) -> Answer:
    asked = next(e for e in events if isinstance(e, PrintRequested))
    return PageAnswer(asked.job, scene.day.papers.jobs[asked.job].result or "queued")


def _numbers(command: c.PrintFallback, events: Sequence[Event], scene: Scene) -> Answer:
    return NumbersAnswer([e.number for e in events if isinstance(e, FallbackRequested)])


_ANSWERS: dict[type[c.Command], Callable[[Any, Sequence[Event], Scene], Answer]] = {
    c.TakeTicket: _taken,
    c.CheckIn: _taken,
    c.EnterPaper: _moved,
    c.MoveTicket: _moved,
    c.CallNext: _called,
    c.OpenCounter: _counter,
    c.PauseCounter: _counter,
    c.CloseCounter: _counter,
    c.PrintPage: _page,
    c.PrintFallback: _numbers,
}


def _ticket(scene: Scene, number: str, call: TicketCalled | None = None) -> TicketAnswer:
    ticket = ticket_json(scene, scene.waits, scene.day.tickets[number])
    return (
        TicketAnswer(number, ticket, call.rule, call.facts)
        if call
        else TicketAnswer(number, ticket)
    )


def _call_in(events: Sequence[Event]) -> TicketCalled | None:
    return next((e for e in events if isinstance(e, TicketCalled)), None)
