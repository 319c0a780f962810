"""Whose visitor it is."""

from __future__ import annotations

from server.domain import commands as c
from server.domain.lifecycle import Action, State
from server.domain.refusal import Code
from tests.domain.world import Lobby


def test_a_colleague_may_not_touch_my_visitor_but_a_manager_may() -> None:
    lobby = Lobby()
    ticket = lobby.take("civil")
    lobby.open("1", "nadia")
    lobby.next("1", "nadia")

    command = c.MoveTicket(ticket.number, Action.FINISH)
    assert lobby.refused(command, "paul") is Code.NOT_YOUR_COUNTER
    lobby.ask(command, "claire")
    assert lobby.day.tickets[ticket.number].state is State.SERVED


def test_a_manager_closes_the_counter_that_somebody_forgot_and_rests_no_other() -> None:
    lobby = Lobby()
    lobby.open("1", "nadia")

    assert lobby.refused(c.CloseCounter("1"), "paul") is Code.NOT_YOUR_COUNTER
    assert lobby.refused(c.PauseCounter("1"), "claire") is Code.NOT_YOUR_COUNTER
    lobby.ask(c.CloseCounter("1"), "claire")
    assert lobby.day.seat("1").agent is None


def test_a_ticket_is_called_to_a_counter_that_one_holds_and_nobody_is_at() -> None:
    lobby = Lobby()
    first, second = lobby.take("civil"), lobby.take("civil")
    lobby.open("1", "nadia")

    def called(counter: str | None, who: str) -> Code:
        return lobby.refused(c.MoveTicket(second.number, Action.CALL, counter=counter), who)

    assert called("1", "claire") is Code.NOT_YOUR_COUNTER
    assert called(None, "paul") is Code.NOT_YOUR_COUNTER
    lobby.move(first, Action.CALL)
    assert called("1", "nadia") is Code.COUNTER_BUSY


def test_whoever_left_by_mistake_comes_back_herself_for_ten_minutes_with_her_place() -> None:
    lobby = Lobby()
    ticket = lobby.take()
    lobby.later(1)
    after = lobby.take()
    lobby.move(ticket, Action.LEAVE)
    lobby.later(10)

    back = lobby.move(ticket, Action.REQUEUE, "visitor")

    assert back.state is State.WAITING
    assert lobby.day.queues.ahead(after) == 1
    lobby.move(back, Action.LEAVE)
    lobby.later(11)
    again = c.MoveTicket(ticket.number, Action.REQUEUE)
    assert lobby.refused(again, "visitor") is Code.NOT_ALLOWED_NOW
    lobby.ask(again, "claire")


def test_a_second_delay_is_refused() -> None:
    lobby = Lobby()
    ticket = lobby.move(lobby.take(), Action.LATER, minutes=5)

    again = c.MoveTicket(ticket.number, Action.LATER, minutes=5)
    assert lobby.refused(again, "visitor") is Code.NOT_ALLOWED_NOW
