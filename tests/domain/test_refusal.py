"""A move that is not allowed, said by name."""

from __future__ import annotations

from server.domain import commands as c
from server.domain.refusal import Code, Refusal, Refused
from tests.domain.world import Lobby


def test_a_refusal_carries_what_its_sentence_is_filled_with() -> None:
    lobby = Lobby()
    lobby.take()
    lobby.take()
    lobby.open()
    lobby.next()

    told = lobby.ask(c.CallNext("1"))

    assert told == Refusal(Code.COUNTER_BUSY, {"counter": "1", "number": "A001"})


def test_what_a_rule_raises_is_the_refusal_that_is_answered() -> None:
    raised = Refused(Code.UNKNOWN_TICKET, number="A404")

    assert raised.refusal == Refusal(Code.UNKNOWN_TICKET, {"number": "A404"})
