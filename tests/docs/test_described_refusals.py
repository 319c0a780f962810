"""What the rules refuse with, the description tells: each code at the call that may meet it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from server.application.counters import STAFF_ACTIONS
from server.domain import commands as c
from server.domain.lifecycle import Action, State
from server.domain.refusal import Refusal
from server.domain.rules import decide
from server.settings import Settings
from server.web.app import create_app
from tests.domain.world import Lobby, person

BY_NADIA: dict[State, tuple[Action, ...]] = {
    State.PARKED: (Action.CALL, Action.PARK),
    State.ABSENT: (Action.CALL, Action.RECALL, Action.RECALL, Action.NO_SHOW),
    State.SERVED: (Action.CALL, Action.FINISH),
    State.CANCELLED: (Action.CANCEL,),
    State.LEFT: (Action.LEAVE,),
    State.WAITING: (),
    State.SERVING: (Action.CALL, Action.SERVE),
}
"""How a ticket comes into each state; the last stays at her counter."""
PEOPLE = ("nadia", "paul", "sophie", "claire", "kiosk")
COUNTERS = (None, "1", "2", "3", "9")
SERVICES = (None, "civil", "social", "nowhere")


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return create_app(Settings(data_dir=tmp_path_factory.mktemp("town"))).openapi()


@pytest.fixture(scope="module")
def hall() -> Lobby:
    """Somebody in each state; Nadia serves, Paul has called, Sophie rests."""
    hall = Lobby()
    for counter, who in (("1", "nadia"), ("2", "paul"), ("3", "sophie")):
        hall.open(counter, who)
    for actions in BY_NADIA.values():
        ticket = hall.take("civil")
        for action in actions:
            hall.move(ticket, action)
    hall.move(hall.take("civil"), Action.CALL, "paul")
    assert not isinstance(hall.ask(c.PauseCounter("3"), "sophie"), Refusal)
    return hall


def _told(described: dict[str, Any], name: str) -> set[str]:
    for path in described["paths"].values():
        for operation in path.values():
            if operation["operationId"] == name:
                problems = (
                    response.get("content", {}).get("application/problem+json", {})
                    for response in operation["responses"].values()
                )
                return {code for each in problems for code in each.get("examples", {})}
    raise AssertionError(name)


def _met(hall: Lobby, commands: Iterator[c.Command], people: tuple[str, ...]) -> set[str]:
    tries = product(list(commands), people)
    answers = (decide(hall.scene(person(who)), command) for command, who in tries)
    return {answer.code.value for answer in answers if isinstance(answer, Refusal)}


def _moves(hall: Lobby) -> Iterator[c.Command]:
    numbers = (*hall.day.tickets, "A999")
    for number, action, counter, service in product(numbers, STAFF_ACTIONS, COUNTERS, SERVICES):
        yield c.MoveTicket(number, action, counter=counter, service=service)


def test_every_state_is_in_the_hall(hall: Lobby) -> None:
    assert {ticket.state for ticket in hall.day.tickets.values()} == set(State)


def test_of_an_action_on_a_ticket(described: dict[str, Any], hall: Lobby) -> None:
    told = _told(described, "act_on_ticket")
    free = Lobby()
    free.open("1", "nadia")
    free.take("social")  # which Nadia does not answer
    met = _met(hall, _moves(hall), PEOPLE) | _met(free, _moves(free), PEOPLE)

    assert met <= told
    at_the_door = {"unknown_site", "unavailable", "not_signed_in", "cross_site"}
    assert told - met == {*at_the_door, "too_many_requests"}


def test_of_a_counter(described: dict[str, Any], hall: Lobby) -> None:
    busy = Lobby()  # Nadia has called somebody, and other counters are free
    busy.open("1", "nadia")
    busy.take("civil")
    busy.next("1")
    counters = [counter for counter in COUNTERS if counter]
    kinds: dict[str, Callable[[str], c.Command]] = {
        "open_counter": c.OpenCounter,
        "pause_counter": c.PauseCounter,
        "close_counter": c.CloseCounter,
        "call_next": c.CallNext,
    }
    for name, kind in kinds.items():
        commands = [kind(counter) for counter in counters]
        met = _met(hall, iter(commands), PEOPLE) | _met(busy, iter(commands), PEOPLE)
        own = _told(described, name) - {"unknown_site", "unavailable", "not_signed_in"}
        assert met == own - {"cross_site", "invalid"}, name


def test_of_a_visitor(described: dict[str, Any], hall: Lobby) -> None:
    for action in (Action.LEAVE, Action.LATER):
        moves = (c.MoveTicket(number, action, minutes=0) for number in (*hall.day.tickets, "A999"))
        assert _met(hall, moves, ("visitor",)) <= _told(described, action.value)


def test_of_a_ticket_wanted(described: dict[str, Any], hall: Lobby, tmp_path: Path) -> None:
    wanted: list[c.Command] = [
        c.TakeTicket(("nowhere",)),
        c.TakeTicket(()),
        *(c.EnterPaper(number, ("civil",)) for number in ("", "X001", "X1", "C001")),
    ]
    assert _met(hall, iter(wanted), PEOPLE) <= _told(described, "take_ticket")
