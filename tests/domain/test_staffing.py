"""Who can serve what, and how long it takes."""

from __future__ import annotations

from server.domain import commands as c
from server.domain.lifecycle import Action
from tests.domain.world import Lobby


def test_a_service_is_answered_by_the_counters_whose_agent_has_the_skill() -> None:
    lobby = Lobby()
    lobby.open("1", "nadia")
    lobby.open("2", "paul")

    answered = lobby.day.staffing.work(lobby.site).answered

    assert answered == {"identity": {"1"}, "civil": {"1", "2"}, "social": {"2"}}


def test_a_counter_that_rests_answers_nothing() -> None:
    lobby = Lobby()
    lobby.open("1", "nadia")
    lobby.ask(c.PauseCounter("1"))

    assert lobby.day.staffing.work(lobby.site).answered == {}


def test_a_visit_for_two_services_counts_half_for_each() -> None:
    lobby = Lobby()
    lobby.open()
    ticket = lobby.take("identity", "civil")
    lobby.next()
    lobby.later(10)
    lobby.move(ticket, Action.FINISH)

    times = lobby.day.staffing.times
    assert [(times[s].count, times[s].minutes) for s in ("identity", "civil")] == [(1, 5), (1, 5)]


def test_what_serving_takes_begins_with_the_site_file() -> None:
    assert Lobby().day.staffing.work(Lobby().site).minutes == {
        "identity": 15,
        "civil": 5,
        "social": 30,
    }
