"""The rules against a naive model: any order of any commands, checked with lists and loops."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from server.domain import commands as c
from server.domain import events as e
from server.domain.fold import fold
from server.domain.lifecycle import AT_COUNTER, MOVES, Action
from server.domain.policy import choose, order, reach_of
from server.domain.refusal import Code, Refusal
from server.domain.site import Policy
from server.domain.ticket import Ticket
from tests.domain.world import BY_THE_VISITOR, Lobby, a_site

PEOPLE = {"1": "nadia", "2": "paul", "3": "sophie"}
"""Counter by counter; Sophie has no line in the site file and answers everything."""
SERVICES = ("identity", "civil", "social")
LETTERS = {"identity": "A", "civil": "B", "social": "S"}
PROMISES = {"identity": 20, "civil": 10, "social": 30}
ACTIONS = [action for action in Action if action is not Action.PRINT]
ENDINGS = ("served", "left", "cancelled")
FAR_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Visitor:
    """What a clerk with pencil and paper would note."""

    number: str
    state: str = "waiting"
    counter: str | None = None


@dataclass
class Paper:
    """The naive model: it follows what was announced, and knows no rule."""

    visitors: list[Visitor] = field(default_factory=list)

    def find(self, number: str) -> Visitor:
        return next(v for v in self.visitors if v.number == number)

    def at(self, counter: str) -> list[Visitor]:
        return [v for v in self.visitors if v.counter == counter]


class ReceptionMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.lobby = Lobby(a_site(policy=Policy(priority_run=1, no_show_after=1)))
        self.paper = Paper()
        self.announced: list[str] = []

    @initialize()
    def the_day_begins(self) -> None:
        for counter, agent in PEOPLE.items():
            self.lobby.open(counter, agent)
        for service in SERVICES:
            self.a_ticket_is_taken([service], priority=False)

    @rule(minutes=st.sampled_from((0, 1, 7, 25)))
    def time_passes(self, minutes: int) -> None:
        self.lobby.later(minutes)

    @rule(
        services=st.lists(st.sampled_from(SERVICES), min_size=1, max_size=2, unique=True),
        priority=st.booleans(),
    )
    def a_ticket_is_taken(self, services: list[str], priority: bool) -> None:
        ticket = self.lobby.take(*services, priority=priority)
        letter = LETTERS[services[0]]
        before = [v for v in self.paper.visitors if v.number.startswith(letter)]
        assert ticket.number == f"{letter}{len(before) + 1:03d}"
        assert ticket.number not in [v.number for v in self.paper.visitors]
        promised = 0 if priority else PROMISES[services[0]]
        assert (ticket.due - self.lobby.now).total_seconds() == promised * 60
        self.paper.visitors.append(Visitor(ticket.number))

    @rule(
        number=st.integers(1, 9),
        service=st.sampled_from(SERVICES),
        ago=st.sampled_from((0, 7, 25)),
    )
    def a_paper_is_entered(self, number: int, service: str, ago: int) -> None:
        label, at = f"X{number:03d}", self.lobby.now - timedelta(minutes=ago)
        told = self.lobby.ask(c.EnterPaper(label, (service,), taken_at=at), "claire")
        if label in [v.number for v in self.paper.visitors]:
            assert isinstance(told, Refusal)
            return
        due = self.lobby.day.tickets[label].due
        assert (due - at).total_seconds() == PROMISES[service] * 60
        self.paper.visitors.append(Visitor(label))

    @rule(counter=st.sampled_from("123"), what=st.sampled_from(("open", "open", "pause", "close")))
    def a_counter_opens_or_rests(self, counter: str, what: str) -> None:
        asked: dict[str, c.Command] = {
            "open": c.OpenCounter(counter),
            "pause": c.PauseCounter(counter),
            "close": c.CloseCounter(counter),
        }
        self.lobby.ask(asked[what], PEOPLE[counter])

    @rule(counter=st.sampled_from("123"), finishing=st.booleans())
    def the_next_is_called(self, counter: str, finishing: bool) -> None:
        was_here = self.paper.at(counter)
        told = self.lobby.ask(c.CallNext(counter, "solved" if finishing else None), PEOPLE[counter])
        if isinstance(told, Refusal):
            assert told.code in (Code.NOT_YOUR_COUNTER, Code.NOT_ALLOWED_NOW, Code.COUNTER_BUSY)
            return
        assert not was_here or finishing
        for one in was_here:
            self._moved(one)
        for called in [event for event in told if isinstance(event, e.TicketCalled)]:
            one = self.paper.find(called.number)
            assert one.state == "waiting", "somebody who does not wait was called"
            one.state, one.counter = "called", counter

    @rule(pick=st.integers(0, 30), counter=st.sampled_from("123"), action=st.sampled_from(ACTIONS))
    def somebody_tries_something(self, pick: int, counter: str, action: Action) -> None:
        """Mostly what the table does not allow."""
        one = self.paper.visitors[pick % len(self.paper.visitors)]
        self._try(one, action, counter, SERVICES[pick % 3], to_colleague=pick % 2 == 0)

    @rule(
        kind=st.integers(0, 30),
        pick=st.integers(0, 30),
        counter=st.sampled_from("123"),
        service=st.sampled_from(SERVICES),
        to_colleague=st.booleans(),
    )
    def a_ticket_moves_as_the_table_says(
        self, kind: int, pick: int, counter: str, service: str, to_colleague: bool
    ) -> None:
        one = self.paper.visitors[pick % len(self.paper.visitors)]
        legal = [row.action for row in MOVES if row.source == one.state and row.action in ACTIONS]
        if legal:
            self._try(one, legal[kind % len(legal)], counter, service, to_colleague)

    def _try(
        self, one: Visitor, action: Action, counter: str, service: str, to_colleague: bool
    ) -> None:
        before, where = one.state, one.counter
        reaches = action in (Action.CALL, Action.RESUME)
        command = c.MoveTicket(
            one.number,
            action,
            counter=counter if reaches or (action is Action.TRANSFER and to_colleague) else None,
            service=service if action in (Action.TRANSFER, Action.ADD_SERVICE) else None,
            note="a reference" if action is Action.NOTE else None,
        )
        asked_by = PEOPLE[counter if reaches else where or counter]
        if action in BY_THE_VISITOR:
            asked_by = "visitor"
        told = self.lobby.ask(command, asked_by)
        allowed = [row for row in MOVES if row.action == action and row.source == before]
        if isinstance(told, Refusal):
            return
        assert len(allowed) == 1, f"{action} from {before}"
        if reaches:
            assert self.paper.at(counter) == [], "two visitors at one counter"
            one.counter = counter
        self._moved(one)
        if action is not Action.FINISH:  # a visit for two services may go on after the first
            assert one.state == allowed[0].target

    def _moved(self, one: Visitor) -> None:
        now = self.lobby.day.tickets[one.number]
        one.state = str(now.state)
        if now.state not in AT_COUNTER:
            one.counter = None

    @invariant()
    def the_paper_says_the_same(self) -> None:
        day = self.lobby.day
        assert [*day.tickets] == [v.number for v in self.paper.visitors]
        for one in self.paper.visitors:
            ticket = day.tickets[one.number]
            assert (str(ticket.state), ticket.counter) == (one.state, one.counter)

    @invariant()
    def nobody_is_at_two_counters_and_no_counter_has_two(self) -> None:
        for counter in PEOPLE:
            here = self.paper.at(counter)
            assert len(here) <= 1
            assert self.lobby.day.seat(counter).ticket == (here[0].number if here else None)

    @invariant()
    def whoever_is_gone_was_told_so(self) -> None:
        for ticket in self.lobby.day.tickets.values():
            assert (ticket.ended_at is not None) == (str(ticket.state) in ENDINGS)

    @invariant()
    def a_place_in_the_queue_is_what_sorting_says(self) -> None:
        day = self.lobby.day
        for ticket in day.waiting():
            if ticket.reserved_for:
                rivals = [t for t in day.waiting() if t.reserved_for == ticket.reserved_for]
                assert day.queues.ahead(ticket) == _sorted_place(ticket, rivals)
                continue
            free = [t for t in day.waiting() if not t.reserved_for]
            places = [
                _sorted_place(ticket, [t for t in free if service in t.remaining])
                for service in ticket.remaining
            ]
            assert day.queues.ahead(ticket) == min(places)

    @invariant()
    def the_first_in_the_order_is_the_one_who_is_called(self) -> None:
        site, day, now = self.lobby.site, self.lobby.day, self.lobby.now
        for counter, agent in PEOPLE.items():
            reach = reach_of(day, site, counter, agent)
            there = [
                choice
                for choice in order(day, site, now, reach)
                if (choice.ticket.away_until or FAR_AGO) <= now
            ]
            chosen = choose(day, reach, site.policy, now)
            assert chosen == (there[0] if there else None)

    def teardown(self) -> None:
        """The journal alone gives the same day again."""
        assert fold("mairie", date(2026, 11, 24), self.lobby.facts) == self.lobby.day


def _sorted_place(ticket: Ticket, among: list[Ticket]) -> int:
    ranked = sorted(among, key=lambda t: (t.due, t.taken_at, t.rank, t.number))
    return [t.number for t in ranked].index(ticket.number)


def test_any_day_in_any_order_is_as_the_naive_model_says() -> None:
    run_state_machine_as_test(
        ReceptionMachine,
        settings=settings(
            max_examples=80,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
