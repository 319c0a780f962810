"""A call beside what the policy decides on the state that it was made in."""

from __future__ import annotations

from server.domain import commands as c
from server.domain import events as e
from server.domain.day import Day
from server.domain.fairness.replay import deeds, judge
from server.domain.fold import apply
from server.domain.lifecycle import Action
from tests.domain.world import TODAY, Lobby, a_site


def _kinds(lobby: Lobby) -> list[list[str]]:
    return [[type(fact.event).__name__ for fact in deed] for deed in deeds(lobby.facts)]


def _served() -> Lobby:
    """A visitor is at Nadia's counter, another waits."""
    lobby = Lobby()
    lobby.open()
    lobby.take()
    lobby.take()
    lobby.next()
    return lobby


def _before_the_last(lobby: Lobby) -> Day:
    day = Day("mairie", TODAY)
    for fact in lobby.facts[:-1]:
        apply(day, fact)
    return day


def test_ending_a_visit_and_calling_the_next_in_one_go_is_one_deed() -> None:
    lobby = _served()
    lobby.ask(c.CallNext("1", "solved"))

    assert _kinds(lobby)[-1] == ["ServiceFinished", "TicketCalled"]


def test_every_other_fact_is_a_deed_of_its_own() -> None:
    lobby = _served()
    lobby.move(lobby.day.tickets["A001"], Action.FINISH)
    lobby.later(1)
    lobby.next()
    lobby.move(lobby.day.tickets["A002"], Action.FINISH)

    told = _kinds(lobby)
    assert all(len(deed) == 1 for deed in told)
    assert [each for deed in told for each in deed] == [type(f.event).__name__ for f in lobby.facts]


def test_a_call_of_the_rule_is_explained() -> None:
    lobby = _served()

    judged = judge(_before_the_last(lobby), lobby.facts[-1], [lobby.site])

    assert judged.explained
    assert judged.right is not None and judged.right.ticket.number == "A001"


def test_one_site_file_that_explains_it_is_enough() -> None:
    lobby = _served()
    nobody_can = a_site(agents={**a_site().agents, "nadia": a_site().agents["paul"]})
    before, call = _before_the_last(lobby), lobby.facts[-1]

    assert not judge(before, call, [nobody_can]).explained
    assert judge(before, call, [nobody_can, lobby.site]).explained


def test_a_reason_filled_with_something_untrue_explains_nothing() -> None:
    lobby = Lobby()
    lobby.open()
    for _ in range(3):
        lobby.take(priority=True)
    lobby.take()
    lobby.later(60)
    for _ in range(3):
        lobby.ask(c.CallNext("1", "solved"))
    call = lobby.facts[-1]
    assert isinstance(call.event, e.TicketCalled) and call.event.rule == "after_priority"
    before = Day("mairie", TODAY)
    for fact in lobby.facts[:-2]:
        apply(before, fact)

    assert judge(before, call, [lobby.site]).explained
    call.event.facts["run"] = "9"
    assert not judge(before, call, [lobby.site]).explained
