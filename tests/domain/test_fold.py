"""A day is the fold of its facts, and of nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import events as e
from server.domain.events import Fact
from server.domain.fold import apply, fold
from server.domain.lifecycle import Action, State
from tests.domain.world import NINE, TODAY, Lobby


def test_the_journal_alone_gives_the_same_day_again() -> None:
    lobby = Lobby()
    lobby.open()
    ticket = lobby.take("identity", "social")
    lobby.next()
    lobby.later(7)
    lobby.move(ticket, Action.FINISH)

    assert fold("mairie", TODAY, lobby.facts) == lobby.day


@pytest.mark.parametrize("seq", [1, 3])
def test_a_fact_that_is_missing_or_comes_twice_is_not_passed_over(seq: int) -> None:
    lobby = Lobby()
    lobby.take()

    with pytest.raises(ValueError, match=f"fact {seq} after 1"):
        apply(lobby.day, Fact(seq, NINE, "nadia", e.DayClosed()))


def test_an_old_fact_means_what_it_meant_whatever_the_table_says_today() -> None:
    """Nobody may cancel a ticket that is served; where a journal says so, it was so."""
    lobby = Lobby()
    lobby.open()
    ticket = lobby.take()
    lobby.next()
    lobby.move(ticket, Action.FINISH)
    later = lobby.now + timedelta(minutes=1)

    apply(lobby.day, Fact(lobby.day.seq + 1, later, "nadia", e.TicketCancelled("A001")))

    assert lobby.day.tickets["A001"].state is State.CANCELLED


def test_a_ticket_written_before_promises_were_kept_is_promised_when_it_is_due() -> None:
    due = NINE + timedelta(minutes=20)
    day = fold("mairie", TODAY, [Fact(1, NINE, "k", e.TicketTaken("A001", ("x",), "fr", due))])

    assert day.tickets["A001"].promised == due
