"""Who may ask for what: the table of commands is the truth, whichever door somebody comes by."""

from __future__ import annotations

import pytest

from server.domain import commands as c
from server.domain.lifecycle import Action, Actor
from server.domain.refusal import Code, Refusal
from server.domain.rules import RULES, decide
from tests.domain.world import NINE, Lobby

EVERYBODY = frozenset(Actor)
STAFF = {Actor.STAFF, Actor.MANAGER}
EXPECTED: list[tuple[c.Command, set[Actor]]] = [
    (c.TakeTicket(("civil",)), {*STAFF, Actor.KIOSK}),
    (c.CheckIn("rdv-1", ("civil",), NINE), {*STAFF, Actor.KIOSK}),
    (c.EnterPaper("X001", ("civil",)), STAFF),
    (c.CallNext("1"), STAFF),
    (c.MoveTicket("A001", Action.CANCEL), STAFF),
    (c.MoveTicket("A001", Action.PRINT), {*STAFF, Actor.KIOSK}),
    (c.MoveTicket("A001", Action.LEAVE), {Actor.VISITOR}),
    (c.OpenCounter("1"), STAFF),
    (c.PauseCounter("1"), STAFF),
    (c.CloseCounter("1"), STAFF),
    (c.ReportPrint("job", "printed"), {Actor.PRINTER, Actor.SYSTEM}),
    (c.PrintPage("test"), {Actor.MANAGER}),
    (c.PrintFallback(1), {Actor.MANAGER}),
    (c.AskHelp("borne"), {*STAFF, Actor.KIOSK}),
    (c.AskHelpAt("1"), STAFF),
    (c.AnswerHelp("borne"), STAFF),
    (c.InterruptService("civil", NINE, NINE), {Actor.MANAGER, Actor.SYSTEM}),
    (c.ResumeService("civil"), {Actor.MANAGER}),
    (c.CloseDay(), {Actor.SYSTEM}),
]


@pytest.mark.parametrize(("command", "allowed"), EXPECTED)
def test_whoever_may_not_ask_is_told_so_before_anything_else(
    command: c.Command, allowed: set[Actor]
) -> None:
    lobby = Lobby()

    forbidden = {
        kind
        for kind in Actor
        if decide(lobby.scene(c.Who("somebody", kind)), command) == Refusal(Code.FORBIDDEN)
    }

    assert forbidden == EVERYBODY - allowed


def test_every_command_is_a_row() -> None:
    assert set(RULES) == {type(command) for command, _ in EXPECTED}


def test_once_the_day_is_closed_nothing_is_decided() -> None:
    lobby = Lobby()
    lobby.ask(c.CloseDay(), "system")

    assert lobby.refused(c.OpenCounter("1")) is Code.CLOSED
