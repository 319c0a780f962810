"""The day's figures, on days lived minute by minute."""

from __future__ import annotations

import pytest

from server.application.printers import PrinterState, Trouble
from server.domain import commands as c
from server.domain.figures import Figures, ServiceFigures, Share, Wait, figures
from server.domain.lifecycle import Action
from server.office.alerts import HelpAsked, NobodyAnswers, PrinterTrouble, TooLong, alerts
from server.protocol.printing import PrinterStatus
from tests.domain.world import Desk


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.open()
    return desk


def now(desk: Desk) -> Figures:
    return figures(desk.day, desk.site, desk.now)


def of(desk: Desk, service: str) -> ServiceFigures:
    return next(f for f in now(desk).services if f.service == service)


def serve(desk: Desk, minutes: float) -> None:
    ticket = desk.next()
    assert ticket is not None
    desk.move(ticket, Action.SERVE)
    desk.later(minutes)
    desk.move(ticket, Action.FINISH)


def test_an_empty_morning_has_no_figure_to_tell() -> None:
    told = now(Desk())

    assert (told.waiting, told.open_counters, told.longest) == (0, 0, None)
    assert (told.on_time.percent, told.lost.percent) == (None, None)


def test_the_longest_wait_is_of_who_came_first_and_says_whether_it_is_late(desk: Desk) -> None:
    first = desk.take("identity")
    desk.later(21)
    desk.take("civil")

    assert now(desk).longest == Wait(first.number, "identity", minutes=21, target=20)
    assert now(desk).longest is not None and now(desk).longest.late  # type: ignore[union-attr]


def test_who_asked_for_time_does_not_wait_meanwhile(desk: Desk) -> None:
    ticket = desk.take("identity")
    desk.move(ticket, Action.LATER, "visitor", minutes=10)

    assert now(desk).waiting == 1
    assert now(desk).longest is None


def test_a_promise_is_kept_by_service(desk: Desk) -> None:
    desk.take("identity")
    desk.take("civil")
    desk.later(15)  # within the 20 min of identity, beyond the 10 min of civil
    serve(desk, 0)
    serve(desk, 0)

    assert now(desk).on_time == Share(1, 2)
    assert (of(desk, "identity").on_time, of(desk, "civil").on_time) == (Share(1, 1), Share(0, 1))


def test_medians_are_told_from_five_visits_on(desk: Desk) -> None:
    for minutes in (2, 4, 6, 8):
        desk.take("identity")
        desk.later(3)
        serve(desk, minutes)
    four = of(desk, "identity")
    desk.take("identity")
    desk.later(3)
    serve(desk, 30)
    five = of(desk, "identity")

    assert (four.median_wait, four.median_service, four.on_time.percent) == (None, None, None)
    assert (five.median_wait, five.median_service, five.on_time.percent) == (3, 6, 100)
    assert five.served == 5


def test_who_left_or_did_not_come_is_counted_among_all_tickets(desk: Desk) -> None:
    desk.move(desk.take("civil"), Action.LEAVE, "visitor")
    absent = desk.take("identity")
    desk.take("identity")
    desk.next()
    for _ in range(desk.site.policy.no_show_after):
        desk.move(absent, Action.RECALL)
    desk.move(absent, Action.NO_SHOW)

    assert now(desk).lost == Share(2, 3)


def test_a_visit_for_two_services_waits_once_and_is_received_for_both(desk: Desk) -> None:
    desk.take("identity", "civil")
    desk.later(4)
    serve(desk, 10)

    assert (of(desk, "identity").on_time.whole, of(desk, "civil").on_time.whole) == (1, 0)
    assert (of(desk, "identity").served, of(desk, "civil").served) == (1, 1)


def test_nothing_is_to_see_to_while_all_goes_well(desk: Desk) -> None:
    desk.take("identity")
    printers = {"p": PrinterState("hall", "mairie", 1, PrinterStatus(online=True, paper="ok"))}

    assert alerts(desk.day, desk.site, now(desk), printers) == []


def test_alerts_name_the_service_and_the_device(desk: Desk) -> None:
    desk.take("social")
    late = desk.take("identity")
    desk.later(25)
    desk.ask(c.AskHelp("1"))
    printers = {"p": PrinterState("hall", "mairie", 1, PrinterStatus(online=True, paper="out"))}

    assert alerts(desk.day, desk.site, now(desk), printers) == [
        HelpAsked("1", desk.now),
        PrinterTrouble("hall", "paper_out"),
        NobodyAnswers("social", 1),
        TooLong("identity", 1, late.number, 25, 20),
    ]


@pytest.mark.parametrize(
    ("connections", "status", "what"),
    [
        (0, PrinterStatus(online=False), "away"),
        (1, PrinterStatus(online=False), "away"),
        (1, PrinterStatus(online=False, error="no_answer"), "away"),
        (1, PrinterStatus(online=False, paper="out"), "paper_out"),
        (1, PrinterStatus(online=False, paper="out", cover="open"), "cover_open"),
        (1, PrinterStatus(online=False, error="cutter"), "cutter"),
        (1, PrinterStatus(online=False, error="spool"), "error"),
        (1, PrinterStatus(online=True, paper="near_end"), "near_end"),
    ],
)
def test_a_printer_in_trouble_says_which(
    desk: Desk, connections: int, status: PrinterStatus, what: Trouble
) -> None:
    printers = {"p": PrinterState("hall", "mairie", connections, status)}

    assert alerts(desk.day, desk.site, now(desk), printers) == [PrinterTrouble("hall", what)]
