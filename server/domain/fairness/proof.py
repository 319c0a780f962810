"""The three sentences that a reception owes to whoever waits, each with the day's worst case.

- *Nobody waits for ever.* A due time is given by the rules, and moves later by the visitor's own
  wish alone (or when a legal priority is taken back): in the end everybody is the earliest due.
  Broken by a due time put back without a rule, by a counter that was told that nobody waits
  while somebody did, and by whoever was still waiting when the day was closed.
- *Nobody is overtaken by a later comer by more than the difference of their promises, legal
  priority aside.* Looked for among all who were there and in reach at each call (`overtaking`),
  without asking the policy. Broken also by a due time put forward without a rule.
- *Every call has its reason.* Broken by each call that the policy would not have made on that very
  state, or made by another rule than the one recorded (`replay`).

What an agent chose by hand is counted apart, and judged by none of the three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from server.domain import events as e
from server.domain.day import Day
from server.domain.events import BY_HAND, Fact
from server.domain.fairness.decision import rightful_due
from server.domain.fairness.overtaking import BY_PLACE, BY_PLACE_ONCE_DUE, Overtaking, overtakings
from server.domain.fairness.replay import deeds, judge
from server.domain.fairness.site_files import SiteFiles
from server.domain.fold import apply
from server.domain.lifecycle import State
from server.domain.policy import Choice
from server.domain.ticket import Ticket

MINUTE = timedelta(minutes=1)
Because = tuple[str, Mapping[str, str]]
"""A rule, and what its sentence is filled with."""
CaseKind = Literal[
    "before_due",
    "past_due",
    "left_waiting",
    "overlooked",
    "put_back",
    "overtaken",
    "overtaken_too_far",
    "put_forward",
    "another_due",
    "nobody_due",
    "another_reason",
]


class Unprovable(Exception):
    """The journal does not fold, or no site file can be read: said with where."""


@dataclass(frozen=True, slots=True)
class Case:
    """Something that is told of one ticket; never of who called it."""

    kind: CaseKind
    number: str
    at: datetime
    seq: int
    """The fact that shows it."""
    minutes: int = 0
    other: str = ""
    """The number of somebody else: who came later, or whose turn it was."""
    allowed: int = 0
    """Minutes: the difference of the promises."""
    recorded: Because | None = None
    right: Because | None = None


@dataclass(frozen=True, slots=True)
class ProvedPromise:
    worst: Case | None
    """The worst breach; while it holds, what came nearest to one. None where nobody came near."""
    breaches: tuple[Case, ...]

    @property
    def held(self) -> bool:
        return not self.breaches


@dataclass(frozen=True, slots=True)
class Fairness:
    calls: int
    by_hand: int
    """Of the calls: those that an agent chose."""
    waits: ProvedPromise
    turns: ProvedPromise
    reasons: ProvedPromise

    @property
    def promises(self) -> tuple[ProvedPromise, ProvedPromise, ProvedPromise]:
        """In the order in which they are said."""
        return self.waits, self.turns, self.reasons

    @property
    def unexplained(self) -> int:
        """Calls."""
        return len(self.reasons.breaches)

    @property
    def broken(self) -> int:
        """How many of the promises."""
        return sum(not promise.held for promise in self.promises)


def prove(site: str, on: date, facts: Iterable[Fact], files: SiteFiles) -> Fairness:
    """Folds the day once, and looks at each fact on the state before it. Raises Unprovable."""
    watch = _Watch(Day(site, on), files)
    for deed in deeds(facts):
        try:
            watch.live(deed)
        except (KeyError, ValueError) as error:
            raise Unprovable(
                f"{site} {on}: fact {deed[0].seq} does not follow from those before it"
            ) from error
    return watch.fairness


@dataclass
class _Ledger:
    """Of one promise."""

    breaches: list[Case] = field(default_factory=list)
    nearest: Case | None = None
    _by: timedelta | None = None

    def note(self, right: Case, by: timedelta) -> None:
        """Of what is right, the farthest is told."""
        if self._by is None or by > self._by:
            self.nearest, self._by = right, by

    @property
    def promise(self) -> ProvedPromise:
        worst = max(self.breaches, key=lambda breach: breach.minutes, default=self.nearest)
        return ProvedPromise(worst, tuple(self.breaches))


class _Watch:
    """Sees a day go by once more."""

    def __init__(self, day: Day, files: SiteFiles) -> None:
        self._day = day
        self._files = files
        self._calls = self._by_hand = 0
        self._waits, self._turns, self._reasons = _Ledger(), _Ledger(), _Ledger()

    @property
    def fairness(self) -> Fairness:
        promises = (ledger.promise for ledger in (self._waits, self._turns, self._reasons))
        return Fairness(self._calls, self._by_hand, *promises)

    def live(self, deed: tuple[Fact, ...]) -> None:
        fact = deed[-1]
        match fact.event:
            case e.TicketCalled() as event:
                self._called(fact, event)
            case e.NobodyToCall():
                self._nobody(fact)
            case e.TicketNotServed(number=number):
                self._not_served(fact, self._day.tickets[number])
            case e.DayClosed():
                for ticket in self._day.waiting():
                    self._not_served(fact, ticket)
            case e.TicketTaken() | e.TicketTransferred() | e.PrioritySet() | e.TicketPostponed():
                self._due_given(fact, fact.event.number, fact.event.due)
            case _:
                pass
        for each in deed:
            self._fold(each)

    def _fold(self, fact: Fact) -> None:
        """A call of nobody changes nothing, and the day goes on."""
        if isinstance(fact.event, e.TicketCalled) and fact.event.number not in self._day.tickets:
            fact = replace(fact, event=e.NobodyToCall(fact.event.counter))
        apply(self._day, fact)

    def _called(self, fact: Fact, event: e.TicketCalled) -> None:
        self._calls += 1
        ticket = self._day.tickets.get(event.number)
        if ticket and ticket.first_called_at is None:
            self._waited(fact, ticket)
        if ticket and event.rule == BY_HAND:
            self._by_hand += 1
            return
        judged = judge(self._day, fact, self._files.at(fact.at))
        if not judged.explained:
            self._reasons.breaches.append(_unexplained(fact, event, judged.right))
        if ticket:
            found = overtakings(self._day, judged.reach, ticket, fact.at)
            self._overtook(fact, _not_aside(found, event, fact.at, judged.right))

    def _waited(self, fact: Fact, ticket: Ticket) -> None:
        past = fact.at - ticket.due
        kind: CaseKind = "past_due" if past >= MINUTE else "before_due"
        minutes = max(past // MINUTE, 0)
        self._waits.note(Case(kind, ticket.number, fact.at, fact.seq, minutes), past)

    def _overtook(self, fact: Fact, found: Sequence[Overtaking]) -> None:
        if too_far := [each for each in found if each.too_far]:
            worst = max(too_far, key=lambda each: each.later - each.allowed)
        elif equals := [each for each in found if each.between_equals]:
            worst = max(equals, key=lambda each: each.later)
        else:
            return
        kind: CaseKind = "overtaken_too_far" if worst.too_far else "overtaken"
        overtaken = Case(
            kind,
            worst.waits.number,
            fact.at,
            fact.seq,
            minutes=_whole(worst.later),
            other=worst.called.number,
            allowed=max(worst.allowed // MINUTE, 0),
        )
        if worst.too_far:
            self._turns.breaches.append(overtaken)
        else:
            self._turns.note(overtaken, worst.later)

    def _nobody(self, fact: Fact) -> None:
        judged = judge(self._day, fact, self._files.at(fact.at))
        if judged.right is not None:
            self._uncalled("overlooked", fact, judged.right.ticket)

    def _not_served(self, fact: Fact, ticket: Ticket) -> None:
        if ticket.state is State.WAITING:
            self._uncalled("left_waiting", fact, ticket)

    def _uncalled(self, kind: CaseKind, fact: Fact, ticket: Ticket) -> None:
        past = max((fact.at - ticket.due) // MINUTE, 0)
        self._waits.breaches.append(Case(kind, ticket.number, fact.at, fact.seq, past))

    def _due_given(self, fact: Fact, number: str, due: datetime) -> None:
        """A file that does not know the service says nothing against it."""
        rightful = [rightful_due(self._day, site, fact) for site in self._files.at(fact.at)]
        right = rightful[0]
        if right is None or None in rightful or due in rightful:
            return
        minutes = _whole(abs(due - right))
        if due > right:
            put_back = Case("put_back", number, fact.at, fact.seq, minutes)
            self._waits.breaches.append(put_back)
        else:
            put_forward = Case("put_forward", number, fact.at, fact.seq, minutes)
            self._turns.breaches.append(put_forward)


def _not_aside(
    found: Iterable[Overtaking], event: e.TicketCalled, now: datetime, right: Choice | None
) -> list[Overtaking]:
    """Those to which the second promise speaks: of a call that was right, its rule says which."""
    if right is None or right.ticket.number != event.number or right.rule in BY_PLACE:
        return list(found)
    if right.rule in BY_PLACE_ONCE_DUE:
        return [each for each in found if each.waits.due <= now]
    return []


def _unexplained(fact: Fact, event: e.TicketCalled, right: Choice | None) -> Case:
    recorded: Because = (event.rule, event.facts)
    if right is None:
        return Case("nobody_due", event.number, fact.at, fact.seq, recorded=recorded)
    because: Because = (right.rule, right.facts)
    kind: CaseKind = "another_reason" if right.ticket.number == event.number else "another_due"
    return Case(
        kind,
        event.number,
        fact.at,
        fact.seq,
        other=right.ticket.number,
        recorded=recorded,
        right=because,
    )


def _whole(span: timedelta) -> int:
    """Minutes, begun ones too: what is too much by a second is not told as right."""
    return -(-span // MINUTE)
