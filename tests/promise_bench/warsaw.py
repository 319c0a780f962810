"""Town halls that publish their queues every five minutes, in the form of Warsaw's open data.

A visitor is met at the look at which her number first shows; who has been called by then did not
wait. Only the numbers of that look and of those before are used: the tickets' own file says
afterwards what became of each.
"""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from server.domain.promise import Example, Finished, Look, OfficeWatch, PastDay
from tests.promise_bench.days import DataSet, OfficeDay, in_order

TICKETS, QUEUES = "warsaw_tickets.csv.gz", "warsaw_queues.csv.gz"


@dataclass(frozen=True, slots=True)
class Ticket:
    number: int
    issue: float
    call: float


@dataclass
class WaitingDay:
    """An office's day, look by look: who waits, as she stands and as long as she will wait."""

    office: str
    day: str
    looks: list[tuple[float, list[tuple[Ticket, Example]]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Poll:
    minute: float
    service: str
    called: float
    issued: float
    waiting: float
    open_counters: float
    posted: float | None
    status: float


def read(folder: Path) -> DataSet | None:
    if not (folder / TICKETS).exists() or not (folder / QUEUES).exists():
        return None
    tickets = _tickets(folder / TICKETS)
    polls = _polls(folder / QUEUES)
    days = in_order(
        OfficeDay(_followed(office, day, polls[office, day], tickets))
        for office, day in sorted(polls)
    )
    return DataSet("warsaw", [each for each in days if any(o.past.examples for o in each[1])])


def rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


Otherwise = TypeVar("Otherwise", float, None)
Key = tuple[str, str, str]


def _tickets(path: Path) -> dict[Key, list[Ticket]]:
    found: dict[Key, list[Ticket]] = defaultdict(list)
    for row in rows(path):
        ticket = Ticket(int(float(row["number"])), float(row["issue"]), float(row["call"]))
        found[row["office"], row["service"], row["day"]].append(ticket)
    return found


def _polls(path: Path) -> dict[tuple[str, str], list[Poll]]:
    found: dict[tuple[str, str], list[Poll]] = defaultdict(list)
    for row in rows(path):
        poll = Poll(
            minute=float(row["minute"]),
            service=row["service"],
            called=float(row["called"]),
            issued=float(row["issued"]),
            waiting=float(row["waiting"]),
            open_counters=_number(row["counters_open"], 0.0),
            posted=_number(row["posted_minutes"], None),
            status=_number(row["status"], 1.0),
        )
        found[row["office"], row["day"]].append(poll)
    return found


def _number(text: str, otherwise: Otherwise) -> float | Otherwise:
    try:
        return float(text)
    except ValueError:
        return otherwise


@dataclass
class Line:
    """The tickets of one queue, as its looks show and call them."""

    tickets: list[Ticket]
    shown: dict[int, tuple[float, float]] = field(default_factory=dict)
    """By number: when, and at which position."""
    _next_shown: int = 0
    _next_called: int = 0

    def __post_init__(self) -> None:
        self.arriving = sorted(self.tickets, key=lambda ticket: ticket.issue)
        self.leaving = sorted(self.tickets, key=lambda ticket: ticket.call)
        self.issue = {ticket.number: ticket.issue for ticket in self.tickets}

    def newly_shown(self, poll: Poll) -> list[Ticket]:
        first = self._next_shown
        while self._at(self.arriving, self._next_shown, "issue") <= poll.minute:
            number = self.arriving[self._next_shown].number
            self.shown[number] = poll.minute, number - poll.called
            self._next_shown += 1
        return self.arriving[first : self._next_shown]

    def finished(self, poll: Poll) -> tuple[Finished, ...]:
        first = self._next_called
        while self._at(self.leaving, self._next_called, "call") <= poll.minute:
            self._next_called += 1
        return tuple(map(self._finished, self.leaving[first : self._next_called]))

    def head(self, poll: Poll) -> float:
        issue = self.issue.get(int(poll.called) + 1)
        if not poll.waiting or issue is None:
            return 0.0
        return max(poll.minute - issue, 0.0)

    def _finished(self, ticket: Ticket) -> Finished:
        shown, position = self.shown.get(ticket.number, (ticket.call, 0.0))
        if shown >= ticket.call:
            return Finished(ticket.call - ticket.issue, 0.0, 0.0)
        return Finished(ticket.call - ticket.issue, ticket.call - shown, max(position, 1.0))

    def called_after(self, minute: float) -> list[Ticket]:
        return self.leaving[bisect_right(self.leaving, minute, key=lambda ticket: ticket.call) :]

    @staticmethod
    def _at(tickets: list[Ticket], place: int, when: str) -> float:
        moment: float = getattr(tickets[place], when) if place < len(tickets) else float("inf")
        return moment


def _followed(
    office: str, day: str, polls: list[Poll], tickets: dict[Key, list[Ticket]]
) -> PastDay:
    watch = OfficeWatch(office, date.fromisoformat(day).weekday())
    examples: list[Example] = []
    for _, looked in _looks(watch, day, polls, tickets):
        for poll, _, new in looked:
            examples += _examples(watch, poll, new)
    return PastDay(office, day, watch.tables(), examples)


def waiting(folder: Path, of: set[str]) -> Iterator[WaitingDay]:
    """Those days once more, with all who waited, at each look until they were called."""
    tickets, polls = _tickets(folder / TICKETS), _polls(folder / QUEUES)
    for office, day in sorted(polls):
        if day not in of:
            continue
        found = WaitingDay(office, day)
        watch = OfficeWatch(office, date.fromisoformat(day).weekday())
        for minute, looked in _looks(watch, day, polls[office, day], tickets):
            found.looks.append((minute, []))
            for poll, line, _ in looked:
                still = [t for t in line.called_after(poll.minute) if t.number in line.shown]
                found.looks[-1][1].extend(_who(watch, poll, still))
        yield found


Looked = list[tuple[Poll, Line, list[Ticket]]]


def _looks(
    watch: OfficeWatch, day: str, polls: list[Poll], tickets: dict[Key, list[Ticket]]
) -> Iterator[tuple[float, Looked]]:
    """Each look at the office, with the numbers that show for the first time; `watch` follows."""
    services = {poll.service for poll in polls}
    lines = {s: Line(tickets.get((watch.office, s, day), [])) for s in services}
    polls.sort(key=lambda poll: (poll.minute, poll.service))
    for minute, together in groupby(polls, key=lambda poll: poll.minute):
        looked = [(poll, lines[poll.service]) for poll in together]
        shown = [(poll, line, line.newly_shown(poll)) for poll, line in looked]
        for poll, line in looked:
            watch.look(poll.service, _look(poll, line))
        yield minute, shown


def _examples(watch: OfficeWatch, poll: Poll, tickets: list[Ticket]) -> Iterator[Example]:
    return (example for _, example in _who(watch, poll, tickets))


def _who(watch: OfficeWatch, poll: Poll, tickets: list[Ticket]) -> Iterator[tuple[Ticket, Example]]:
    """Of these, who waits at this look."""
    for ticket in tickets:
        if (wait := ticket.call - poll.minute) > 0 and ticket.number > poll.called:
            yield ticket, Example(watch.state(poll.service, ticket.number - poll.called), wait)


def _look(poll: Poll, line: Line) -> Look:
    return Look(
        minute=poll.minute,
        called=poll.called,
        issued=poll.issued,
        waiting=poll.waiting,
        open_counters=poll.open_counters,
        head=line.head(poll),
        finished=line.finished(poll),
        posted=poll.posted,
        status=poll.status,
    )
