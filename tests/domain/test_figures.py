"""The day's figures, on days lived minute by minute."""

from __future__ import annotations

import pytest

from server.application.printers import PrinterState, Trouble
from server.domain import commands as c
from server.domain.figures import Figures, ServiceFigures, Share, Wait, figures
from server.domain.lifecycle import Action
from server.office.alerts import HelpWanted, NobodyAnswers, PrinterTrouble, TooLong, alerts
from server.protocol.printing import PrinterStatus
from tests.domain.world import Lobby
from tests.worlds.sights import sight_of


@pytest.fixture
def lobby() -> Lobby:
    lobby = Lobby()
    lobby.open()
    return lobby


def now(lobby: Lobby) -> Figures:
    return figures(lobby.day, lobby.site, lobby.now)


def of(lobby: Lobby, service: str) -> ServiceFigures:
    return next(f for f in now(lobby).services if f.service == service)


def serve(lobby: Lobby, minutes: float) -> None:
    ticket = lobby.next()
    assert ticket is not None
    lobby.move(ticket, Action.SERVE)
    lobby.later(minutes)
    lobby.move(ticket, Action.FINISH)


def test_an_empty_morning_has_no_figure_to_tell() -> None:
    told = now(Lobby())

    assert (told.waiting, told.open_counters, told.longest) == (0, 0, None)
    assert (told.on_time.percent, told.lost.percent) == (None, None)


def test_the_longest_wait_is_of_who_came_first_and_says_whether_it_is_late(lobby: Lobby) -> None:
    first = lobby.take("identity")
    lobby.later(21)
    lobby.take("civil")

    assert now(lobby).longest == Wait(first.number, "identity", minutes=21, target=20, late=True)


def test_who_asked_for_time_does_not_wait_meanwhile(lobby: Lobby) -> None:
    ticket = lobby.take("identity")
    lobby.move(ticket, Action.LATER, "visitor", minutes=10)

    assert now(lobby).waiting == 1
    assert now(lobby).longest is None


def test_a_promise_is_kept_by_service(lobby: Lobby) -> None:
    lobby.take("identity")
    lobby.take("civil")
    lobby.later(15)  # within the 20 min of identity, beyond the 10 min of civil
    serve(lobby, 0)
    serve(lobby, 0)

    assert now(lobby).on_time == Share(1, 2)
    assert (of(lobby, "identity").on_time, of(lobby, "civil").on_time) == (Share(1, 1), Share(0, 1))


def test_medians_are_told_from_five_visits_on(lobby: Lobby) -> None:
    for minutes in (2, 4, 6, 8):
        lobby.take("identity")
        lobby.later(3)
        serve(lobby, minutes)
    four = of(lobby, "identity")
    lobby.take("identity")
    lobby.later(3)
    serve(lobby, 30)
    five = of(lobby, "identity")

    assert (four.median_wait, four.median_service, four.on_time.percent) == (None, None, None)
    assert (five.median_wait, five.median_service, five.on_time.percent) == (3, 6, 100)
    assert five.served == 5


def test_who_left_or_did_not_come_is_counted_among_all_tickets(lobby: Lobby) -> None:
    lobby.move(lobby.take("civil"), Action.LEAVE, "visitor")
    absent = lobby.take("identity")
    lobby.take("identity")
    lobby.next()
    for _ in range(lobby.site.policy.no_show_after):
        lobby.move(absent, Action.RECALL)
    lobby.move(absent, Action.NO_SHOW)

    assert now(lobby).lost == Share(2, 3)


def test_a_visit_for_two_services_waits_once_and_is_received_for_both(lobby: Lobby) -> None:
    lobby.take("identity", "civil")
    lobby.later(4)
    serve(lobby, 10)

    assert (of(lobby, "identity").on_time.whole, of(lobby, "civil").on_time.whole) == (1, 0)
    assert (of(lobby, "identity").served, of(lobby, "civil").served) == (1, 1)


def test_everybody_who_waits_is_in_one_row(lobby: Lobby) -> None:
    lobby.take("identity", "civil")
    lobby.open("2", "paul")
    sent = lobby.take("social")
    lobby.move(sent, Action.TRANSFER, counter="1")

    told = now(lobby)

    assert {f.service: f.waiting for f in told.services if f.waiting} == {
        "identity": 1,
        "social": 1,
    }
    assert sum(f.waiting for f in told.services) == told.waiting


def test_who_was_sent_to_an_open_counter_is_answered_there(lobby: Lobby) -> None:
    sent = lobby.take("social")
    lobby.move(sent, Action.TRANSFER, "claire", counter="1")

    assert alerts(sight_of(lobby), now(lobby), {}) == []


def test_nothing_is_to_see_to_while_all_goes_well(lobby: Lobby) -> None:
    lobby.take("identity")
    printers = {"p": PrinterState("hall", "mairie", 1, PrinterStatus(online=True, paper="ok"))}

    assert alerts(sight_of(lobby), now(lobby), printers) == []


def test_alerts_name_the_service_and_the_device(lobby: Lobby) -> None:
    lobby.take("social")
    late = lobby.take("identity")
    lobby.later(25)
    lobby.ask(c.AskHelp("1"))
    printers = {"p": PrinterState("hall", "mairie", 1, PrinterStatus(online=True, paper="out"))}

    assert alerts(sight_of(lobby), now(lobby), printers) == [
        HelpWanted("1", lobby.now),
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
    lobby: Lobby, connections: int, status: PrinterStatus, what: Trouble
) -> None:
    printers = {"p": PrinterState("hall", "mairie", connections, status)}

    assert alerts(sight_of(lobby), now(lobby), printers) == [PrinterTrouble("hall", what)]
