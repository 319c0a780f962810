"""The end of a day."""

from __future__ import annotations

from server.domain import commands as c
from server.domain.lifecycle import Action, State
from server.domain.refusal import Code
from server.domain.visits import visits_of
from tests.domain.world import Lobby


def test_the_end_of_the_day_leaves_nobody_on_the_list() -> None:
    lobby = Lobby()
    lobby.take()
    called = lobby.take("civil")
    lobby.open()
    lobby.move(called, Action.CALL, counter="1")

    lobby.ask(c.CloseDay(), "system")

    assert {t.state for t in lobby.day.tickets.values()} == {State.CANCELLED}
    assert not list(lobby.day.open_seats())
    assert lobby.refused(c.TakeTicket(("identity",)), "kiosk") is Code.CLOSED
    assert {v.ending for v in visits_of(lobby.facts)} == {"not_served"}
