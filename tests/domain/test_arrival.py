"""Strictly first come, first served, whatever the services promise."""

from __future__ import annotations

from server.domain.forecast import estimate
from server.domain.lifecycle import Action
from server.domain.policy import order
from server.domain.site import Policy
from tests.domain.world import Lobby, a_site


def a_lobby() -> Lobby:
    return Lobby(a_site(policy=Policy(rule="arrival"), agents={}))


def test_the_first_to_come_is_called_first_though_another_is_promised_less() -> None:
    lobby = a_lobby()
    slow = lobby.take("social")  # promised 30 minutes
    lobby.later(1)
    lobby.take("civil")  # promised 10
    lobby.open()

    called = lobby.next()

    assert called is not None and called.number == slow.number
    assert called.called_because == ("first_come", {})


def test_the_list_and_the_estimate_follow_the_policy() -> None:
    lobby = a_lobby()
    first = lobby.take("social")
    lobby.later(1)
    second = lobby.take("civil")
    lobby.open()

    shown = [choice.ticket.number for choice in order(lobby.day, lobby.site, lobby.now)]
    wait = estimate(lobby.day, lobby.site, second, lobby.now)

    assert shown == [first.number, second.number]
    assert wait is not None and wait.likely == 30  # the one before takes half an hour


def test_legal_priority_goes_before_whoever_is_not_overdue() -> None:
    lobby = a_lobby()
    overdue = lobby.take("civil")
    lobby.later(21)  # the place promises 20
    waiting = lobby.take("civil")
    lobby.later(1)
    card = lobby.take("civil", priority=True)
    lobby.open()
    called = []
    while ticket := lobby.next():
        called.append(ticket.number)
        lobby.move(ticket, Action.FINISH)

    assert called == [overdue.number, card.number, waiting.number]


def test_priority_given_and_taken_back_leaves_the_place_of_the_arrival() -> None:
    lobby = a_lobby()
    ticket = lobby.take("civil")
    card = lobby.move(ticket, Action.PRIORITY)

    again = lobby.move(card, Action.PRIORITY, priority=False)

    assert (card.due, again.due) == (ticket.taken_at, ticket.due)
