"""The waiting tickets, always in calling order."""

from __future__ import annotations

from datetime import timedelta

from server.domain import commands as c
from server.domain.lifecycle import Action
from tests.domain.world import NINE, Lobby


def test_how_many_are_ahead_is_counted_in_the_shortest_of_ones_queues() -> None:
    lobby = Lobby()
    for _ in range(3):
        lobby.take("social")
    lobby.take("civil")
    ticket = lobby.take("social", "civil")

    # Due with the three of the first service: behind them there, behind one at the other.
    assert lobby.day.queues.ahead(ticket) == 1


def test_a_paper_entered_late_stands_where_it_would_have_stood() -> None:
    lobby = Lobby()
    lobby.later(10)
    first, last = lobby.take("identity"), lobby.take("identity")
    lobby.ask(c.EnterPaper("X001", ("identity",), taken_at=NINE))

    queues = lobby.day.queues
    assert [queues.ahead(t) for t in (lobby.day.tickets["X001"], first, last)] == [0, 1, 2]


def test_whoever_is_kept_for_a_colleague_is_in_that_queue_alone() -> None:
    lobby = Lobby()
    ticket = lobby.take("civil")
    lobby.open("2", "paul")
    kept = lobby.move(ticket, Action.TRANSFER, counter="2")

    queues = lobby.day.queues
    assert queues.waiting_for("civil") == 0
    assert list(queues.reachable(["civil"], "2")) == [[kept.place]]
    assert list(queues.reachable(["civil"], "1")) == []


def test_a_copy_goes_its_own_way() -> None:
    lobby = Lobby()
    lobby.take("civil")
    copy = lobby.day.queues.copy()
    lobby.take("civil")

    assert (copy.waiting_for("civil"), lobby.day.queues.waiting_for("civil")) == (1, 2)


def test_a_newcomer_stands_behind_all_who_are_due_before() -> None:
    lobby = Lobby()
    lobby.take("civil")
    lobby.later(3)

    place = (lobby.now + timedelta(minutes=10), lobby.now, 1, "")
    assert lobby.day.queues.ahead_in("civil", place) == 1
    assert lobby.day.queues.ahead_in("social", place) == 0
