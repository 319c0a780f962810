"""The next, or one chosen by the agent."""

from __future__ import annotations

from server.domain import commands as c
from server.domain.lifecycle import Action, State
from server.domain.refusal import Code
from tests.domain.world import Lobby


def test_finish_and_call_is_one_breath() -> None:
    lobby = Lobby()
    first, second = lobby.take(), lobby.take()
    lobby.open()
    lobby.next()

    told = lobby.ask(c.CallNext("1", finish="solved"))

    assert [type(event).__name__ for event in told] == ["ServiceFinished", "TicketCalled"]  # type: ignore[union-attr]
    assert lobby.day.tickets[first.number].state is State.SERVED
    assert lobby.day.tickets[second.number].state is State.CALLED


def test_calling_while_somebody_is_at_the_counter_is_refused() -> None:
    lobby = Lobby()
    lobby.take()
    lobby.take()
    lobby.open()
    lobby.next()

    assert lobby.refused(c.CallNext("1")) is Code.COUNTER_BUSY


def test_choosing_somebody_of_another_skill_is_refused() -> None:
    lobby = Lobby()
    ticket = lobby.take("social")
    lobby.open()

    command = c.MoveTicket(ticket.number, Action.CALL, counter="1")
    assert lobby.refused(command) is Code.NOT_YOUR_SKILL
