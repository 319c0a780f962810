"""A command on its way through the writer: decided, turned into facts, to be answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from server.application.answers import Answer, answer_to, written
from server.application.fingerprint import fingerprint
from server.application.lot import Lot, by_lot
from server.application.reception import Reception
from server.domain.commands import Command, Who
from server.domain.events import Event, Fact
from server.domain.fold import apply
from server.domain.journal import Entry
from server.domain.papers import LastFallback, Printer
from server.domain.refusal import Code, Refusal
from server.domain.rules import decide
from server.domain.rules.scene import Scene


@dataclass(frozen=True)
class Repeat:
    """The key was used before: the first answer, kept with that fact, is given again."""

    seq: int


@dataclass(eq=False)
class Request:
    reception: Reception
    command: Command
    who: Who
    key: str | None
    note: tuple[str, str] | None
    reply: asyncio.Future[Answer | Refusal]
    printer: Printer | None = None
    last_fallback: LastFallback | None = None
    lot: Lot = by_lot
    facts: list[Fact] = field(default_factory=list)
    result: Answer | Refusal | Repeat | None = None

    def decide(self, now: datetime) -> None:
        """On the day as it will be, which then has the facts. Anew when another was first."""
        self.facts = []
        self.result = self._repeat() or self._decided(now)

    @property
    def entry(self) -> Entry:
        """What the store is to keep of it."""
        answer = None
        if self.key and isinstance(self.result, Answer):
            answer = written(self.result)
        day = self.reception.ahead.date
        return Entry(self.reception.site.slug, day, self.facts, answer, self.note)

    @cached_property
    def fingerprint(self) -> str:
        """Not of what the server added: a repeat finds another printer there, and is the same."""
        return fingerprint(self.who, self.command, self.note[1] if self.note else "")

    def _repeat(self) -> Repeat | Refusal | None:
        used = self.reception.ahead.keys.get(self.key) if self.key else None
        if used is None:
            return None
        if used.fingerprint != self.fingerprint:
            return Refusal(Code.INVALID, {"field": "Idempotency-Key"})
        return Repeat(used.seq)

    def _decided(self, now: datetime) -> Answer | Refusal:
        scene = self._scene(now)
        events = decide(scene, self.command)
        if isinstance(events, Refusal):
            return events
        self.facts = self._facts(events, scene.day.seq, scene.now)
        for fact in self.facts:
            apply(scene.day, fact)
        return answer_to(self.command, events, scene)

    def _scene(self, clock: datetime) -> Scene:
        return Scene(
            day=self.reception.ahead,
            site=self.reception.site,
            hours=self.reception.hours,
            who=self.who,
            now=self.reception.moment(clock),
            clock=clock,
            stamp=self.lot()[:12],
            printer=self.printer,
            waits=self.reception.waits,
            last_fallback=self.last_fallback,
        )

    def _facts(self, events: Sequence[Event], seq: int, at: datetime) -> list[Fact]:
        """The key and its fingerprint go with the first."""
        facts = []
        for i, event in enumerate(events):
            key = self.key if i == 0 else None
            fingerprint = self.fingerprint if key else None
            facts.append(Fact(seq + 1 + i, at, self.who.name, event, key, fingerprint))
        return facts
