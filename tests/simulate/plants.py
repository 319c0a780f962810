"""Bugs planted on purpose, each by wrapping what a process is given: the judges must find them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any

from server.application.clock import Clock
from server.application.reception import Reception
from server.domain.events import Fact, PrintReported, TicketCalled, TicketTaken
from server.domain.journal import Entry
from server.live.channel import Channel, Paint
from server.live.hub import Hub
from server.live.picture import Picture
from tests.simulate.journal import SeededJournal

Changed = Callable[[Reception], None]


def _as_it_is(given: Any) -> Any:
    return given


@dataclass(frozen=True)
class Plants:
    """What is put around the journal, the clock, the hub, and the news of a change."""

    journal: Callable[[SeededJournal], SeededJournal] = _as_it_is
    clock: Callable[[Clock], Clock] = _as_it_is
    changed: Callable[[Changed], Changed] = _as_it_is
    hub: Callable[[Hub], Hub] = _as_it_is


NOTHING_PLANTED = Plants()


class _Wrapped(SeededJournal):
    def __init__(self, real: SeededJournal) -> None:
        super().__init__(real._line)
        self._appends = count(1)

    def append(self, entries: Sequence[Entry]) -> None:
        seldom = next(self._appends) % 20 == 0
        super().append([self._spoilt(entry) for entry in entries] if seldom else entries)

    def _spoilt(self, entry: Entry) -> Entry:
        return replace(entry, facts=[self._other(fact) for fact in entry.facts])

    def _other(self, fact: Fact) -> Fact:
        return fact


class LostAppend(_Wrapped):
    """Now and then says that it has written, and has not."""

    def append(self, entries: Sequence[Entry]) -> None:
        if next(self._appends) % 20:
            SeededJournal.append(self, entries)
        else:
            self.leave_turn()


class DoubledNumber(_Wrapped):
    """Now and then gives the number that somebody else has."""

    def _other(self, fact: Fact) -> Fact:
        event = fact.event
        if not isinstance(event, TicketTaken) or event.number.endswith("001"):
            return fact
        before = f"{event.number[0]}{int(event.number[1:]) - 1:03d}"
        return replace(fact, event=replace(event, number=before))


class FalseReason(_Wrapped):
    """Now and then gives another reason for a call than the one that decided."""

    def _other(self, fact: Fact) -> Fact:
        event = fact.event
        if not isinstance(event, TicketCalled) or event.rule != "next_due":
            return fact
        return replace(fact, event=replace(event, rule="past_promise"))


class WrongClaim(_Wrapped):
    """Says that a paper is printed of which it was told that it is not."""

    def append(self, entries: Sequence[Entry]) -> None:
        SeededJournal.append(self, [self._spoilt(entry) for entry in entries])

    def _other(self, fact: Fact) -> Fact:
        event = fact.event
        if not isinstance(event, PrintReported) or event.result != "not_printed":
            return fact
        return replace(fact, event=replace(event, result="printed"))


@dataclass
class TheMachines:
    """Now and then a rule looks at the machine's own clock."""

    real: Clock

    def __post_init__(self) -> None:
        self._looks = count(1)

    def now(self) -> datetime:
        return datetime.now(UTC) if next(self._looks) % 500 == 0 else self.real.now()


def _half_deaf(changed: Changed) -> Changed:
    heard = count(1)

    def told(reception: Reception) -> None:
        if next(heard) % 3:
            changed(reception)

    return told


class OldPictures(Hub):
    """Now and then one kind of screen gets the picture of before, told as if it were of now."""

    def __init__(self, real: Hub, view: str) -> None:
        super().__init__(real.in_doubt, real.elapsed)
        self._view = view

    def watch(self, asked: Channel) -> tuple[Channel, asyncio.Event]:
        if asked.view == self._view:
            asked.paint = _now_and_then_as_before(asked.paint)
        return super().watch(asked)


def _now_and_then_as_before(paint: Paint) -> Paint:
    painted = count(1)
    body: dict[str, Any] = {}

    def picture() -> Picture:
        nonlocal body
        now = paint()
        if next(painted) % 3 or not body:
            body = now.body
        return replace(now, body=body)

    return picture


PLANTED = {
    "a lost append": Plants(journal=LostAppend),
    "a doubled number": Plants(journal=DoubledNumber),
    "a false reason": Plants(journal=FalseReason),
    "a stale picture": Plants(changed=_half_deaf),
    "a stale console": Plants(hub=partial(OldPictures, view="counter")),
    "a stale phone": Plants(hub=partial(OldPictures, view="ticket")),
    "a wrong claim of paper": Plants(journal=WrongClaim),
    "a rule read from the clock": Plants(clock=TheMachines),
}
