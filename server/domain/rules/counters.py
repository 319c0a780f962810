"""Taking, resting and leaving a counter; asking for help."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.commands import AnswerHelp, AskHelp, CloseCounter, OpenCounter, PauseCounter
from server.domain.events import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    Event,
    HelpAnswered,
    HelpAsked,
)
from server.domain.lifecycle import CounterState
from server.domain.refusal import Code, Refused
from server.domain.rules.scene import Scene
from server.domain.ticket import Seat


def open_counter(scene: Scene, command: OpenCounter) -> Sequence[Event]:
    """Also the way back from a pause. Whoever held another counter leaves it."""
    seat = scene.seat(command.counter)
    me = scene.who.name
    if seat.agent not in (None, me):
        raise Refused(Code.COUNTER_TAKEN, counter=seat.code)
    if seat.agent == me and seat.state is CounterState.OPEN:
        return []
    events: list[Event] = []
    other = scene.day.seat_of(me)
    if other is not None and other.code != seat.code:
        _must_be_free(other)
        events.append(CounterClosed(other.code, me))
    return [*events, CounterOpened(seat.code, me)]


def pause_counter(scene: Scene, command: PauseCounter) -> Sequence[Event]:
    """Nobody asks why."""
    seat = _held(scene, command.counter)
    if seat.state is CounterState.PAUSED:
        return []
    _must_be_free(seat)
    return [CounterPaused(seat.code, scene.who.name)]


def close_counter(scene: Scene, command: CloseCounter) -> Sequence[Event]:
    """A manager may close a counter that somebody forgot."""
    seat = scene.seat(command.counter)
    if seat.agent is None:
        return []
    if not scene.who.in_charge:
        seat = _held(scene, command.counter)
    _must_be_free(seat)
    return [CounterClosed(seat.code, seat.agent or "")]


def ask_help(scene: Scene, command: AskHelp) -> Sequence[Event]:
    return [] if command.place in scene.day.help_asked else [HelpAsked(command.place)]


def answer_help(scene: Scene, command: AnswerHelp) -> Sequence[Event]:
    asked = command.place in scene.day.help_asked
    return [HelpAnswered(command.place, scene.who.name)] if asked else []


def _held(scene: Scene, counter: str) -> Seat:
    seat = scene.seat(counter)
    if seat.agent != scene.who.name:
        raise Refused(Code.NOT_YOUR_COUNTER, counter=counter)
    return seat


def _must_be_free(seat: Seat) -> None:
    if seat.ticket is not None:
        raise Refused(Code.COUNTER_BUSY, counter=seat.code, number=seat.ticket)
