"""decide: a command becomes facts, or a refusal. Pure: the same scene and command give the same
answer, so that a whole day can be replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain import commands as c
from server.domain.events import Event
from server.domain.lifecycle import BY_STAFF, BY_STAFF_OR_KIOSK, Actor
from server.domain.refusal import Code, Refusal, Refused
from server.domain.rules import (
    calling,
    checking_in,
    counters,
    ending,
    fallback,
    interrupting,
    moving,
    printing,
    taking,
)
from server.domain.rules.scene import Scene


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who may ask at all, and what decides."""

    by: frozenset[Actor]
    decide: Callable[[Scene, Any], Sequence[Event]]


_IN_CHARGE = frozenset({Actor.MANAGER})
_PRINTERS = frozenset({Actor.PRINTER, Actor.SYSTEM})

RULES: dict[type[c.Command], Ruling] = {
    c.TakeTicket: Ruling(BY_STAFF_OR_KIOSK, taking.take),
    c.CheckIn: Ruling(BY_STAFF_OR_KIOSK, checking_in.check_in),
    c.EnterPaper: Ruling(BY_STAFF, fallback.enter),
    c.CallNext: Ruling(BY_STAFF, calling.call_next),
    c.MoveTicket: Ruling(
        frozenset(Actor), moving.move_ticket
    ),  # its table says who for each action
    c.OpenCounter: Ruling(BY_STAFF, counters.open_counter),
    c.PauseCounter: Ruling(BY_STAFF, counters.pause_counter),
    c.CloseCounter: Ruling(BY_STAFF, counters.close_counter),
    c.ReportPrint: Ruling(_PRINTERS, printing.report),
    c.PrintPage: Ruling(_IN_CHARGE, printing.page),
    c.PrintFallback: Ruling(_IN_CHARGE, fallback.print_numbers),
    c.AskHelp: Ruling(BY_STAFF_OR_KIOSK, counters.ask_help),
    c.AskHelpAt: Ruling(BY_STAFF, counters.ask_help_at),
    c.AnswerHelp: Ruling(BY_STAFF, counters.answer_help),
    c.InterruptService: Ruling(_IN_CHARGE | {Actor.SYSTEM}, interrupting.interrupt),
    c.ResumeService: Ruling(_IN_CHARGE, interrupting.resume),
    c.CloseDay: Ruling(frozenset({Actor.SYSTEM}), ending.close_day),
}


def decide(scene: Scene, command: c.Command) -> Sequence[Event] | Refusal:
    """The facts that this command makes true now (none, when it changes nothing), or why not."""
    rule = RULES[type(command)]
    if scene.who.kind not in rule.by:
        return Refusal(Code.FORBIDDEN)
    if scene.day.closed:
        return Refusal(Code.CLOSED)
    try:
        return rule.decide(scene, command)
    except Refused as refused:
        return refused.refusal
