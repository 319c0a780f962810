"""Taking, resting and leaving a counter; asking for help."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.commands import (
    AnswerHelp,
    AskHelp,
    AskHelpAt,
    CloseCounter,
    OpenCounter,
    PauseCounter,
)
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
from server.domain.rules.guards import free, held_or_in_charge, held_seat
from server.domain.rules.scene import Scene


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
        free(other)
        events.append(CounterClosed(other.code, me))
    return [*events, CounterOpened(seat.code, me)]


def pause_counter(scene: Scene, command: PauseCounter) -> Sequence[Event]:
    """Nobody asks why."""
    seat = held_seat(scene, command.counter)
    if seat.state is CounterState.PAUSED:
        return []
    return [CounterPaused(free(seat).code, scene.who.name)]


def close_counter(scene: Scene, command: CloseCounter) -> Sequence[Event]:
    """A manager may close a counter that somebody forgot."""
    seat = scene.seat(command.counter)
    if seat.agent is None:
        return []
    held_or_in_charge(scene, seat)
    return [CounterClosed(free(seat).code, seat.agent)]


def ask_help(scene: Scene, command: AskHelp) -> Sequence[Event]:
    return [] if command.place in scene.day.help_asked else [HelpAsked(command.place)]


def ask_help_at(scene: Scene, command: AskHelpAt) -> Sequence[Event]:
    place = scene.site.common_name(scene.seat(command.counter).code)
    return ask_help(scene, AskHelp(place))


def answer_help(scene: Scene, command: AnswerHelp) -> Sequence[Event]:
    asked = command.place in scene.day.help_asked
    return [HelpAnswered(command.place, scene.who.name)] if asked else []
