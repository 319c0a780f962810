"""What is done with a ticket from the first call on."""

from __future__ import annotations

from dataclasses import replace

from server.domain import commands as c
from server.domain.lifecycle import Action, State
from server.domain.refusal import Code
from tests.domain.world import Lobby, a_site


def test_an_absence_needs_its_recalls() -> None:
    lobby = Lobby()
    ticket = lobby.take()
    lobby.open()
    lobby.next()

    assert lobby.refused(c.MoveTicket(ticket.number, Action.NO_SHOW)) is Code.NOT_ALLOWED_NOW
    lobby.move(ticket, Action.RECALL)
    lobby.move(ticket, Action.RECALL)
    assert lobby.move(ticket, Action.NO_SHOW).state is State.ABSENT


def test_whoever_comes_back_has_kept_the_rank() -> None:
    lobby = Lobby(a_site(policy=replace(a_site().policy, no_show_after=0)))
    late, other = lobby.take(), lobby.take()
    lobby.open()
    lobby.next()
    lobby.move(late, Action.NO_SHOW)

    lobby.move(late, Action.REQUEUE)

    called = lobby.next()
    assert called is not None and called.number == late.number
    assert lobby.day.tickets[other.number].state is State.WAITING


def test_a_transfer_keeps_number_and_arrival_and_is_called_first() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity")
    lobby.open("1", "nadia")
    lobby.next("1", "nadia")
    lobby.take("social")
    lobby.later(5)
    lobby.move(ticket, Action.TRANSFER, service="social", note="note-1")
    lobby.open("2", "paul")

    called = lobby.next("2", "paul")

    assert called is not None and called.number == ticket.number
    assert called.notes == ("note-1",)
    assert called.called_because == ("already_received", {})


def test_a_ticket_sent_to_a_colleague_is_called_by_nobody_else() -> None:
    lobby = Lobby()
    ticket = lobby.take("civil")
    lobby.open("1", "nadia")
    lobby.open("2", "paul")
    lobby.next("1", "nadia")
    lobby.move(ticket, Action.TRANSFER, counter="2")

    assert lobby.next("1", "nadia") is None
    called = lobby.next("2", "paul")
    assert called is not None and called.number == ticket.number


def test_a_colleague_who_leaves_forgets_nobody() -> None:
    lobby = Lobby()
    ticket = lobby.take("civil")
    lobby.open("1", "nadia")
    lobby.open("2", "paul")
    lobby.next("1", "nadia")
    lobby.move(ticket, Action.TRANSFER, counter="2")

    lobby.ask(c.CloseCounter("2"), "paul")

    called = lobby.next("1", "nadia")
    assert called is not None and called.number == ticket.number


def test_several_demands_on_one_ticket_go_from_skill_to_skill() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity", "social")
    lobby.open("1", "nadia")
    lobby.next("1", "nadia")

    waiting = lobby.move(ticket, Action.FINISH)

    assert waiting.state is State.WAITING
    assert waiting.done == ("identity",)
    lobby.open("2", "paul")
    called = lobby.next("2", "paul")
    assert called is not None and called.number == ticket.number
    assert lobby.move(called, Action.FINISH, "paul").state is State.SERVED


def test_one_agent_who_can_answer_everything_ends_the_visit() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity", "civil")
    lobby.open("1", "nadia")
    lobby.next("1", "nadia")

    assert lobby.move(ticket, Action.FINISH).state is State.SERVED


def test_a_service_added_at_the_counter_is_asked_of_the_right_colleague() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity")
    lobby.open("1", "nadia")
    lobby.next("1", "nadia")
    lobby.move(ticket, Action.ADD_SERVICE, service="social")

    assert lobby.move(ticket, Action.FINISH).remaining == ("social",)


def test_a_service_may_be_asked_for_once_more() -> None:
    """She has been answered, and sent back with one more question: nobody may forget her."""
    lobby = Lobby()
    ticket = lobby.take("civil", "identity")
    lobby.open("2", "paul")
    lobby.next("2", "paul")
    lobby.move(ticket, Action.FINISH, "paul")
    lobby.open("1", "nadia")
    lobby.next("1", "nadia")

    sent_back = lobby.move(ticket, Action.TRANSFER, service="civil")

    assert sent_back.remaining == ("civil",)
    called = lobby.next("2", "paul")
    assert called is not None and called.number == ticket.number
