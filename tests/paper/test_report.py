"""The day's report on paper, on days lived minute by minute."""

from __future__ import annotations

import pytest

from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.papers import Printer
from server.paper.staff.report import report_lines
from tests.domain.world import Lobby
from tests.worlds.sights import sight_of


@pytest.fixture
def lobby() -> Lobby:
    lobby = Lobby()
    lobby.open()
    return lobby


def told(lobby: Lobby) -> list[tuple[str, str | None]]:
    return [(line.text, line.value) for line in report_lines(sight_of(lobby, "en"))]


def test_numbers_taken_served_left_and_absent_are_counted(lobby: Lobby) -> None:
    first, second = lobby.take("identity"), lobby.take("identity")
    lobby.take("identity")
    lobby.move(first, Action.LEAVE, "visitor")
    lobby.later(3)
    assert lobby.next() is not None
    lobby.move(second, Action.SERVE)
    lobby.move(second, Action.FINISH)

    lines = told(lobby)

    assert {("Tickets taken", "3"), ("Served", "1"), ("Left before their turn", "1")} <= set(lines)
    assert ("Still there", "1") in lines


def test_the_wait_of_fewer_than_five_visits_is_not_told(lobby: Lobby) -> None:
    for _ in range(4):
        _one_visit(lobby, wait=7)

    assert ("wait: too few visits", None) in told(lobby)


def test_median_and_the_wait_of_nine_in_ten_are_told_by_service(lobby: Lobby) -> None:
    for wait in (1, 2, 3, 4, 5, 6, 7, 8, 20, 40):
        _one_visit(lobby, wait)

    lines = told(lobby)

    assert ("wait: median 6 min, nine in ten at most 20 min", None) in lines
    assert ("identity", "10") in lines


def test_refused_paper_and_calls_for_help_are_incidents(lobby: Lobby) -> None:
    lobby.printer = Printer("hall")
    ticket = lobby.take("identity")
    (job,) = lobby.day.papers.jobs
    lobby.ask(c.ReportPrint(job, "not_printed", "paper_out"), "hall")
    lobby.printer = Printer("hall", absent=True)
    lobby.take("identity")
    lobby.ask(c.AskHelp("1"))
    lobby.ask(c.AnswerHelp("1"))
    lobby.ask(c.AskHelp("1"))

    lines = told(lobby)

    assert ("Tickets not printed", "2") in lines
    assert {("– no paper left", "1"), ("– does not answer", "1")} <= set(lines)
    assert ("Help asked for", "2") in lines
    assert lobby.day.tickets[ticket.number].printed == "not_printed"


def test_a_page_belongs_to_no_ticket_and_each_is_its_own_job(lobby: Lobby) -> None:
    lobby.printer = Printer("hall")
    pages: tuple[c.PageKind, ...] = ("test", "report", "test")
    for kind in pages:
        lobby.ask(c.PrintPage(kind), "claire")

    assert [job.id for job in lobby.day.papers.for_printer("hall")] == [
        "mairie-2026-11-24-test-1-lot",
        "mairie-2026-11-24-report-1-lot",
        "mairie-2026-11-24-test-2-lot",
    ]
    assert ("Tickets not printed", "0") in told(lobby)


def _one_visit(lobby: Lobby, wait: int) -> None:
    ticket = lobby.take("identity")
    lobby.later(wait)
    lobby.next()
    lobby.move(ticket, Action.SERVE)
    lobby.move(ticket, Action.FINISH)
