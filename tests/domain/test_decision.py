"""The rules, asked anew on a state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import events as e
from server.domain.events import Event, Fact
from server.domain.fairness.decision import decided, rightful_due
from server.domain.lifecycle import Action
from server.domain.policy import reach_of
from tests.domain.world import NINE, Lobby, a_site

SOON = NINE + timedelta(minutes=10)
AT_TWENTY = NINE + timedelta(minutes=20)
"""When a ticket for an identity card is due, that was taken at nine."""


def test_a_counter_reaches_what_its_agent_answers_by_that_site_file() -> None:
    lobby = Lobby()
    lobby.open("1", "nadia")

    assert reach_of(lobby.day, lobby.site, "1", "somebody").services == {"identity", "civil"}
    assert "social" in reach_of(lobby.day, a_site(agents={}), "1", "somebody").services


def test_it_is_decided_as_it_was_the_first_time() -> None:
    lobby = Lobby()
    first, _ = lobby.take("identity"), lobby.take("identity")
    lobby.open("1", "nadia")

    choice = decided(lobby.day, lobby.site, reach_of(lobby.day, lobby.site, "1", ""), lobby.now)

    assert choice is not None
    assert (choice.ticket.number, choice.rule) == (first.number, "next_due")


@pytest.mark.parametrize(
    ("event", "right"),
    [
        (e.TicketTaken("A002", ("identity", "civil"), "fr", NINE), AT_TWENTY),
        (e.TicketTaken("A002", ("identity",), "fr", NINE, priority=True), NINE),
        (e.TicketTaken("A002", ("identity",), "fr", NINE, appointment=SOON), SOON),
        (e.TicketTaken("X001", ("identity",), "fr", NINE, arrived=SOON), SOON + (AT_TWENTY - NINE)),
        (e.TicketTransferred("A001", ("social",), SOON), NINE),
        (e.PrioritySet("A001", True, SOON), NINE),
        (e.PrioritySet("A001", False, SOON), AT_TWENTY),
        (e.TicketPostponed("A001", SOON, SOON), AT_TWENTY),
        (e.TicketTaken("Z001", ("unheard_of",), "fr", NINE), None),
        (e.ServiceStarted("A001", "1"), None),
    ],
)
def test_when_a_ticket_is_due_by_the_rules(event: Event, right: object) -> None:
    lobby = Lobby()
    lobby.take("identity")

    assert rightful_due(lobby.day, lobby.site, Fact(2, NINE, "kiosk", event)) == right


def test_the_rules_themselves_give_no_other_due_time() -> None:
    lobby = Lobby()
    ticket = lobby.take("civil")
    lobby.later(1)
    lobby.move(ticket, Action.LATER, minutes=30)

    postponed = lobby.facts[-1]
    assert isinstance(postponed.event, e.TicketPostponed)
    before = Lobby(facts=[])
    before.take("civil")
    assert rightful_due(before.day, lobby.site, postponed) == postponed.event.due
