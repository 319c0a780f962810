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
