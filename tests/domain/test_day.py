"""What can be asked of a day."""

from __future__ import annotations

from server.domain.day import CALLS_KEPT
from server.domain.lifecycle import Action
from server.domain.papers import Printer
from tests.domain.world import Lobby


def test_a_copy_goes_its_own_way() -> None:
    lobby = Lobby(printer=Printer("hall"))
    lobby.open()
    lobby.take()
    copy, before = lobby.day.copy(), lobby.day.copy()
    lobby.take()
    lobby.next()
    lobby.open("2", "paul")

    assert copy == before
    assert copy != lobby.day


def test_the_newest_calls_are_kept() -> None:
    lobby = Lobby()
    lobby.open()
    ticket = lobby.take()
    lobby.next()
    for _ in range(CALLS_KEPT + 5):
        lobby.move(ticket, Action.RECALL)

    calls = lobby.day.calls
    assert (len(calls), calls[-1].seq, calls[-1].again) == (CALLS_KEPT, lobby.day.seq, True)


def test_who_is_at_a_counter_and_which_counter_somebody_holds() -> None:
    lobby = Lobby()
    ticket = lobby.take()
    lobby.open("2")
    lobby.next("2")

    here, seat = lobby.day.at_counter("2"), lobby.day.seat_of("nadia")
    assert here is not None and here.number == ticket.number
    assert seat is not None and seat.code == "2"
    assert lobby.day.at_counter("1") is None
