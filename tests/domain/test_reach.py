"""Experts are kept for those who need them, for as long as no promise is broken for it."""

from __future__ import annotations

from server.domain.commands import PauseCounter
from server.domain.lifecycle import Action
from server.domain.policy import order, reach_of
from server.domain.site import Agent
from server.domain.ticket import Ticket
from tests.domain.world import Lobby, a_site

AGENTS = {
    "nadia": Agent("nadia", {"identity": 2, "civil": 1}),
    "paul": Agent("paul", {"civil": 1, "social": 1}),
}


def a_lobby(agents: dict[str, Agent] = AGENTS) -> Lobby:
    """Nadia and Paul at work; who waits first is for both, who waits second for Nadia alone."""
    lobby = Lobby(a_site(agents=agents))
    lobby.open("1", "nadia")
    lobby.open("2", "paul")
    lobby.take("civil")
    lobby.take("identity")
    return lobby


def called(lobby: Lobby, counter: str = "1", who: str = "nadia") -> tuple[str, str]:
    ticket = lobby.next(counter, who)
    assert ticket is not None and ticket.called_because is not None
    return ticket.number, ticket.called_because[0]


def test_an_expert_leaves_to_a_colleague_whoever_that_colleague_can_receive() -> None:
    lobby = a_lobby()

    assert called(lobby) == ("A001", "expert_kept")
    because = lobby.day.tickets["A001"].called_because
    assert because == ("expert_kept", {"left": "B001"})
    assert called(lobby, "2", "paul") == ("B001", "next_due")


def test_nobody_is_left_once_due() -> None:
    lobby = a_lobby()
    lobby.later(10)  # the promise of the first

    assert called(lobby)[0] == "B001"


def test_nobody_is_left_to_a_counter_that_rests() -> None:
    lobby = a_lobby()
    lobby.ask(PauseCounter("2"), "paul")

    assert called(lobby) == ("B001", "next_due")


def test_nobody_is_left_while_nobody_needs_the_expert() -> None:
    lobby = a_lobby()
    assert called(lobby)[0] == "A001"
    lobby.move(lobby.day.tickets["A001"], Action.FINISH)

    assert called(lobby) == ("B001", "next_due")


def test_nobody_is_left_while_the_one_in_need_is_away() -> None:
    lobby = a_lobby()
    lobby.move(lobby.day.tickets["A001"], Action.LATER, minutes=30)

    assert called(lobby) == ("B001", "next_due")


def test_an_expert_is_not_needed_where_a_first_level_agent_answers_too() -> None:
    lobby = a_lobby({**AGENTS, "paul": Agent("paul", {"civil": 1, "identity": 1})})

    assert called(lobby) == ("B001", "next_due")


def test_a_colleague_who_is_an_expert_herself_is_not_one_to_leave_to() -> None:
    lobby = a_lobby({**AGENTS, "paul": Agent("paul", {"civil": 2})})

    assert called(lobby) == ("B001", "next_due")


def test_a_visit_for_two_services_is_left_only_to_one_who_answers_both() -> None:
    lobby = Lobby(a_site(agents=AGENTS))
    lobby.open("1", "nadia")
    lobby.open("2", "paul")
    both = lobby.take("civil", "identity")
    lobby.take("identity")

    assert called(lobby)[0] == both.number


def test_a_replacement_without_a_line_in_the_file_is_a_first_level_agent() -> None:
    lobby = a_lobby()
    lobby.open("3", "sophie")

    reach = reach_of(lobby.day, lobby.site, "1", "nadia")

    assert (reach.needed_for, len(reach.colleagues)) == (frozenset(), 2)


def test_her_list_shows_the_order_in_which_she_will_call() -> None:
    lobby = a_lobby()
    lobby.take("identity")
    day, site = lobby.day, lobby.site
    reach = reach_of(day, site, "1", "nadia")

    choices = list(order(day, site, lobby.now, reach))
    shown = [choice.ticket.number for choice in choices]

    assert shown == ["A001", "A002", "B001"]
    assert [choice.rule for choice in choices] == ["expert_kept", "expert_kept", "next_due"]
    assert shown == _called_one_after_the_other(lobby)


def _called_one_after_the_other(lobby: Lobby) -> list[str]:
    numbers: list[str] = []
    ticket: Ticket | None
    while ticket := lobby.next():
        numbers.append(ticket.number)
        lobby.move(ticket, Action.FINISH)
    return numbers
