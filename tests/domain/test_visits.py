"""A closed day's visits, told from its facts."""

from __future__ import annotations

from server.domain.lifecycle import Action
from server.domain.visits import visits_of
from tests.domain.world import Lobby


def test_a_visit_keeps_each_of_its_stages() -> None:
    lobby = Lobby()
    ticket = lobby.take("identity", "social")
    lobby.open("1", "nadia")
    lobby.next("1", "nadia")
    lobby.move(ticket, Action.SERVE)
    lobby.later(12)
    lobby.move(ticket, Action.FINISH)
    lobby.open("2", "paul")
    lobby.next("2", "paul")
    lobby.move(ticket, Action.FINISH, "paul", outcome="referred")

    (visit,) = visits_of(lobby.facts)

    assert [(s.counter, s.ending) for s in visit.stages] == [("1", "solved"), ("2", "referred")]
    assert visit.ending == "referred"
