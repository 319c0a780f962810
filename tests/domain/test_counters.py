"""A counter is taken, rested, left; help is asked for."""

from __future__ import annotations

from server.domain import commands as c
from server.domain.lifecycle import Action, CounterState
from server.domain.refusal import Code
from tests.domain.world import Lobby


def test_a_counter_belongs_to_one_agent() -> None:
    lobby = Lobby()
    lobby.open("1", "nadia")

    assert lobby.refused(c.OpenCounter("1"), "paul") is Code.COUNTER_TAKEN
    assert lobby.refused(c.CallNext("1"), "paul") is Code.NOT_YOUR_COUNTER
    assert lobby.refused(c.CallNext("9"), "paul") is Code.UNKNOWN_COUNTER


def test_taking_another_counter_leaves_the_first() -> None:
    lobby = Lobby()
    lobby.open("1")
    lobby.open("2")

    assert lobby.day.seat("1").state is CounterState.CLOSED
    assert lobby.day.seat("2").agent == "nadia"


def test_a_pause_waits_for_the_visitor_and_ends_by_opening() -> None:
    lobby = Lobby()
    lobby.take()
    lobby.open()
    lobby.next()

    assert lobby.refused(c.PauseCounter("1")) is Code.COUNTER_BUSY
    lobby.ask(c.MoveTicket("A001", Action.FINISH))
    lobby.ask(c.PauseCounter("1"))
    assert lobby.refused(c.CallNext("1")) is Code.NOT_ALLOWED_NOW
    lobby.open("1")
    assert lobby.day.seat("1").state is CounterState.OPEN


def test_a_counter_asks_for_help_by_its_name() -> None:
    lobby = Lobby()
    lobby.ask(c.AskHelpAt("1"))
    assert list(lobby.day.help_asked) == ["Guichet 1"]
    assert lobby.refused(c.AskHelpAt("99")) is Code.UNKNOWN_COUNTER


def test_help_is_asked_once_and_answered() -> None:
    lobby = Lobby()
    lobby.ask(c.AskHelp("borne"), "borne")
    lobby.ask(c.AskHelp("borne"), "borne")
    assert list(lobby.day.help_asked) == ["borne"]

    lobby.ask(c.AnswerHelp("borne"))
    assert not lobby.day.help_asked
