"""A ticket as it stands at one moment."""

from __future__ import annotations

from server.domain.lifecycle import Action
from tests.domain.world import Lobby


def test_what_remains_is_what_was_asked_for_and_not_yet_answered() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity", "social")
    assert ticket.remaining == ("identity", "social")
    lobby.open()
    lobby.next()

    assert lobby.move(ticket, Action.FINISH).remaining == ("social",)


def test_of_two_due_together_the_first_to_arrive_has_the_first_place() -> None:
    lobby = Lobby()
    first, second = lobby.take("identity"), lobby.take("identity")

    assert first.due == second.due
    assert first.place < second.place
