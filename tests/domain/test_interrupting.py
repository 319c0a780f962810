"""Who may interrupt a service, and what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.domain import commands as c
from server.domain.interruption import interruption_of
from server.domain.refusal import Code
from tests.domain.test_interruption import TEN_TO_ELEVEN, at, interrupted
from tests.domain.world import NINE, Lobby


def test_a_manager_plans_it_and_takes_it_back() -> None:
    lobby = interrupted(now=NINE)
    assert interruption_of(lobby.day, lobby.site, "identity", NINE) == TEN_TO_ELEVEN

    lobby.ask(c.ResumeService("identity"), "claire")
    assert interruption_of(lobby.day, lobby.site, "identity", NINE) is None


def test_an_agent_may_not() -> None:
    lobby = Lobby()
    assert lobby.refused(c.InterruptService("identity", *TEN_TO_ELEVEN)) is Code.FORBIDDEN


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (at(11), at(10)),
        (at(7), at(8)),
        (at(10), at(10)),
        (at(10), at(10) + timedelta(days=2)),
    ],
)
def test_what_would_interrupt_nothing_is_refused(begins: datetime, ends: datetime) -> None:
    wish = c.InterruptService("identity", begins, ends)

    assert Lobby().refused(wish, "claire") is Code.INVALID
    unknown = c.InterruptService("nothing", *TEN_TO_ELEVEN)
    assert Lobby().refused(unknown, "claire") is Code.UNKNOWN_SERVICE


def test_asked_twice_it_is_planned_once() -> None:
    lobby = interrupted(now=NINE)
    lobby.ask(c.InterruptService("identity", *TEN_TO_ELEVEN), "claire")
    assert lobby.ask(c.ResumeService("identity"), "claire")
    assert not lobby.ask(c.ResumeService("identity"), "claire")
