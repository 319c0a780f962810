"""decide: a command becomes facts, or a refusal. Pure: the same day, command, moment and stamp give
the same answer, so that a whole day can be replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from server.domain import commands as c
from server.domain.day import Day
from server.domain.events import Event
from server.domain.hours import Hours
from server.domain.refusal import Code, Refusal, Refused
from server.domain.rules import calling, counters, ending, fallback, moving, printing, taking
from server.domain.rules.scene import Scene
from server.domain.site import Site

_DECIDE: dict[type[c.Command], Callable[[Scene, Any], Sequence[Event]]] = {
    c.TakeTicket: taking.take,
    c.EnterPaper: fallback.enter,
    c.CallNext: calling.call_next,
    c.MoveTicket: moving.move_ticket,
    c.OpenCounter: counters.open_counter,
    c.PauseCounter: counters.pause_counter,
    c.CloseCounter: counters.close_counter,
    c.ReportPrint: printing.report,
    c.PrintPage: printing.page,
    c.PrintFallback: fallback.print_numbers,
    c.AskHelp: counters.ask_help,
    c.AnswerHelp: counters.answer_help,
    c.CloseDay: ending.close_day,
}


def decide(
    day: Day,
    site: Site,
    hours: Hours,
    command: c.Command,
    who: c.Who,
    now: datetime,
    stamp: str,
    clock: datetime | None = None,
) -> Sequence[Event] | Refusal:
    """The facts that this command makes true now (none, when it changes nothing), or why not.

    `clock`: where it shows another time than the day's.
    """
    if day.closed:
        return Refusal(Code.CLOSED)
    try:
        scene = Scene(day, site, hours, who, now, stamp, clock or now)
        return _DECIDE[type(command)](scene, command)
    except Refused as refused:
        return refused.refusal
