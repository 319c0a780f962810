"""One group of commands on its way: decided together, kept in one transaction, then told.

In the event loop it is decided and told, so that nobody ever sees half of it; what the store is
asked for stands in one call between the two (`keep`), since each change of thread costs a quarter
of a millisecond that every visitor of the group would wait for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from server.application.answers import Answer, read
from server.application.measures import COMMIT_SECONDS, GROUP_SIZE, commands, prints
from server.application.reception import Reception
from server.application.request import Repeat, Request
from server.domain.commands import ReportPrint
from server.domain.journal import Conflict, Journal, WritingJournal

Told = Callable[[Reception], None]

log = structlog.get_logger()


@dataclass(frozen=True)
class Listeners:
    """`changed` is told whenever a reception has new facts, `written` when they are of this
    process."""

    changed: Told
    written: Told


class CommandGroup:
    def __init__(self, requests: Sequence[Request]) -> None:
        self.requests = requests
        self.receptions = tuple(dict.fromkeys(request.reception for request in requests))
        self._first_answers: dict[Request, Answer | Exception] = {}

    def decide(self, now: datetime) -> None:
        for request in self.requests:
            request.decide(now)

    def keep_if_up_to_date(self, journal: WritingJournal) -> None:
        """Blocking. Raises Conflict when another process was first."""
        if any(_goes_on(journal, reception) for reception in self._refusing()):
            raise Conflict("decided on a day that has gone on")
        self.keep(journal)

    def keep(self, journal: WritingJournal) -> None:
        """Blocking. Nothing is written when all are refused or repeated."""
        entries = [request.entry for request in self.requests if request.facts]
        if entries:
            GROUP_SIZE.observe(len(entries))
            with COMMIT_SECONDS.time():
                journal.append(entries)
        for request, first in self._repeats():
            self._first_answers[request] = _first_answer(journal, request, first)

    def tell(self, listeners: Listeners) -> None:
        """It is written: everybody may see it, and whoever asked is answered."""
        for request in self.requests:
            if request.note and request.facts:
                request.reception.notes[request.note[0]] = request.note[1]
            request.reception.commit(request.facts)
        for reception in dict.fromkeys(r.reception for r in self.requests if r.facts):
            listeners.changed(reception)
            listeners.written(reception)
        for request in self.requests:
            self._answer(request)

    def give_up(self, error: Exception) -> None:
        for request in self.requests:
            if not request.reply.done():
                request.reply.set_exception(error)

    def _refusing(self) -> set[Reception]:
        """Where a refusal, which no place in the journal checks, may overlook another's facts."""
        return {
            request.reception
            for request in self.requests
            if not request.facts and not isinstance(request.result, Repeat)
        }

    def _repeats(self) -> Iterator[tuple[Request, Repeat]]:
        for request in self.requests:
            if isinstance(request.result, Repeat):
                yield request, request.result

    def _answer(self, request: Request) -> None:
        result = request.result
        answer = self._first_answers[request] if isinstance(result, Repeat) else result
        assert answer is not None
        if not isinstance(answer, Exception):
            _count(request)
        if request.reply.done():
            return
        if isinstance(answer, Exception):
            request.reply.set_exception(answer)
        else:
            request.reply.set_result(answer)


def _goes_on(journal: Journal, reception: Reception) -> bool:
    day = reception.committed
    return bool(journal.facts(reception.site.slug, day.date, day.seq, 1))


def _first_answer(journal: WritingJournal, request: Request, first: Repeat) -> Answer | Exception:
    """An older answer may be unreadable, for its asker: the others' are written, and told."""
    reception = request.reception
    try:
        kept = journal.answer(reception.site.slug, reception.ahead.date, first.seq)
        return read(kept, request.command)
    except Exception as error:
        log.error("first_answer_unreadable", error=str(error))
        return error


def _count(request: Request) -> None:
    """Refusals are counted where they are said (`server.rim.problems`)."""
    command = request.command
    commands(type(command).__name__).inc()
    if isinstance(command, ReportPrint) and request.facts:  # an agent repeats what it reports
        prints(command.result).inc()
